package canary

import (
	"fmt"
	"os"
	"testing"
)

// Arguments searches the command line of a process, which everybody on the computer can read.
func Arguments(t testing.TB, pid int, secrets ...string) {
	t.Helper()
	Search(t, fmt.Sprintf("the command line of process %d", pid), Process(pid, "cmdline"), secrets...)
}

// Environment searches the environment that a process was started with.
func Environment(t testing.TB, pid int, secrets ...string) {
	t.Helper()
	Search(t, fmt.Sprintf("the environment of process %d", pid), Process(pid, "environ"), secrets...)
}

// Process reads a file about a process. It is empty for one that has ended or is another user's.
func Process(pid int, name string) []byte {
	content, _ := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
	return content
}
