package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// hideInput stops showing what is typed. Lines are still edited, and Ctrl-C still interrupts.
func hideInput(in *os.File) error {
	console := windows.Handle(in.Fd())
	var modes uint32
	if err := windows.GetConsoleMode(console, &modes); err != nil {
		return err
	}
	modes &^= windows.ENABLE_ECHO_INPUT
	modes |= windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	return windows.SetConsoleMode(console, modes)
}

// ignoreStop has nothing to do: Windows does not stop processes.
func ignoreStop() {}
