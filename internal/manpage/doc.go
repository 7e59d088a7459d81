// Package manpage writes the manual pages of a program's commands, in the man macros of roff. The
// texts of the commands are set as they are: they were laid out by hand, and a converter from another
// markup would take their signs for its own.
package manpage
