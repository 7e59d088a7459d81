package simulator

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// refused wants a status and a part of the body.
func refused(status int, part string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		if got := c.mustGet("/hosts", status); !strings.Contains(got.body, part) || part == "" && got.body != "" {
			t.Errorf("body %q, want %q", got.body, part)
		}
	}
}

func retryAfter(want string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		if got := c.mustGet("/hosts", 429).header.Get("Retry-After"); got != want {
			t.Errorf("Retry-After %q, want %q", got, want)
		}
	}
}

func wantRedirect(t *testing.T, c *caller, path, location string) {
	t.Helper()
	if got := c.mustGet(path, 307).header.Get("Location"); got != location {
		t.Errorf("Location %q, want %q", got, location)
	}
}

// failed wants an error of the client that says one of these. The last request is in the log
// without a status.
func failed(saying ...string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		_, err := c.get("/hosts")
		if err == nil {
			t.Fatal("the client got an answer")
		}
		said := false
		for _, words := range saying {
			said = said || strings.Contains(err.Error(), words)
		}
		if !said {
			t.Errorf("error %v, want one of %q", err, saying)
		}
		requests := c.sim.Requests()
		if last := requests[len(requests)-1]; last.Status != 0 || last.Fault == "" {
			t.Errorf("the log has %+v", last)
		}
	}
}

// body wants a body made from the good one, as a complete answer.
func body(want func(was string) string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		got := c.mustGet("/hosts", 200).body
		good := string(c.sim.world.list(query{route: "hosts"}).body)
		if got != want(good) {
			t.Errorf("body %.80q of %d bytes, want %.80q", got, len(got), want(good))
		}
	}
}

func firstRowHas(property func(row map[string]any) bool) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		for _, path := range []string{"/hosts", "/v2/hosts?mode=desktop"} {
			rows := c.rows(c.mustGet(path, 200).body)
			if len(rows) < 10 || !property(rows[0]) || property(rows[1]) {
				t.Errorf("%s: %d rows, the first two %.500v", path, len(rows), rows[:2])
			}
		}
	}
}

// named wants the first rows of both routes to bear these names, as JSON decodes them.
func named(names ...string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		rows := c.rows(c.mustGet("/hosts", 200).body)
		rowsV2 := c.rows(c.mustGet("/v2/hosts?mode=desktop", 200).body)
		for i, name := range names {
			user := rowsV2[i]["user"].(map[string]any)
			if rows[i]["name"] != name || rows[i]["user_name"] != "studio#"+name || rows[i]["description"] != name ||
				rowsV2[i]["name"] != name || user["name"] != name {
				t.Errorf("row %d: %v %v, want %q", i, rows[i], rowsV2[i], name)
			}
		}
	}
}

// namedRaw wants these bytes in the body, which JSON would not decode as they are.
func namedRaw(names ...string) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		got := c.mustGet("/hosts", 200).body
		for _, name := range names {
			if !strings.Contains(got, `"name":"`+name+`"`) {
				t.Errorf("no name %q", name)
			}
		}
	}
}

func checkDuplicate(t *testing.T, c *caller) {
	rows := c.rows(c.mustGet("/hosts", 200).body)
	last := rows[len(rows)-1]
	if len(rows) != 25 || last["peer_id"] != rows[0]["peer_id"] || last["description"] == rows[0]["description"] {
		t.Errorf("%d rows, the last %v", len(rows), last)
	}
}

func checkMetadataTypes(t *testing.T, c *caller) {
	types := map[string]bool{}
	for _, row := range c.rows(c.mustGet("/hosts", 200).body) {
		wantMatch(t, row["peer_id"], `^[0-9A-Za-z]{27}$`)
		wantMatch(t, row["name"], `.`)
		wantMatch(t, row["user_name"], `^studio#`)
		switch row["max_players"].(type) {
		case nil:
			types["null"] = true
		case string:
			types["string"] = true
		case bool:
			types["bool"] = true
		case []any:
			types["array"] = true
		case map[string]any:
			types["object"] = true
		}
	}
	if len(types) != 5 {
		t.Errorf("max_players takes only the types %v", types)
	}
}

// newSession creates a session and returns its fields.
func (c *caller) newSession() map[string]any {
	c.t.Helper()
	got, err := c.create()
	if err != nil || got.status != http.StatusCreated {
		c.t.Fatalf("create session: %v, %v", got, err)
	}
	var answer map[string]map[string]any
	c.decode(got.body, &answer)
	return answer["session"]
}

