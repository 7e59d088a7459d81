// Package canary is for tests alone: it looks for secrets where none may be. A test signs in with a
// canary, a value that stands for a real secret and is found nowhere by chance, and has all that
// anybody could see afterwards searched: a screen, a log, files, other processes, errors.
package canary
