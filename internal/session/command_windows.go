package session

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// ownGroup starts cmd without a console, and so without ours.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_NEW_PROCESS_GROUP,
	}
}

// killGroup kills cmd. Windows has no way to reach its descendants afterwards; they lose us when
// outputGrace is over.
func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
