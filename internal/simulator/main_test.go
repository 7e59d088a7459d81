package simulator

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// testStart is the moment at which the stories of the tests begin.
var testStart = time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC)

// clock is an injected Now.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// caller is a plain HTTP client of a simulator that listens.
type caller struct {
	t       *testing.T
	sim     *Simulator
	base    string
	http    *http.Client
	session string
}

// call starts a simulator and signs in.
func call(t *testing.T, options Options) *caller {
	t.Helper()
	sim := New(options)
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &caller{t: t, sim: sim, base: server.BaseURL(), http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	c.session = c.signIn()
	return c
}

// reply is an answer that was read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

// send makes a request; headers come in pairs of name and value.
func (c *caller) send(method, path, body string, headers ...string) (reply, error) {
	return c.sendContext(c.t.Context(), method, path, body, headers...)
}

func (c *caller) sendContext(ctx context.Context, method, path, body string, headers ...string) (reply, error) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, string(read)}, err
}

// create asks for a session.
func (c *caller) create() (reply, error) {
	c.t.Helper()
	return c.send("POST", "/enterprise/sessions", `{"external_id":"anna"}`,
		"x-api-key", c.sim.APIKey(), "Content-Type", "application/json")
}

// signIn creates a session and returns its ID.
func (c *caller) signIn() string {
	c.t.Helper()
	got, err := c.create()
	if err != nil || got.status != http.StatusCreated {
		c.t.Fatalf("create session: %v, %v", got, err)
	}
	var answer sessionAnswer
	c.decode(got.body, &answer)
	return answer.Session.ID
}

// get asks with the session.
func (c *caller) get(path string, headers ...string) (reply, error) {
	c.t.Helper()
	return c.send("GET", path, "", append([]string{"Authorization", "Bearer " + c.session}, headers...)...)
}

// mustGet is get for answers that must come, with this status.
func (c *caller) mustGet(path string, status int) reply {
	c.t.Helper()
	got, err := c.get(path)
	if err != nil {
		c.t.Fatalf("GET %s: %v", path, err)
	}
	if got.status != status {
		c.t.Fatalf("GET %s: %d %s, want %d", path, got.status, got.body, status)
	}
	return got
}

// rows reads a list.
func (c *caller) rows(body string) []map[string]any {
	c.t.Helper()
	var list struct{ Data []map[string]any }
	c.decode(body, &list)
	return list.Data
}

func (c *caller) decode(body string, into any) {
	c.t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		c.t.Fatalf("%v: %.200q", err, body)
	}
}
