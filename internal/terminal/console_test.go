//go:build linux

package terminal_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// patience is how long a test waits for something that must happen. It only bounds failures.
const patience = 20 * time.Second

// console is a terminal with a test as its user and a dashboard on it.
type console struct {
	t         *testing.T
	keys, tty *os.File
	folder    string
	before    term.State
	events    *bufio.Scanner
	orders    *os.File
	pid       int // the dashboard's

	mu      sync.Mutex
	changed *sync.Cond
	shown   bytes.Buffer
	closed  bool
}

// open starts role, "shell" with the job to run or "dashboard" for one without a shell, and waits
// until the dashboard is drawn.
func open(t *testing.T, role string, job ...string) *console {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	c := &console{t: t, keys: pollable(t, keys), tty: tty, folder: t.TempDir()}
	c.changed = sync.NewCond(&c.mu)
	c.before = c.modes()
	c.start(role, job)
	c.await("ready")
	c.waitFor("dashboard 0")
	for _, mode := range []string{"1049", "1003", "1004", "2004"} {
		if !c.isOn(mode) {
			t.Fatalf("mode %s is off while the dashboard runs; the test would prove nothing", mode)
		}
	}
	if c.modes() == c.before {
		t.Fatal("the dashboard does not use raw mode; the test would prove nothing")
	}
	return c
}

// pollable makes f one whose Close ends a Read that is under way.
func pollable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	defer f.Close()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

func (c *console) start(role string, job []string) {
	c.t.Helper()
	happened, eventsIn := c.pipe()
	ordersOut, orders := c.pipe()
	c.orders = orders
	cmd := exec.Command(os.Args[0], job...)
	cmd.Env = append(os.Environ(), roleVariable+"="+role, folderVariable+"="+c.folder, "TERM=xterm-256color",
		"GORACE=atexit_sleep_ms=0")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.tty, c.tty, c.tty
	cmd.ExtraFiles = []*os.File{eventsIn, ordersOut}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	eventsIn.Close()
	ordersOut.Close()
	c.events = bufio.NewScanner(happened)
	c.pid = cmd.Process.Pid
	watched := make(chan struct{})
	go func() { defer close(watched); c.watch() }()
	giveUp := time.AfterFunc(patience, func() { c.keys.Close(); happened.Close() })
	c.t.Cleanup(func() {
		giveUp.Stop()
		_ = syscall.Kill(c.pid, syscall.SIGKILL) // the dashboard, if the test failed before its end
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		c.tty.Close()
		c.keys.Close()
		<-watched
	})
}

func (c *console) pipe() (r, w *os.File) {
	c.t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}

func (c *console) watch() {
	buf := make([]byte, 4096)
	for {
		n, err := c.keys.Read(buf)
		c.mu.Lock()
		c.shown.Write(buf[:n])
		c.closed = err != nil
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
	c.mu.Lock()
	defer c.mu.Unlock()
	for !strings.Contains(c.shown.String(), text) {
		if c.closed {
			c.t.Fatalf("%q was never shown, only %q", text, c.shown.String())
		}
		c.changed.Wait()
	}
	return c.shown.String()
}

// await reads events up to the wanted one. "ready" also tells the dashboard's process.
func (c *console) await(want string) {
	c.t.Helper()
	for c.events.Scan() {
		event := c.events.Text()
		if pid, ok := strings.CutPrefix(event, "ready "); ok {
			c.pid = atoi(c.t, pid)
			event = "ready"
		}
		if event == want {
			return
		}
		if strings.HasPrefix(event, "exited") || strings.HasPrefix(event, "died") {
			c.t.Fatalf("the dashboard %s, want %q; shown: %q", event, want, c.waitFor(""))
		}
	}
	c.t.Fatalf("%q never happened; shown: %q", want, c.waitFor(""))
}

func (c *console) press(keys string) {
	c.t.Helper()
	if _, err := c.keys.WriteString(keys); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) kill(sig syscall.Signal) {
	c.t.Helper()
	if err := syscall.Kill(c.pid, sig); err != nil {
		c.t.Fatal(err)
	}
}

// order tells the shell to continue its job, "fg" or "bg", or to end it, "kill".
func (c *console) order(what string) {
	c.t.Helper()
	if _, err := c.orders.WriteString(what + "\n"); err != nil {
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

var privateMode = regexp.MustCompile(`\x1b\[\?(\d+)([hl])`)

// isOn tells what a terminal that got all output so far has done with a private mode.
func (c *console) isOn(mode string) bool {
	on := mode == "25" || mode == "7" // the cursor and wrapping are on from the start
	for _, m := range privateMode.FindAllStringSubmatch(c.waitFor(""), -1) {
		if m[1] == mode {
			on = m[2] == "h"
		}
	}
	return on
}

// expectAsFound checks that the terminal is as it was before the dashboard.
func (c *console) expectAsFound() {
	c.t.Helper()
	c.flush()
	if c.modes() != c.before {
		c.t.Error("the terminal's modes are not as found")
	}
	for _, mode := range []string{"1", "1000", "1002", "1003", "1004", "1006", "1049", "2004", "2026", "2027"} {
		if c.isOn(mode) {
			c.t.Errorf("mode %s is still on", mode)
		}
	}
	for _, mode := range []string{"7", "25"} {
		if !c.isOn(mode) {
			c.t.Errorf("mode %s is off", mode)
		}
	}
}

// flush waits until everything written on the terminal so far was seen.
func (c *console) flush() {
	c.t.Helper()
	const end = "\x1b[end"
	if _, err := c.tty.WriteString(end); err != nil {
		c.t.Fatal(err)
	}
	c.waitFor(end)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown = *bytes.NewBufferString(strings.ReplaceAll(c.shown.String(), end, ""))
}

// forget drops what was shown so far. It is for a terminal that is as found.
func (c *console) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown.Reset()
}
