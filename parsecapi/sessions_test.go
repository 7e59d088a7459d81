package parsecapi

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const createdSession = `{"session": {"id": "` + canarySession + `", "expires_at": 1774000000,
	"host_peer_id": "HOST", "client_peer_id": "CLIENT", "user_id": 1234, "roles": ["host", "client"]}}`

func create(t *testing.T, handler http.HandlerFunc) (Session, error) {
	t.Helper()
	session, err := newTestClient(t, serve(t, handler).URL).CreateSession(t.Context(), NewSecret(canaryKey), "43523")
	checkNoSecret(t, err)
	return session, err
}

func TestCreateSessionSendsWhatIsDocumented(t *testing.T) {
	session, err := create(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != "POST" || r.URL.String() != "/enterprise/sessions" {
			t.Errorf("request is %s %s", r.Method, r.URL)
		}
		if got := r.Header.Get("x-api-key"); got != canaryKey {
			t.Errorf("x-api-key is %q", got)
		}
		if got := r.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("Content-Type is %q", got)
		}
		if r.Header.Get("Authorization") != "" {
			t.Error("an Authorization header was sent")
		}
		if string(body) != `{"external_id":"43523"}` {
			t.Errorf("body is %s", body)
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(createdSession))
	})
	if err != nil {
		t.Fatal(err)
	}
	if session.ID.Reveal() != canarySession || !session.ExpiresAt.Equal(time.Unix(1774000000, 0)) ||
		session.HostPeerID != "HOST" || session.ClientPeerID != "CLIENT" {
		t.Errorf("session is %+v", session)
	}
}

func TestCreateSessionErrors(t *testing.T) {
	_, err := create(t, answerWith(403, `{"error":"invalid api key"}`))
	if api := wantAPI(t, err, 403); api.Op != OpCreateSession || api.Message != "invalid api key" || !IsUnauthorized(err) {
		t.Errorf("error is %v", err)
	}
	_, err = create(t, answerWith(201, "<html>"))
	wantSchema(t, err, "not JSON")
	if schema, _ := errors.AsType[*SchemaError](err); schema.Status != 201 {
		t.Errorf("status is %d, want 201", schema.Status)
	}
	_, err = create(t, answerWith(204, ""))
	wantSchema(t, err, "empty")
}

func TestCreateSessionRefusesWhatCannotBeAnExternalID(t *testing.T) {
	var asked atomic.Int32
	client := newTestClient(t, serve(t, counted(&asked, answerWith(201, createdSession))).URL)
	for _, id := range []string{"", "caf\xe9"} {
		if _, err := client.CreateSession(t.Context(), NewSecret(canaryKey), id); err == nil || asked.Load() != 0 {
			t.Errorf("external id %q: error %v, %d requests", id, err, asked.Load())
		}
	}
}

func TestFault14_KeyWithControlCharacters(t *testing.T) {
	var asked atomic.Int32
	client := newTestClient(t, serve(t, counted(&asked, answerWith(201, createdSession))).URL)
	for _, key := range []string{"", canaryKey + "\n", canaryKey + "\r\nX-Evil: 1", "\x00" + canaryKey,
		canaryKey + "\x7f", canaryKey + "\u0085", " " + canaryKey, canaryKey + "\t", canaryKey + "\xff"} {
		if err := CheckAPIKey(NewSecret(key)); err == nil {
			t.Errorf("key %q is accepted", key)
		}
		_, err := client.CreateSession(t.Context(), NewSecret(key), "43523")
		if err == nil {
			t.Errorf("key %q was sent", key)
		}
		checkNoSecret(t, err)
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests were sent", asked.Load())
	}
	if err := CheckAPIKey(NewSecret(canaryKey)); err != nil {
		t.Errorf("a good key is refused: %v", err)
	}
}

