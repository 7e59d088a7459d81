//go:build unix

package session

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/gofrs/flock"
)

func init() {
	parts["part:grandchild"] = partGrandchild
	parts["part:locker"] = partLocker
	parts["part:on-terminal"] = partOnTerminal
	parts["part:open-tty"] = func([]string) int {
		if _, err := os.OpenFile("/dev/tty", os.O_RDWR, 0); err != nil {
			fmt.Print("no-terminal")
			return 0
		}
		fmt.Print("has-terminal")
		return 0
	}
}

// partGrandchild prints a session and ends while its own child, which holds LOCKFILE, keeps
// standard output open.
func partGrandchild(args []string) int {
	child := exec.Command(os.Args[0], "part:locker", args[0])
	child.Stdout = os.Stdout
	ready, err := child.StderrPipe()
	if err != nil {
		return fail(err)
	}
	if err := child.Start(); err != nil {
		return fail(err)
	}
	if _, err := ready.Read(make([]byte, 1)); err != nil {
		return fail(err)
	}
	fmt.Println(canaryID)
	return 0
}

func partLocker(args []string) int {
	if _, err := flock.New(args[0]).TryLock(); err != nil {
		return fail(err)
	}
	fmt.Fprint(os.Stderr, "r")
	<-time.After(time.Hour)
	return 0
}

// partOnTerminal runs a secret command while it has a controlling terminal itself.
func partOnTerminal([]string) int {
	if _, err := os.OpenFile("/dev/tty", os.O_RDWR, 0); err != nil {
		return fail(fmt.Errorf("the test has no terminal: %w", err))
	}
	output, err := newCommand("session_command", self("part:open-tty")).run(context.Background())
	fmt.Printf("[%s %v]\n", output, err)
	return 0
}

func TestFault12_GrandchildOfASecretCommandIsKilled(t *testing.T) {
	path := t.TempDir() + "/lock"
	_, err := CommandOrigin(self("part:grandchild", path)).Create(t.Context())
	wantSignIn(t, err, "session_command left a program running that holds its output", "and end")

	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if free, err := flock.New(path).TryLockContext(ctx, time.Millisecond); !free {
		t.Errorf("the grandchild still lives: %v", err)
	}
}

func TestFault12_SecretCommandNeverHasTheTerminal(t *testing.T) {
	argv := self("part:on-terminal")
	terminal, err := pty.Start(exec.Command(argv[0], argv[1:]...))
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer terminal.Close()
	var seen strings.Builder
	buffer := make([]byte, 1<<10)
	for !strings.Contains(seen.String(), "]") {
		n, err := terminal.Read(buffer)
		seen.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	if !strings.Contains(seen.String(), "[no-terminal <nil>]") {
		t.Errorf("the command said %q", seen.String())
	}
}
