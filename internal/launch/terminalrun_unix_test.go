//go:build unix

package launch

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"parsec-hosts/internal/terminal"
)

// console is a terminal whose user is the test.
type console struct {
	t           *testing.T
	keys, tty   *os.File
	mu          sync.Mutex
	changed     *sync.Cond
	shown       bytes.Buffer
	disappeared bool
}

func newConsole(t *testing.T) *console {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	c := &console{t: t, keys: keys, tty: tty}
	c.changed = sync.NewCond(&c.mu)
	done := make(chan struct{})
	go func() { defer close(done); c.watch() }()
	t.Cleanup(func() { tty.Close(); keys.Close(); <-done })
	return c
}

func (c *console) watch() {
	buf := make([]byte, 4096)
	for {
		n, err := c.keys.Read(buf)
		c.mu.Lock()
		c.shown.Write(buf[:n])
		c.disappeared = err != nil
		c.mu.Unlock()
		c.changed.Broadcast()
		if err != nil {
			return
		}
	}
}

// waitFor returns what was shown once it contains text.
func (c *console) waitFor(text string) string {
	c.t.Helper()
	giveUp := time.AfterFunc(20*time.Second, func() { c.keys.Close() })
	defer giveUp.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !strings.Contains(c.shown.String(), text) {
		if c.disappeared {
			c.t.Fatalf("%q was never shown, only %q", text, c.shown.String())
		}
		c.changed.Wait()
	}
	return c.shown.String()
}

func (c *console) press(keys string) {
	c.t.Helper()
	if _, err := io.WriteString(c.keys, keys); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) modes() term.State {
	c.t.Helper()
	state, err := term.GetState(int(c.tty.Fd()))
	if err != nil {
		c.t.Fatal(err)
	}
	return *state
}

// run starts a terminal run of l on c; result delivers the error of Run.
func (c *console) run(s Starter, l Launcher) (run *TerminalRun, result <-chan error) {
	c.t.Helper()
	l.Mode = ModeTerminal
	run = s.Terminal(mustPlan(c.t, l))
	run.SetStdin(c.tty)
	run.SetStdout(c.tty)
	run.SetStderr(c.tty)
	errs := make(chan error, 1)
	go func() { errs <- run.Run() }()
	return run, errs
}

const prompt = "press enter to return"

func TestATerminalProgramIsAnnouncedAndAwaited(t *testing.T) {
	c := newConsole(t)
	l := self(t, "{name}", "{session_id}")
	l.Session, l.AllowSessionInArguments = HandArgv, true
	run, result := c.run(starterFor(t, "exit 3"), l)
	shown := c.waitFor(prompt)
	select {
	case err := <-result:
		t.Fatalf("did not wait for enter: %v", err)
	default:
	}
	c.press("absorbed\n")
	if err := <-result; err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"+ " + l.Command[0] + " render-07 cana…\r\n", "some words\r\n", "viewer ended with exit code 3\r\n"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing from %q", want, shown)
		}
	}
	if strings.Contains(shown, canaryID) {
		t.Errorf("the session is shown: %q", shown)
	}
	if s := run.Status(); s.State != Ended || s.ExitCode != 3 || s.PID == 0 || s.LastLine != "" || s.LogPath != "" {
		t.Errorf("status %+v", s)
	}
	c.expectUnread("")
}

// expectUnread checks that nobody but the test reads the keyboard any more: what is typed next
// arrives here, after left.
func (c *console) expectUnread(left string) {
	c.t.Helper()
	c.press("next\n")
	buf := make([]byte, 100)
	n, err := c.tty.Read(buf)
	if err != nil || string(buf[:n]) != left+"next\n" {
		c.t.Errorf("read %q (%v), want %q", buf[:n], err, left+"next\n")
	}
}

func TestFault57_AChildThatLeavesRawModeIsCleanedUpAfter(t *testing.T) {
	c := newConsole(t)
	before := c.modes()
	s := starterFor(t, "leave raw")
	s.Lender = terminal.New(c.tty, c.tty, t.TempDir())
	_, result := c.run(s, self(t))
	shown := c.waitFor(prompt)
	if c.modes() != before {
		t.Error("the terminal's modes are the child's")
	}
	_, after, found := strings.Cut(shown, "\x1b[?1003h")
	if !found {
		t.Fatalf("the child did not disturb the screen: %q", shown)
	}
	for _, want := range []string{"\x1b[?1049l", "\x1b[?1003l", "\x1b[?25h"} {
		if !strings.Contains(after, want) {
			t.Errorf("%q is missing from %q", want, after)
		}
	}
	c.press("\n")
	if err := <-result; err != nil {
		t.Error(err)
	}
}

func TestFault58_StopEndsATerminalChild(t *testing.T) {
	for role, want := range map[string]string{"report": "SIGTERM", "deaf report": "SIGKILL"} {
		t.Run(role, func(t *testing.T) {
			c, children := newConsole(t), listen(t)
			run, result := c.run(starterFor(t, role, children.variable()), self(t))
			run.grace = 50 * time.Millisecond
			if want == "SIGTERM" {
				run.grace = time.Minute
			}
			children.next(t)
			run.Stop()
			if s := run.Status(); s.State != Ended || s.Signal != want {
				t.Errorf("status %+v, want ended by %s", s, want)
			}
			if err := <-result; err != nil {
				t.Error(err)
			}
			run.Stop() // once more does nothing
			c.tty.WriteString("done")
			if shown := c.waitFor("done"); strings.Contains(shown, prompt) {
				t.Errorf("waits for enter although it was stopped: %q", shown)
			}
		})
	}
}

func TestTheWaitForEnterCanBeEndedOtherwise(t *testing.T) {
	tests := map[string]func(*TerminalRun){
		"stop":      func(r *TerminalRun) { r.Stop() },
		"interrupt": func(*TerminalRun) { _ = syscall.Kill(os.Getpid(), syscall.SIGINT) },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			c := newConsole(t)
			run, result := c.run(starterFor(t, "quiet"), self(t))
			c.waitFor(prompt)
			end(run)
			if err := <-result; err != nil {
				t.Error(err)
			}
			c.expectUnread("")
		})
	}
}

func TestFault59_ATerminalProgramThatCannotStartSaysSo(t *testing.T) {
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/no/such/interpreter\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := newConsole(t)
	run, result := c.run(starterFor(t, ""), Launcher{Name: "viewer", Command: []string{script}})
	shown := c.waitFor(prompt)
	c.press("\n")
	checkError(t, <-result, "interpreter")
	if run.Status().State != Failed || !strings.Contains(shown, "install it, or correct `command` of launcher viewer") {
		t.Errorf("state %s, shown %q", run.Status().State, shown)
	}
}

func TestAStoppedRunStartsNothing(t *testing.T) {
	c := newConsole(t)
	l := self(t)
	l.Mode = ModeTerminal
	run := starterFor(t, "quiet").Terminal(mustPlan(t, l))
	run.SetStdin(c.tty)
	run.SetStdout(c.tty)
	run.Stop()
	if err := run.Run(); err == nil || run.Status().PID != 0 {
		t.Errorf("ran: %v, %+v", err, run.Status())
	}
}
