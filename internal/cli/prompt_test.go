//go:build linux

package cli

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"parsec-hosts/internal/simulator"
)

// expectEndEchoing waits for the end of a command, and wants what is typed to be shown again.
func (c *console) expectEndEchoing(code int) {
	c.t.Helper()
	c.expectEnd(code)
	if !c.echoes() {
		c.t.Error("what is typed is not shown any more")
	}
}

// echoes reports whether the terminal shows what is typed.
func (c *console) echoes() bool {
	c.t.Helper()
	connection, err := c.keys.SyscallConn()
	if err != nil {
		c.t.Fatal(err)
	}
	var modes *unix.Termios
	var failure error
	err = connection.Control(func(fd uintptr) { modes, failure = unix.IoctlGetTermios(int(fd), unix.TCGETS) })
	if err != nil || failure != nil {
		c.t.Fatal(err, failure)
	}
	return modes.Lflag&unix.ECHO != 0
}

// openKeyPrompt starts set-key on a terminal, with a keyring in folder.
func openKeyPrompt(t *testing.T) (c *console, folder string) {
	t.Helper()
	folder = t.TempDir()
	c = openConsole(t, keyringVariable+"="+folder, "auth", "set-key")
	c.expect("API key for the profile default (not shown): ")
	if c.echoes() {
		t.Error("what is typed is shown")
	}
	return c, folder
}

func TestKeyIsTypedWithoutBeingShown(t *testing.T) {
	c, folder := openKeyPrompt(t)
	c.press(canaryKey + "x\x7f\r")
	c.expect("the API key of the profile default is in the OS keyring")
	c.expectEndEchoing(exitOK)
	if bytes.Contains(c.shown, []byte("canary")) {
		t.Errorf("the key is shown: %q", c.shown)
	}
	stored, err := os.ReadFile(filepath.Join(folder, "api-key-default"))
	if err != nil || string(stored) != canaryKey {
		t.Errorf("stored is another key of %d bytes, %v", len(stored), err)
	}
}

func TestKeyPromptGivesTheTerminalBack(t *testing.T) {
	endings := map[string]struct {
		end  func(*console)
		code int
	}{
		"Ctrl-C":  {func(c *console) { c.press("\x03") }, 130},
		"Ctrl-\\": {func(c *console) { c.press("\x1c") }, 131},
		"Ctrl-D":  {func(c *console) { c.press("\x04") }, exitUsage},
		"Enter":   {func(c *console) { c.press("\r") }, exitUsage},
		"SIGTERM": {func(c *console) {
			if err := c.Process.Signal(syscall.SIGTERM); err != nil {
				c.t.Fatal(err)
			}
		}, 143},
		"SIGHUP": {func(c *console) {
			if err := c.Process.Signal(syscall.SIGHUP); err != nil {
				c.t.Fatal(err)
			}
		}, 129},
	}
	for name, ending := range endings {
		t.Run(name, func(t *testing.T) {
			c, folder := openKeyPrompt(t)
			ending.end(c)
			c.expectEndEchoing(ending.code)
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("%d entries were stored, %v", len(left), err)
			}
		})
	}
}

func TestRevokeAsksFirst(t *testing.T) {
	for _, test := range []struct {
		keys string
		code int
		says string
	}{
		{"\r", exitFailure, "parsec-hosts: the session was not revoked"},
		{"n\r", exitFailure, "parsec-hosts: the session was not revoked"},
		{"\x04", exitFailure, "parsec-hosts: the session was not revoked"},
		{"\x03", 130, ""},
		{"y\r", exitOK, "the session c0ff… was revoked"},
		{"YES\r", exitOK, "the session c0ff… was revoked"},
	} {
		service := &revoker{}
		baseURL := service.listen(t)
		c := openConsole(t, "PARSEC_HOSTS_SESSION_ID="+canarySession, "session", "revoke", "--config", revokeConfig(t, baseURL))
		c.expect("Revoke the session c0ff… of the profile default at " + baseURL + "? [y/N] ")
		c.press(test.keys)
		if test.says != "" {
			c.expect(test.says)
		}
		c.expectEndEchoing(test.code)
		if wanted := test.code == exitOK; (service.revoked.Load() == 1) != wanted {
			t.Errorf("%q: revoked %d times", test.keys, service.revoked.Load())
		}
		if bytes.Contains(c.shown, []byte(canarySession)) {
			t.Errorf("the session is shown: %q", c.shown)
		}
	}
}

// What is confirmed is the session that was asked about, whatever is kept by the time of the answer.
func TestRevokeMeansTheSessionItAskedAbout(t *testing.T) {
	for _, test := range []struct {
		meanwhile string
		code      int
		says      string
		kept      bool // whether there is a session in the end
	}{
		{"new", exitFailure, "parsec-hosts: the session was replaced meanwhile by ", true},
		{"forget", exitSignedOut, "parsec-hosts: no session is kept for the profile default: there is nothing to revoke", false},
	} {
		sim := simulator.New(simulator.Options{APIKey: canaryKey})
		server, err := sim.Listen("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		revoke := newProcess(t, "session", "revoke")
		revoke.Env = append(revoke.Env, "XDG_STATE_HOME="+t.TempDir(), "PARSEC_HOSTS_BASE_URL="+server.BaseURL(),
			"PARSEC_HOSTS_API_KEY="+canaryKey, "PARSEC_HOSTS_EXTERNAL_ID=anna")
		session := func(args ...string) string {
			p := newProcess(t, append([]string{"session"}, args...)...)
			p.Env = revoke.Env
			printed, err := p.Output()
			if err != nil {
				t.Fatalf("session %q: %v\n%s", args, err, p.stderr.String())
			}
			return string(printed)
		}
		session("new")
		c := startConsole(t, revoke)
		c.expect("? [y/N] ")
		session(test.meanwhile)
		c.press("y\r")
		c.expect(test.says)
		c.expectEndEchoing(test.code)
		for _, request := range sim.Requests() {
			if request.Method == http.MethodDelete {
				t.Errorf("%s: a session was ended at the service", test.meanwhile)
			}
		}
		if test.kept {
			if kept := session("show"); !strings.HasPrefix(kept, "session ") {
				t.Errorf("%s: kept is %s", test.meanwhile, kept)
			}
		}
	}
}

// revoker is a service that revokes canarySession and does nothing else.
type revoker struct{ revoked atomic.Int32 }

func (r *revoker) listen(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if request.Method != http.MethodDelete || request.URL.Path != "/auth/sessions" || request.Header.Get("Authorization") != "Bearer "+canarySession {
			t.Errorf("asked for %s %s", request.Method, request.URL.Path)
			http.NotFound(w, request)
			return
		}
		r.revoked.Add(1)
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func revokeConfig(t *testing.T, baseURL string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	writePrivate(t, path, "base_url = \""+baseURL+"\"\n")
	return path
}
