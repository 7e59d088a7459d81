// Package standin builds, for tests, a library that stands in for the Parsec SDK: it connects to nothing
// and does what a script says. testdata/standin.c says how scripts are written.
package standin
