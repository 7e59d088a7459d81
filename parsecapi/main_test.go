package parsecapi

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"parsec-hosts/internal/canary"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Canaries must turn up where they are meant to go and nowhere else.
const (
	canaryKey      = "CANARY-api-key-0123456789"
	canarySession  = "CANARY-session-0123456789abcdef"
	canarySession2 = "CANARY-second-session-0123456789"
	oneHost        = `{"data":[{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"edit-suite-01","user_name":"studio#43523"}],"has_more":false}`
	twoHosts       = `{"data":[{"peer_id":"A","name":"a"},{"peer_id":"B","name":"b"}],"has_more":false}`
)

var testSession = Session{ID: NewSecret(canarySession), HostPeerID: "SELF"}

// serve starts a service on loopback.
func serve(t testing.TB, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// newTestClient returns a client of the service at baseURL that holds testSession.
func newTestClient(t testing.TB, baseURL string, options ...Option) *Client {
	t.Helper()
	options = append([]Option{WithBaseURL(baseURL), WithSessionSource(StaticSession(testSession))}, options...)
	client, err := New(options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return client
}

// hostsOf lists the hosts that a service with this handler gives to a client with options.
func hostsOf(t *testing.T, handler http.HandlerFunc, options ...Option) (Page, error) {
	t.Helper()
	page, err := newTestClient(t, serve(t, handler).URL, options...).Hosts(t.Context())
	checkNoSecret(t, err)
	return page, err
}

// answerWith is a service that always says the same.
func answerWith(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// counted counts the requests that reach handler.
func counted(count *atomic.Int32, handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		handler(w, r)
	}
}

// checkNoSecret looks for canaries and query strings in everything an error can print.
func checkNoSecret(t *testing.T, err error) {
	t.Helper()
	canary.Error(t, err, canaryKey, canarySession, canarySession2, "public=", "mode=")
}

// wantSchema asserts a *SchemaError with a reason.
func wantSchema(t *testing.T, err error, reason string) {
	t.Helper()
	schema, ok := errors.AsType[*SchemaError](err)
	if !ok || schema.Reason != reason {
		t.Fatalf("error is %v, want a schema error: %s", err, reason)
	}
}

// wantTransport asserts a *TransportError of a kind.
func wantTransport(t *testing.T, err error, kind TransportKind) {
	t.Helper()
	transport, ok := errors.AsType[*TransportError](err)
	if !ok || transport.Kind != kind {
		t.Fatalf("error is %v, want a transport error: %s", err, kind)
	}
}

// wantAPI asserts an *APIError with a status and returns it.
func wantAPI(t *testing.T, err error, status int) *APIError {
	t.Helper()
	api, ok := errors.AsType[*APIError](err)
	if !ok || api.Status != status {
		t.Fatalf("error is %v, want an API error: %d", err, status)
	}
	return api
}

// scriptedSource gives one session after another and records what it was asked.
type scriptedSource struct {
	sessions []Session
	err      error // for Replace
	replaced []Session
	causes   []error
}

func (s *scriptedSource) Session(context.Context) (Session, error) { return s.sessions[0], nil }

func (s *scriptedSource) Replace(_ context.Context, refused Session, cause error) (Session, error) {
	s.replaced = append(s.replaced, refused)
	s.causes = append(s.causes, cause)
	if s.err != nil {
		return Session{}, s.err
	}
	s.sessions = s.sessions[1:]
	return s.sessions[0], nil
}

// fixedClock is a clock that stands still.
func fixedClock(at time.Time) Option { return WithClock(func() time.Time { return at }) }