func TestFault19_ExpiresAt(t *testing.T) {
	at := time.Unix(1774000000, 0)
	for value, want := range map[string]time.Time{
		`1774000000`:      at,
		`1774000000.75`:   at,
		`1.774e9`:         at,
		`"1774000000"`:    at,
		`"1774000000.5"`:  at,
		`1774000000000`:   at,
		`"1774000000000"`: at,
		`null`:            {},
	} {
		session, err := ParseSession([]byte(`{"session":{"id":"x","expires_at":` + value + `}}`))
		if err != nil || !session.ExpiresAt.Equal(want) {
			t.Errorf("expires_at %s is %v (%v), want %v", value, session.ExpiresAt, err, want)
		}
	}
	if session, err := ParseSession([]byte(`{"session":{"id":"x"}}`)); err != nil || !session.ExpiresAt.IsZero() {
		t.Errorf("without expires_at: %v, %v, want the zero time", session.ExpiresAt, err)
	}
	for _, value := range []string{`0`, `-1`, `"0"`, `1`, `86400`, `1e400`, `-1774000000`, `9e18`, `17740000000000000`, `true`,
		`""`, `"soon"`, `"NaN"`, `"Inf"`, `[]`, `{}`, `[1774000000]`} {
		session, err := ParseSession([]byte(`{"session":{"id":"x","expires_at":` + value + `}}`))
		if err == nil {
			t.Errorf("expires_at %s is %v, want an error", value, session.ExpiresAt)
			continue
		}
		wantSchema(t, err, "its expires_at is not a time in seconds since 1970")
	}
}

func TestParseSessionErrors(t *testing.T) {
	for body, reason := range map[string]string{
		``:                                "empty",
		`null`:                            "not a JSON object",
		`"` + canarySession + `"`:         "not a JSON object",
		canarySession:                     "not JSON",
		`{"session":{"id":"a"`:            "cut off",
		createdSession + "x":              "not JSON",
		`{}`:                              "it has no session",
		`{"session":null}`:                "it has no session",
		`{"session":[]}`:                  "it has no session",
		`{"SESSION":{"id":"x"}}`:          "it has no session",
		`{"session":{}}`:                  "its session has no id",
		`{"session":{"id":""}}`:           "its session has no id",
		`{"session":{"id":7}}`:            "its session has no id",
		`{"session":{"ID":"x"}}`:          "its session has no id",
		`{"session":{"id":"a\r\nb"}}`:     "its session id holds control characters or blanks",
		`{"session":{"id":" a"}}`:         "its session id holds control characters or blanks",
		`{"session":{"id":"a\u0000"}}`:    "its session id holds control characters or blanks",
		"{\"session\":{\"id\":\"a\nb\"}}": "not JSON",
	} {
		_, err := ParseSession([]byte(body))
		wantSchema(t, err, reason)
		checkNoSecret(t, err)
	}
	odd := "\uFEFF" + `{"session":{"id":"any shape: ü%","host_peer_id":null,"client_peer_id":{},"roles":7}}` + "\n"
	if session, err := ParseSession([]byte(odd)); err != nil || session.ID.Reveal() != "any shape: ü%" {
		t.Errorf("an odd but usable session: %v", err)
	}
}

// A session that is asked for twice is one too many, so nothing may send a POST again: not after
// an error, and not because a kept connection died.
func TestFault26_CreationIsNeverRepeated(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"500":                answerWith(500, `{"message":"Internal Server Error"}`),
		"503":                answerWith(503, "", "Retry-After", "0"),
		"401":                answerWith(401, ""),
		"307 to itself":      answerWith(307, "", "Location", "/enterprise/sessions"),
		"308 to the slash":   answerWith(308, "", "Location", "/enterprise/sessions/"),
		"connection closed":  hangUp,
		"not a session":      answerWith(201, "{}"),
		"answer breaking up": rawAnswer("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"sess"),
	} {
		var asked atomic.Int32
		source := &scriptedSource{sessions: []Session{testSession}}
		client := newTestClient(t, serve(t, counted(&asked, handler)).URL, WithSessionSource(source))
		_, err := client.CreateSession(t.Context(), NewSecret(canaryKey), "43523")
		if err == nil || asked.Load() != 1 || len(source.replaced) != 0 {
			t.Errorf("%s: error %v after %d requests, want one", name, err, asked.Load())
		}
		checkNoSecret(t, err)
	}
}

func TestFault26_EachCreationHasItsOwnConnection(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(answerWith(201, createdSession))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	client := newTestClient(t, server.URL)
	for range 3 {
		if _, err := client.CreateSession(t.Context(), NewSecret(canaryKey), "43523"); err != nil {
			t.Fatal(err)
		}
	}
	if connections.Load() != 3 {
		t.Errorf("%d connections for 3 sessions", connections.Load())
	}
}

func TestCreateSessionCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client := newTestClient(t, serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		cancel()
		<-r.Context().Done()
	}).URL)
	_, err := client.CreateSession(ctx, NewSecret(canaryKey), "43523")
	wantTransport(t, err, KindCanceled)
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "context") {
		t.Errorf("error is %v", err)
	}
}
