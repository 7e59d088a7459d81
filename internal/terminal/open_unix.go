//go:build unix

package terminal

import "os"

// Open opens the terminal that this process was started from, whatever its standard files are: once to
// read keys from and once to draw on.
func Open() (in, out *os.File, err error) { return openBoth("/dev/tty", "/dev/tty") }
