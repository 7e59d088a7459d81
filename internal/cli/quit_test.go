//go:build linux

package cli

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// quitting bounds the failure of a program that waits for a request: far more than it needs, and
// less than the 15 s after which a request without an answer ends by itself.
const quitting = 10 * time.Second

// TestFault64_QuittingDoesNotWaitForTheService has the program wait for an answer for ten minutes.
func TestFault64_QuittingDoesNotWaitForTheService(t *testing.T) {
	waits := []struct {
		name, path, variable string
		begins               bool // whether the answer begins
	}{
		{name: "for hosts", path: "/hosts", variable: "PARSEC_HOSTS_SESSION_ID=" + canarySession},
		{name: "for the rest of the hosts", path: "/hosts", variable: "PARSEC_HOSTS_SESSION_ID=" + canarySession, begins: true},
		{name: "for a session", path: "/enterprise/sessions", variable: "PARSEC_HOSTS_API_KEY=" + canaryKey},
		{name: "for the rest of a session", path: "/enterprise/sessions", variable: "PARSEC_HOSTS_API_KEY=" + canaryKey, begins: true},
	}
	for _, tt := range waits {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan string, 1)
			silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that the client goes away
				if tt.begins {
					w.WriteHeader(http.StatusOK)
					_ = http.NewResponseController(w).Flush()
				}
				select {
				case asked <- r.URL.Path:
				default: // one request is enough
				}
				<-r.Context().Done()
			}))
			t.Cleanup(silent.Close)
			var took time.Duration
			for range 3 { // a busy computer may take longer, but not every time
				h := newHunt(t, fmt.Sprintf("base_url = %q\nexternal_id = \"43523\"\ntimeout = \"10m\"\n", silent.URL))
				h.Env = append(h.Env, tt.variable)
				c := startConsole(t, h.process)
				select {
				case path := <-asked:
					if path != tt.path {
						t.Errorf("asked for %s, want %s", path, tt.path)
					}
				case <-time.After(patience):
					t.Error("nothing was asked")
				}
				if took = quitAndLeaveNothing(t, c, func() { c.press("q") }, 0); took < time.Second {
					return
				}
			}
			t.Errorf("quitting took %v", took)
		})
	}
}

// quitAndLeaveNothing quits and returns how long that took.
func quitAndLeaveNothing(t *testing.T, c *console, quit func(), code int) time.Duration {
	t.Helper()
	c.expect("\x1b[?1049h") // keys pressed before are not for the program
	late := time.AfterFunc(quitting, func() { _ = c.Process.Kill() })
	defer late.Stop()
	began := time.Now()
	quit()
	c.expectExit(code)
	took := time.Since(began)
	expectNoProcess(t, c.process)
	return took
}
