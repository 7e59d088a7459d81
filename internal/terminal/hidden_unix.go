//go:build unix

package terminal

import (
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// hideInput stops showing what is typed. Lines are still edited and keys still send signals.
func hideInput(in *os.File) error {
	modes, err := unix.IoctlGetTermios(int(in.Fd()), getModes)
	if err != nil {
		return err
	}
	modes.Lflag &^= unix.ECHO | unix.ECHONL
	modes.Lflag |= unix.ICANON | unix.ISIG
	modes.Iflag |= unix.ICRNL
	return unix.IoctlSetTermios(int(in.Fd()), setModes, modes)
}

// ignoreStop lets Ctrl-Z do nothing from now on: Go cannot undo that. A shell that continued the
// program would bring back the modes of before, and with them the sight of what is typed.
func ignoreStop() { signal.Ignore(unix.SIGTSTP) }
