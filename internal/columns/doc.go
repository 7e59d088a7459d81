// Package columns is what a list can show of a host, and be sorted by. The dashboard and the command
// line have the same columns under the same names.
package columns
