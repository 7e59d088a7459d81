package terminal

import "golang.org/x/sys/unix"

// How to read and to change a terminal's modes.
const (
	getModes = unix.TCGETS
	setModes = unix.TCSETS
)
