package launch

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// detach takes the child out of this program's console and its Ctrl-C.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.DETACHED_PROCESS}
}

// outcome is the exit code; Windows has no signals.
func outcome(state *os.ProcessState) (code int, signal string) { return state.ExitCode(), "" }

// terminate ends the child: a console program cannot be asked on Windows.
func terminate(child *os.Process) error { return child.Kill() }

// setApart keeps our Ctrl-C from the child. Unlike a detached one it may write on our console.
func setApart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// terminateAll ends the child. Windows has no way to reach what it started.
func terminateAll(child *os.Process) error { return child.Kill() }

func killAll(*os.Process) {}
