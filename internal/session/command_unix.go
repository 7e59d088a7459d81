//go:build unix

package session

import (
	"os"
	"os/exec"
	"syscall"
)

// ownGroup starts cmd in a session of its own: it cannot open /dev/tty, a Ctrl-C at our terminal
// does not reach it, and it is the leader of a group that can be killed as a whole.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}

// killGroup kills cmd and its descendants, as far as they stayed in its group.
func killGroup(cmd *exec.Cmd) error {
	if syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) != nil {
		return os.ErrProcessDone
	}
	return nil
}
