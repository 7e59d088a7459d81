//go:build unix

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience bounds failures only: how long something that must be shown may take.
const patience = 30 * time.Second

// console is a terminal with the program on it and the test as its user.
type console struct {
	*process
	t      *testing.T
	keys   *os.File
	output chan []byte // what the program writes; closed at its end
	shown  []byte
	seen   int // how much of shown the test has already looked past
}

// openConsole starts the program with args and an environment variable on a terminal of 120×32.
func openConsole(t *testing.T, variable string, args ...string) *console {
	t.Helper()
	p := newProcess(t, args...)
	p.Env = append(p.Env, variable)
	return startConsole(t, p)
}

// expect waits until text is written, after what was expected before. Only on a screen that is
// drawn for the first time, or by another program, a text is sure to be written as a whole: later
// frames write the cells that changed.
func (c *console) expect(text string) {
	c.t.Helper()
	late := time.After(patience)
	for {
		if at := bytes.Index(c.shown[c.seen:], []byte(text)); at >= 0 {
			c.seen += at + len(text)
			return
		}
		select {
		case chunk, more := <-c.output:
			if !more {
				c.t.Fatalf("the program ended without showing %q\n%q", text, c.shown[c.seen:])
			}
			c.shown = append(c.shown, chunk...)
		case <-late:
			c.t.Fatalf("%q was not shown\n%q", text, c.shown[c.seen:])
		}
	}
}

func (c *console) press(keys string) {
	c.t.Helper()
	if _, err := c.keys.WriteString(keys); err != nil {
		c.t.Fatal(err)
	}
}

// expectExit waits for the end, and wants the terminal back and nothing left behind.
func (c *console) expectExit(code int) {
	c.t.Helper()
	c.drain()
	if got := c.exit(c.t); got != code {
		c.t.Errorf("exit code %d, want %d\n%q", got, code, c.shown[c.seen:])
	}
	if on, off := bytes.LastIndex(c.shown, []byte("\x1b[?1049h")), bytes.LastIndex(c.shown, []byte("\x1b[?1049l")); on < 0 || off < on {
		c.t.Error("the alternate screen was not left")
	}
	c.expectNothingLeft(c.t)
}

// drain waits for the end of what is on the terminal, and returns all of it.
func (c *console) drain() string {
	c.t.Helper()
	late := time.AfterFunc(patience, func() { _ = c.Process.Kill() })
	defer late.Stop()
	for chunk := range c.output {
		c.shown = append(c.shown, chunk...)
	}
	return string(c.shown)
}

func TestDashboardFromTheListToTheLauncher(t *testing.T) {
	c := openConsole(t, "NO_COLOR=", "--demo")
	c.expect("render-07")
	session := c.storedSession()
	c.press("/render-07\rl\r") // the second launcher is a program in the terminal
	c.expect("This is what a launched program is handed")
	c.expect("render-07")
	c.expect("in the environment, as PARSEC_SESSION_ID")
	c.expect("press enter to return")
	c.press("\r")
	c.expect("\x1b[?1049h")
	c.expect("render-07")
	c.press("q")
	c.expectExit(0)
	if bytes.Contains(c.shown, []byte(session)) {
		t.Error("the session ID was on the screen")
	}
}

// storedSession reads the session ID of the running demonstration.
func (c *console) storedSession() string {
	c.t.Helper()
	files, err := filepath.Glob(filepath.Join(c.folder, "parsec-hosts-demo-*", "parsec-hosts", "session-*.json"))
	if err != nil || len(files) != 1 {
		c.t.Fatalf("sessions kept in %q, %v", files, err)
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		c.t.Fatal(err)
	}
	id := storedID.FindSubmatch(content)
	if id == nil {
		c.t.Fatal("the kept session has no ID")
	}
	return string(id[1])
}

func TestFirstRunLeadsToTheDemonstration(t *testing.T) {
	c := openConsole(t, "NO_COLOR=")
	c.expect("PARSEC_HOSTS_SESSION_ID")
	c.press("d")
	c.expect("render-07")
	c.press("q")
	c.expectExit(0)
}

func TestDashboardEndsAtASignal(t *testing.T) {
	c := openConsole(t, "NO_COLOR=", "--demo")
	c.expect("render-07")
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	c.expectExit(128 + int(syscall.SIGTERM))
}

func TestDashboardWithoutColours(t *testing.T) {
	c := openConsole(t, "NO_COLOR=yes", "--demo")
	c.expect("render-07")
	c.press("q")
	c.expectExit(0)
	if colour := regexp.MustCompile(`\x1b\[([0-9;]*;)?[34][0-8][;m]`).Find(c.shown); colour != nil {
		t.Errorf("there are colours, such as %q", colour)
	}
}

func TestDashboardInASCII(t *testing.T) {
	for name, c := range map[string]*console{
		"by flag":        openConsole(t, "LANG=C.UTF-8", "--demo", "--ascii"),
		"by locale":      openConsole(t, "LC_ALL=C", "--demo"),
		"by the console": openConsole(t, "TERM=linux", "--demo"),
	} {
		c.expect("# ")
		c.expect("render-07")
		c.press("q")
		c.expectExit(0)
		if strings.ContainsAny(string(c.shown), "●─│⏎") {
			t.Errorf("%s: there are signs that are not ASCII", name)
		}
	}
}

func TestDashboardRefusesWhatItCannotDraw(t *testing.T) {
	c := openConsole(t, "TERM=dumb", "--demo")
	c.expect("TERM=dumb says that this one cannot")
	c.expect("parsec-hosts list prints the hosts")
	if code := c.exit(t); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	c = openConsole(t, "NO_COLOR=", "--demo", "--theme", "clam")
	c.expect(`--theme: must be "default", "calm", "colour-blind" or "contrast"; did you mean calm?`)
	if code := c.exit(t); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
}

func TestDashboardNeedsTheProfileThatIsAskedFor(t *testing.T) {
	c := openConsole(t, "NO_COLOR=", "--profile", "nope")
	c.expect(`there is no profile "nope": there is no configuration file `)
	if code := c.exit(t); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
}

// What a shell wrote while the program was stopped must not stay on the screen.
func TestFault66_ADashboardThatIsContinuedDrawsEverythingAnew(t *testing.T) {
	c := openConsole(t, "NO_COLOR=", "--demo")
	c.expect("render-07")
	if err := c.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	c.expect("anna-workstation")
	c.expect("render-07")
	c.press("q")
	c.expectExit(0)
}

func TestDashboardSwitchesTheProfileInPlace(t *testing.T) {
	// No two of their letters are the same in any place: what is drawn anew is written as a whole.
	production, staging := newFleet(t, "MMMMMMMMMM"), newFleet(t, "ZQXWVKYJUH")
	p := newProcess(t, "--config", twoProfiles(t, production, staging))
	p.Env = append(p.Env, "NO_COLOR=1", "XDG_STATE_HOME="+t.TempDir())
	c := startConsole(t, p)
	c.expect("MMMMMMMMMM")
	c.press("p")
	c.expect("user-of-staging")
	c.press("3")
	c.expect("ZQXWVKYJUH")
	before := len(production.Requests())
	c.press("p")
	c.expect("user-of-production")
	c.press("2")
	c.expect("MMMMMMMMMM")
	if asked := len(production.Requests()) - before; asked != 1 {
		t.Errorf("%d requests after coming back, want 1", asked)
	}
	c.press("q")
	c.expectExit(0)
	production.expectNothingOf(t, staging)
	staging.expectNothingOf(t, production)
}
