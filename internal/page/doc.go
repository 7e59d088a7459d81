// Package page compares, for tests, what is generated for the documentation with the files in docs.
package page
