//go:build linux

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/simulator"
)

// faulty is a run of the program against a service that can be made to go wrong. It signs in with
// canaryKey, and at its end all that it left is searched.
type faulty struct {
	*hunt
	service *simulator.Simulator
	url     string
}

// newFaulty prepares a run of the program with args, and with more settings than the ones it needs.
func newFaulty(t *testing.T, options simulator.Options, settings string, args ...string) *faulty {
	t.Helper()
	options.APIKey = canaryKey
	service := simulator.New(options)
	server, err := service.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	f := &faulty{service: service, url: server.BaseURL()}
	f.hunt = newHunt(t, fmt.Sprintf("base_url = %q\nexternal_id = \"anna\"\n%s", f.url, settings), args...)
	f.Env = append(f.Env, "PARSEC_HOSTS_API_KEY="+canaryKey, "NO_COLOR=1")
	return f
}

// secrets are the key and every session that is kept.
func (h *hunt) secrets() []string {
	h.t.Helper()
	secrets := []string{canaryKey, canarySession}
	stores, err := filepath.Glob(filepath.Join(h.state, "parsec-hosts", "session-*"))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, store := range stores {
		content, err := os.ReadFile(store)
		if err != nil {
			h.t.Error(err)
		}
		if id := storedID.FindSubmatch(content); id != nil {
			secrets = append(secrets, string(id[1]))
		}
	}
	return secrets
}

// searchAll searches what was shown, and all files but the store.
func (h *hunt) searchAll(shown ...[]byte) {
	h.t.Helper()
	secrets := h.secrets()
	canary.Search(h.t, "the output", slices.Concat(shown...), secrets...)
	isStore := func(name string) bool { return strings.HasPrefix(name, "session-") }
	for _, root := range []string{h.folder, h.state} {
		canary.Files(h.t, root, isStore, secrets...)
	}
}

// outcome runs a command to its end.
func (h *hunt) outcome() (code int, stdout, stderr string) {
	h.t.Helper()
	output, _ := h.Output() // the exit code tells
	h.searchAll(output, h.stderr.Bytes())
	return h.ProcessState.ExitCode(), string(output), h.stderr.String()
}

// expectRefusal runs a command that must refuse: nothing on standard output, and on standard error a
// line that says what is wrong and one that says what to do.
func (h *hunt) expectRefusal(code int, what, remedy string) {
	h.t.Helper()
	got, stdout, stderr := h.outcome()
	first, second, _ := strings.Cut(strings.TrimSuffix(stderr, "\n"), "\n")
	if got != code || stdout != "" || strings.Contains(second, "\n") || !strings.HasPrefix(first, "parsec-hosts: ") ||
		!strings.Contains(first, what) || !strings.Contains(first+second, remedy) {
		h.t.Errorf("exit code %d, want %d; standard output %q, standard error:\n%s\nwant %q and %q", got, code, stdout, stderr, what, remedy)
	}
}

// expectScreen has the whole screen drawn anew, by another size, until it shows all texts. It must do so
// twice: what is drawn the first time may be a part of the screen before and a part of the one after.
func (c *console) expectScreen(texts ...string) {
	c.t.Helper()
	late := time.Now().Add(patience)
	for times := 0; times < 2; {
		screen, shows := c.drawnAnew(texts)
		if times++; !shows {
			times = 0
		}
		if !shows && time.Now().After(late) {
			c.t.Fatalf("%q were not shown\n%s", texts, screen)
		}
	}
	c.seen = len(c.shown)
}

// drawnAnew returns a screen that is drawn anew, as far as it takes to see whether it shows all texts.
func (c *console) drawnAnew(texts []string) (screen string, shows bool) {
	c.t.Helper()
	c.collect(30*time.Millisecond, func() bool { return false }) // what was under way
	size, err := pty.GetsizeFull(c.keys)
	if err == nil {
		err = pty.Setsize(c.keys, &pty.Winsize{Rows: 32, Cols: 120 + (size.Cols+1)%2})
	}
	if err != nil {
		c.t.Fatal(err)
	}
	from := len(c.shown)
	c.collect(200*time.Millisecond, func() bool {
		screen = ansi.Strip(string(c.shown[from:]))
		shows = !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(screen, text) })
		return shows
	})
	return screen, shows
}

// collect reads what is written until enough, or until nothing more comes for a while.
func (c *console) collect(quiet time.Duration, enough func() bool) {
	c.t.Helper()
	for {
		select {
		case chunk, more := <-c.output:
			if !more {
				c.t.Fatalf("the program has ended\n%q", c.shown[c.seen:])
			}
			c.shown = append(c.shown, chunk...)
			if enough() {
				return
			}
		case <-time.After(quiet):
			return
		}
	}
}

// open starts the dashboard and waits until it shows the fleet's first host, whose name is returned.
func (f *faulty) open() (c *console, host string) {
	f.t.Helper()
	c, host = startConsole(f.t, f.process), f.service.Hosts()[0].Name
	c.expectScreen("live", host)
	return c, host
}

// leave quits the dashboard and searches what it left.
func (f *faulty) leave(c *console) {
	f.t.Helper()
	c.press("q")
	c.expectExit(exitOK)
	f.searchAll(c.shown)
}
