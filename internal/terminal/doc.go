// Package terminal gives the terminal back as it was found, however the program that draws on it
// ends: by itself, by a signal, by a panic in any goroutine, or after another program used the
// terminal meanwhile and left it in disorder. It also reads what must not be seen while it is typed.
package terminal
