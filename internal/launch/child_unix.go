//go:build unix

package launch

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// detach puts the child into a session of its own: it outlives a hang-up, an interrupt and the end
// of this program, and cannot write on the terminal.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}

// outcome is the exit code as a shell counts it, and the name of the signal that ended the child.
func outcome(state *os.ProcessState) (code int, signal string) {
	status, ok := state.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() {
		return state.ExitCode(), ""
	}
	return 128 + int(status.Signal()), unix.SignalName(status.Signal())
}

// terminate asks the child to end, also one that is stopped.
func terminate(child *os.Process) error {
	if err := child.Signal(unix.SIGTERM); err != nil {
		return err
	}
	return child.Signal(unix.SIGCONT)
}

// setApart makes the child the leader of a session and a group of its own: a key at our terminal does
// not end it in the middle of its work, and it can be ended together with all that it started.
func setApart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// terminateAll asks a child that was set apart to end, with all that it started.
func terminateAll(child *os.Process) error {
	if err := syscall.Kill(-child.Pid, syscall.SIGTERM); err != nil {
		return os.ErrProcessDone
	}
	return syscall.Kill(-child.Pid, syscall.SIGCONT)
}

// killAll ends what is left of a child that was set apart, which usually is nothing.
func killAll(child *os.Process) { _ = syscall.Kill(-child.Pid, syscall.SIGKILL) }
