//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/canary"
)

// secretService is a service whose session is a canary.
func secretService(t *testing.T) *letter {
	return &letter{t: t, session: canarySession, expiresAt: farFuture, answers: map[string]string{"/hosts": letterHosts}}
}

// TestSecretsAreHandedToWhomTheyAreMeantForOnly signs in by each way, launches in each way, and
// looks for the secrets in all that anybody else can see meanwhile and afterwards.
func TestSecretsAreHandedToWhomTheyAreMeantForOnly(t *testing.T) {
	signIns := []struct {
		name, variable, setting, printed string
	}{
		{name: "session command", setting: "session_command", printed: `{"session_id": "` + canarySession + `", "expires_at": 4102444800}`},
		{name: "API key command", setting: "api_key_command", printed: canaryKey + "\n"},
		{name: "API key", variable: "PARSEC_HOSTS_API_KEY=" + canaryKey},
		{name: "session ID", variable: "PARSEC_HOSTS_SESSION_ID=" + canarySession},
	}
	for _, signIn := range signIns {
		t.Run(signIn.name, func(t *testing.T) {
			t.Parallel()
			probe := newProbe(t)
			settings := fmt.Sprintf("base_url = %q\nexternal_id = \"43523\"\n", secretService(t).listen())
			if signIn.setting != "" {
				probe.prints(signIn.printed)
				settings += signIn.setting + " = " + probe.printing()
			}
			for _, l := range allLaunchers {
				settings += probe.launcher(l.mode, l.session)
			}
			h := newHunt(t, settings)
			h.Env = append(h.Env, signIn.variable)
			c := startConsole(t, h.process)
			if signIn.setting != "" {
				h.searchProcesses(probe.next(), "print")
				probe.release()
			}
			c.expect("name set via SDK")
			launchAll(h, c, probe)
			c.press("q")
			h.searchScreen(c, 0)
			h.searchFiles()
			h.searchLists()
		})
	}
}

var allLaunchers = []struct{ mode, session string }{
	{"background", "none"}, {"background", "stdin"}, {"background", "fd"}, {"background", "env"}, {"background", "argv"},
	{"terminal", "none"}, {"terminal", "fd"}, {"terminal", "env"}, {"terminal", "argv"},
}

// launchAll starts one launcher after the other, and searches while it runs.
func launchAll(h *hunt, c *console, probe *probe) {
	h.t.Helper()
	next := ""
	for _, l := range allLaunchers {
		c.press(next + "\ryy") // yes, to this very computer, also when it was a program's until a moment ago
		next = "l"
		handed := probe.next()
		if want := map[bool]string{true: canarySession}[l.session != "none"]; handed.session != want {
			h.t.Errorf("%s: the launcher was handed the session %q, want %q", l, handed.session, want)
		}
		h.searchProcesses(handed, l.session)
		probe.release()
		if !hasEnded(handed.pid) { // or it would be found beside the next one
			h.t.Fatalf("%s: the launcher does not end", l)
		}
		if l.mode == "terminal" {
			c.expect("press enter to return")
			c.press("\r")
			c.expect("\x1b[?1049h")
		}
	}
}

