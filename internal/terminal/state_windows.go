package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// inBackground is always false: a console has no jobs.
func (s *State) inBackground() bool { return false }

// understandReset makes the console read escape sequences, which it would otherwise print.
func understandReset(out *os.File) {
	var modes uint32
	console := windows.Handle(out.Fd())
	if windows.GetConsoleMode(console, &modes) == nil {
		_ = windows.SetConsoleMode(console, modes|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	}
}
