//go:build unix

package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// inBackground reports whether the terminal belongs to another job of the shell.
func (s *State) inBackground() bool {
	for _, fd := range []uintptr{s.in.Fd(), s.out.Fd()} {
		if owner, err := unix.IoctlGetInt(int(fd), unix.TIOCGPGRP); err == nil {
			return owner != unix.Getpgrp()
		}
	}
	return false
}

// asFound reports whether the terminal has its saved modes now.
func (s *State) asFound() bool {
	if s.keyboard == nil {
		return true
	}
	now := modesOf(s.in)
	return now != nil && *now == *s.keyboard
}

// understandReset does nothing: every Unix terminal understands escape sequences.
func understandReset(*os.File) {}