// TestSecretsAreNotShownByFailures has the service send back what it was sent, in every place.
func TestSecretsAreNotShownByFailures(t *testing.T) {
	const echoing = `{"error": "bad ECHO", "message": "ECHO", "codes": ["ECHO", {"type": "ECHO"}]}`
	tests := []struct {
		name, path string
		status     int
		answer     string
		shown      string
		exit       int
	}{
		{"session refused", "/hosts", 401, echoing, "refused", exitSignedOut},
		{"session without a permission", "/hosts", 403, `{"error": "permission of ECHO"}`, "may not list", exitFailure},
		{"service in trouble", "/hosts", 500, echoing, "trouble", exitNetwork},
		{"page of a proxy", "/hosts", 502, "<html><title>ECHO</title>ECHO</html>", "trouble", exitNetwork},
		{"captive portal", "/hosts", 200, "<html><title>ECHO</title>ECHO</html>", "could not be read", exitNetwork},
		{"list of another shape", "/hosts", 200, `{"data": "ECHO"}`, "could not be read", exitNetwork},
		{"redirect", "/hosts", 302, "", "redirects", exitNetwork},
		{"no HTTP", "/hosts", 0, "", "HTTP", exitNetwork},
		{"key refused", "/enterprise/sessions", 403, echoing, "refused", exitSignedOut},
		{"key malformed", "/enterprise/sessions", 500, echoing, "malformed", exitSignedOut},
		{"session of another shape", "/enterprise/sessions", 201, `{"session": {"id": {"ECHO": "ECHO"}}}`, "session", exitSignedOut},
		{"creation without HTTP", "/enterprise/sessions", 0, "", "HTTP", exitNetwork},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			service := secretService(t)
			echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == tt.path {
					sendBack(w, r, tt.status, tt.answer)
					return
				}
				service.ServeHTTP(w, r)
			}))
			t.Cleanup(echo.Close)
			settings := fmt.Sprintf("base_url = %q\nexternal_id = \"43523\"\n", echo.URL)
			for _, args := range [][]string{{"list"}, {"list", "--json"}} {
				list := newHunt(t, settings, args...)
				list.Env = append(list.Env, "PARSEC_HOSTS_API_KEY="+canaryKey)
				output, _ := list.Output()
				if code := list.ProcessState.ExitCode(); code != tt.exit || !strings.Contains(list.stderr.String(), tt.shown) {
					t.Errorf("exit code %d, want %d\n%s", code, tt.exit, list.stderr.String())
				}
				list.search("list", append(output, list.stderr.Bytes()...), canaryKey, canarySession)
				list.searchFiles()
			}
			h := newHunt(t, settings)
			h.Env = append(h.Env, "PARSEC_HOSTS_API_KEY="+canaryKey)
			c := startConsole(t, h.process)
			c.expect(tt.shown)
			c.press("q")
			h.searchScreen(c, 0)
			h.searchFiles()
		})
	}
}

// sendBack answers with the secrets of the request in the place of ECHO, and in headers. Status 0
// is an answer that is not HTTP.
func sendBack(w http.ResponseWriter, r *http.Request, status int, answer string) {
	secrets := r.Header.Get("Authorization") + r.Header.Get("X-Api-Key")
	if status == 0 {
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_, _ = io.WriteString(conn, secrets+"\r\n\r\n")
			_ = conn.Close()
		}
		return
	}
	for _, name := range []string{"X-Request-Id", "Retry-After", "Date", "Etag", "Content-Type"} {
		w.Header().Set(name, secrets)
	}
	w.Header().Set("Location", "http://127.0.0.1:1/?"+strings.ReplaceAll(secrets, " ", "+"))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, strings.ReplaceAll(answer, "ECHO", secrets))
}

// TestSecretsAreNotShownBySignals includes the one signal that makes the runtime itself crash and
// write down where every goroutine was.
func TestSecretsAreNotShownBySignals(t *testing.T) {
	for _, variable := range []string{"PARSEC_HOSTS_API_KEY=" + canaryKey, "PARSEC_HOSTS_SESSION_ID=" + canarySession} {
		for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT} {
			name, _, _ := strings.Cut(variable, "=")
			t.Run(name+" "+sig.String(), func(t *testing.T) {
				t.Parallel()
				h := newHunt(t, fmt.Sprintf("base_url = %q\nexternal_id = \"43523\"\n", secretService(t).listen()))
				h.Env = append(h.Env, variable)
				c := startConsole(t, h.process)
				c.expect("name set via SDK")
				if err := h.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				if sig == syscall.SIGABRT {
					c.expect("goroutine ")
					for chunk := range c.output {
						c.shown = append(c.shown, chunk...)
					}
					if code := c.exit(t); code != 2 || !bytes.Contains(c.shown, []byte("SIGABRT")) {
						t.Errorf("exit code %d of a crash", code)
					}
					h.search("the terminal", c.shown, canaryKey, canarySession)
				} else {
					h.searchScreen(c, 128+int(sig))
				}
				h.searchFiles()
			})
		}
	}
}

// TestSecretsAreNotDumpedByACrash runs the program where the user allows dumps of any size. (An abort with
// one, which the runtime makes on request, was tried by hand: it takes seconds.)
func TestSecretsAreNotDumpedByACrash(t *testing.T) {
	t.Parallel()
	f := newFaulty(t, smallFleet, "")
	f.shell(`ulimit -c unlimited 2>/dev/null; exec "$@"`)
	c, _ := f.open()
	if limits := canary.Process(c.Process.Pid, "limits"); !noDump.Match(limits) {
		t.Errorf("the system may write a dump:\n%s", limits)
	}
	f.leave(c)
}

var noDump = regexp.MustCompile(`Max core file size +0 `)
