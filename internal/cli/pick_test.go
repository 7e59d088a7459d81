//go:build unix

package cli

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// pickConsole is a terminal with a list to pick from on it, and what the program prints beside.
type pickConsole struct {
	*console
	printed bytes.Buffer
}

// openPick runs pick on the demonstration as a command substitution of a shell does.
func openPick(t *testing.T, args ...string) *pickConsole {
	t.Helper()
	p := newProcess(t, append([]string{"pick", "--demo"}, args...)...)
	p.Env = append(p.Env, "NO_COLOR=1")
	c := &pickConsole{}
	p.Stdout = &c.printed
	p.Stdin = strings.NewReader("not for this program\n")
	p.SysProcAttr = &syscall.SysProcAttr{Ctty: 2} // standard error is the only file that is a terminal
	c.console = startConsole(t, p)
	return c
}

// expectEnd waits for the end, and wants the terminal back and nothing left on it.
func (c *pickConsole) expectEnd(code int) {
	c.t.Helper()
	for chunk := range c.output {
		c.shown = append(c.shown, chunk...)
	}
	if got := c.exit(c.t); got != code {
		c.t.Errorf("exit code %d, want %d\n%q", got, code, c.shown[c.seen:])
	}
	if bytes.Contains(c.shown, []byte("\x1b[?1049h")) || bytes.Contains(c.shown, []byte("\x1b]2;")) {
		c.t.Error("the alternate screen or the window's title was used")
	}
	// While the list is shown the cursor is on its first line.
	if _, after, erased := bytes.Cut(c.shown[c.seen:], []byte("\r\x1b[J")); !erased || bytes.ContainsAny(after, "\n") {
		c.t.Errorf("what was drawn was not erased from its first line on\n%q", c.shown[c.seen:])
	}
	c.expectModesOfANewTerminal()
	c.expectNothingLeft(c.t)
}

func (c *pickConsole) expectModesOfANewTerminal() {
	c.t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		c.t.Fatal(err)
	}
	defer keys.Close()
	defer tty.Close()
	fresh, err := term.GetState(int(tty.Fd()))
	if err != nil {
		c.t.Fatal(err)
	}
	if now, err := term.GetState(int(c.keys.Fd())); err != nil || *now != *fresh {
		c.t.Errorf("the modes of the terminal are not as found (%v)", err)
	}
}

var onePeerID = regexp.MustCompile(`^[0-9A-Za-z]{27}\n$`)

func TestPickPrintsTheChoiceAlone(t *testing.T) {
	c := openPick(t)
	c.expect("choose")
	c.press("render-07\r")
	c.expectEnd(0)
	if !onePeerID.Match(c.printed.Bytes()) {
		t.Errorf("printed %q", c.printed.String())
	}
}

func TestPickPrintsSeveralAsJSON(t *testing.T) {
	c := openPick(t, "--multi", "--json", "rende")
	c.expect("choose")
	c.press("r-\t\t\r")
	c.expectEnd(0)
	lines := strings.Split(strings.TrimSpace(c.printed.String()), "\n")
	for _, line := range lines {
		var host struct {
			PeerID   string         `json:"peer_id"`
			Name     string         `json:"name"`
			Presence string         `json:"presence"`
			Metadata map[string]any `json:"metadata"`
		}
		if err := json.Unmarshal([]byte(line), &host); err != nil || host.PeerID == "" || !strings.HasPrefix(host.Name, "render-") || host.Presence != "online" || len(host.Metadata) == 0 {
			t.Errorf("printed %s (%v)", line, err)
		}
	}
	if len(lines) != 2 {
		t.Errorf("%d hosts, want 2", len(lines))
	}
}

func TestPickThatIsGivenUpPrintsNothing(t *testing.T) {
	for name, end := range map[string]struct {
		end  func(*pickConsole)
		code int
	}{
		"ctrl+c": {func(c *pickConsole) { c.press("\x03") }, 130},
		"esc":    {func(c *pickConsole) { c.press("\x1b") }, 130},
		"signal": {func(c *pickConsole) { _ = c.Process.Signal(syscall.SIGTERM) }, 128 + int(syscall.SIGTERM)},
	} {
		t.Run(name, func(t *testing.T) {
			c := openPick(t, "--height", "6")
			c.expect("choose")
			end.end(c)
			c.expectEnd(end.code)
			if c.printed.Len() > 0 {
				t.Errorf("printed %q", c.printed.String())
			}
		})
	}
}

// The answer that did not decide is the one that the list begins with.
func TestPickShowsTheListWhereTheOnlyMatchIsNotTheOnlyOne(t *testing.T) {
	c := openPick(t, "--select-1", "--exit-0", "rende")
	c.expect("choose")
	c.press("r-07\r")
	c.expectEnd(0)
	if !onePeerID.Match(c.printed.Bytes()) {
		t.Errorf("printed %q", c.printed.String())
	}
}

func TestPickTakesTheOnlyMatchWithoutDrawing(t *testing.T) {
	c := openPick(t, "--select-1", "render-07")
	for chunk := range c.output {
		c.shown = append(c.shown, chunk...)
	}
	if code := c.exit(t); code != 0 || len(c.shown) > 0 || !onePeerID.Match(c.printed.Bytes()) {
		t.Errorf("exit code %d, drawn %q, printed %q", code, c.shown, c.printed.String())
	}
}

func TestPickNeedsATerminal(t *testing.T) {
	p := newProcess(t, "pick", "--demo")
	p.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	printed, _ := p.Output()
	want := "parsec-hosts: pick needs a terminal to show the list on, and there is none\n  parsec-hosts list prints the hosts without one\n"
	if code := p.ProcessState.ExitCode(); code != exitUsage || len(printed) > 0 || p.stderr.String() != want {
		t.Errorf("exit code %d, printed %q, standard error %q", code, printed, p.stderr.String())
	}
	p.expectNothingLeft(t)
}