func expires(want any) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		session := c.newSession()
		if got, ok := session["expires_at"]; !ok || got != want {
			t.Errorf("expires_at %v, want %v", got, want)
		}
		wantMatch(t, session["id"], `^[0-9a-f]{64}$`)
	}
}

// clockOff wants a service whose every time is off alike.
func clockOff(by time.Duration) func(*testing.T, *caller) {
	return func(t *testing.T, c *caller) {
		want := testStart.Add(by)
		if date := c.mustGet("/hosts", 200).header.Get("Date"); date != want.Format(http.TimeFormat) {
			t.Errorf("Date %q, want %v", date, want)
		}
		expires(float64(want.Add(defaultSessionLife).Unix()))(t, c)
	}
}

// checkHang gives up as soon as the request has arrived: nothing else would end it.
func checkHang(t *testing.T, c *caller) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := c.sendContext(ctx, "GET", "/hosts", "", "Authorization", "Bearer "+c.session)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

// open starts reading an answer and leaves the rest to the caller.
func (c *caller) open(ctx context.Context) *http.Response {
	c.t.Helper()
	request, err := http.NewRequestWithContext(ctx, "GET", c.base+"/hosts", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.session)
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

func checkHangBody(t *testing.T, c *caller) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	response := c.open(ctx)
	half := make([]byte, response.ContentLength/2)
	if _, err := io.ReadFull(response.Body, half); err != nil || response.StatusCode != 200 {
		t.Fatalf("%d, %v", response.StatusCode, err)
	}
	time.AfterFunc(50*time.Millisecond, cancel)
	if n, err := response.Body.Read(make([]byte, 1)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("more than half came: %d, %v", n, err)
	}
}

func checkEndlessBody(t *testing.T, c *caller) {
	const enough = 80 << 20
	response := c.open(t.Context())
	if n, err := io.CopyN(io.Discard, response.Body, enough); err != nil {
		t.Errorf("it ended after %d bytes: %v", n, err)
	}
}

func checkGzipBomb(t *testing.T, c *caller) {
	c.http.Transport.(*http.Transport).DisableCompression = true
	packed, err := c.get("/hosts")
	if err != nil || packed.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v, %v", packed.header, err)
	}
	// To unpack all of it takes a while: count the members and unpack some.
	if members := strings.Count(packed.body, string(bombMember())); members != 1024 || len(packed.body) > 2<<20 {
		t.Errorf("%d members in %d bytes", members, len(packed.body))
	}
	c.http.Transport.(*http.Transport).DisableCompression = false
	unpacked := c.open(t.Context()).Body
	if n, err := io.CopyN(io.Discard, unpacked, 65*bombMemberSize); err != nil {
		t.Errorf("%d bytes unpacked, %v", n, err)
	}
}

func checkCut(t *testing.T, c *caller) {
	got, err := c.get("/hosts")
	if !errors.Is(err, io.ErrUnexpectedEOF) || got.status != 200 || len(got.body) < 1000 {
		t.Errorf("%d, %d bytes, %v", got.status, len(got.body), err)
	}
}

func checkDripHeaders(t *testing.T, c *caller) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /hosts HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	const want = "HTTP/1.1 200 OK\r\nX-Drip: .."
	got := make([]byte, len(want))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
}

// inBubble answers one request under a false clock and returns how long it took.
func inBubble(t *testing.T, f Fault, latency time.Duration) (took time.Duration, size int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		sim := New(Options{Hosts: 3, Latency: latency})
		if f != "" {
			sim.Fault(f, 1)
		}
		request := httptest.NewRequest("GET", "/hosts", nil)
		request.Header.Set("Authorization", "Bearer "+sim.sessions.create("anna", time.Now()).id)
		recorder := httptest.NewRecorder()
		began := time.Now()
		sim.ServeHTTP(recorder, request)
		took, size = time.Since(began), recorder.Body.Len()
		if recorder.Code != http.StatusOK || size == 0 {
			t.Errorf("%d, %d bytes", recorder.Code, size)
		}
	})
	return took, size
}

func checkSlow(t *testing.T, _ *caller) {
	if took, _ := inBubble(t, FaultSlow, 0); took != slowPause {
		t.Errorf("it took %v", took)
	}
}

func checkDripBody(t *testing.T, _ *caller) {
	if took, size := inBubble(t, FaultDripBody, 0); took != time.Duration(size)*dripPause {
		t.Errorf("%d bytes took %v", size, took)
	}
}

func TestLatencyDelaysEveryAnswer(t *testing.T) {
	if took, _ := inBubble(t, "", 300*time.Millisecond); took != 300*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}
