package terminal

import "os"

// Open opens the console that this process was started from, whatever its standard files are: once to
// read keys from and once to draw on.
func Open() (in, out *os.File, err error) { return openBoth("CONIN$", "CONOUT$") }
