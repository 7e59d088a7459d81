package cli

import (
	"os"
	"strconv"

	"golang.org/x/term"

	"parsec-hosts/internal/ink"
	"parsec-hosts/internal/listing"
)

// paper is what standard output is, for people. A terminal's lines may be said to be of another width
// by COLUMNS; a pipe has no width, and nothing that goes into one is cut.
func (a *app) paper() listing.Paper {
	p := listing.Paper{ASCII: needsASCII(a.environ)}
	if !isTerminal(a.stdio.Out) {
		return p
	}
	p.Width = a.lineWidth(a.stdio.Out)
	p.Color = a.colored(a.stdio.Out)
	return p
}

// colored reports whether what is written to a file may have colours.
func (a *app) colored(file *os.File) ink.Colored {
	return ink.Colored(isTerminal(file) && lookup(a.environ, "NO_COLOR") == "" && lookup(a.environ, "TERM") != "dumb")
}

// lineWidth is how many cells a line of a terminal has, 0 where nobody knows.
func (a *app) lineWidth(terminal *os.File) int {
	if columns, err := strconv.Atoi(lookup(a.environ, "COLUMNS")); err == nil && columns > 0 {
		return columns
	}
	width, _, err := term.GetSize(int(terminal.Fd()))
	if err != nil {
		return 0
	}
	return width
}
