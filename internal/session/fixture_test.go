package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parsec-hosts/internal/canary"
	"parsec-hosts/parsecapi"
)

// Secrets of the tests. Nothing that may be seen contains anySecret.
const (
	anySecret = "canary"
	canaryKey = "canary-api-key-5f1d2c3b4a"
	canaryID  = "canary-session-0123456789abcdef"
)

var epoch = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// world is a Source's surroundings: an origin that counts, a clock, a folder, and perhaps a
// keyring. When the test ends, everything that may be seen is searched for secrets.
type world struct {
	t    *testing.T
	opts Options
	ring *fakeKeyring

	mu    sync.Mutex
	clock time.Time
	skew  *time.Duration
	made  int
	life  time.Duration
	fail  error // returned by the origin instead of a session

	sources []*Source
	errors  []error
	log     bytes.Buffer
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, clock: epoch, life: 24 * time.Hour}
	w.opts = Options{
		BaseURL: "https://example.test", Profile: "default", Device: "desk", Origin: w,
		Dir: filepath.Join(t.TempDir(), "state"), Now: w.now, Skew: w.clockSkew,
	}
	w.opts.Log = slog.New(slog.NewTextHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	t.Cleanup(w.searchForSecrets)
	return w
}

func (w *world) withKeyring() *world {
	w.ring = &fakeKeyring{entries: map[string]string{}}
	w.opts.Keyring = w.ring
	return w
}

// open starts another program, so to speak.
func (w *world) open() *Source {
	w.t.Helper()
	source, err := Open(w.opts)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sources = append(w.sources, source)
	return source
}

func (w *world) session(s *Source) parsecapi.Session {
	w.t.Helper()
	session, err := s.Session(context.Background())
	if err != nil {
		w.t.Fatalf("Session: %v", err)
	}
	return session
}

func (w *world) replace(s *Source, refused parsecapi.Session) (parsecapi.Session, error) {
	session, err := s.Replace(context.Background(), refused, &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 401})
	if err != nil {
		w.errors = append(w.errors, err)
	}
	return session, err
}

// refused asks s for a session and wants a sign-in state that says what and fix.
func (w *world) refused(s *Source, what, fix string) {
	w.t.Helper()
	_, err := s.Session(context.Background())
	w.signIn(err, what, fix)
}

func (w *world) signIn(err error, what, fix string) {
	w.t.Helper()
	w.errors = append(w.errors, err)
	wantSignIn(w.t, err, what, fix)
}

func wantSignIn(t *testing.T, err error, what, fix string) {
	t.Helper()
	var refusal *SignInError
	if !errors.As(err, &refusal) {
		t.Fatalf("error = %v, want a SignInError", err)
	}
	if !strings.Contains(refusal.Error(), what) || !strings.Contains(refusal.Remedy(), fix) {
		t.Errorf("error = %q, remedy %q; want %q and %q", refusal.Error(), refusal.Remedy(), what, fix)
	}
	if strings.Contains(refusal.Error()+refusal.Remedy(), "\n") {
		t.Errorf("error has several lines: %q, %q", refusal.Error(), refusal.Remedy())
	}
	canary.Error(t, err, anySecret)
}

func (w *world) wantMade(n int) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.made != n {
		w.t.Errorf("%d sessions were created, want %d", w.made, n)
	}
}

func (w *world) wantNotice(s *Source, part string) {
	w.t.Helper()
	if all := strings.Join(s.Notices(), "\n"); !strings.Contains(all, part) {
		w.t.Errorf("notices = %q, want %q among them", all, part)
	}
}

// file returns the path of the store's one file with this suffix.
func (w *world) file(suffix string) string {
	w.t.Helper()
	return filepath.Join(w.opts.Dir, "session-"+bindingOf(w.opts)+suffix)
}

func (w *world) searchForSecrets() {
	for _, s := range w.sources {
		d := s.Describe()
		d.Origin = nil // the world itself, which knows all secrets
		canary.Value(w.t, "the description", d, anySecret)
		canary.Value(w.t, "a notice", s.Notices(), anySecret)
	}
	for _, err := range w.errors {
		canary.Error(w.t, err, anySecret)
	}
	canary.Search(w.t, "the log", w.log.Bytes(), anySecret)
	if _, err := os.Stat(w.opts.Dir); err == nil {
		canary.Files(w.t, w.opts.Dir, func(name string) bool {
			return strings.HasSuffix(name, sessionFile) || strings.HasSuffix(name, damagedFile)
		}, anySecret)
	}
}

// world is an Origin.
func (w *world) Kind() string   { return KindAPIKey }
func (w *world) Key() string    { return "canary-external-id" }
func (w *world) String() string { return "the world" }

func (w *world) Create(context.Context) (parsecapi.Session, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.made++
	if w.fail != nil {
		return parsecapi.Session{}, w.fail
	}
	expires := w.clock.Add(w.life)
	if w.skew != nil {
		expires = expires.Add(*w.skew)
	}
	return parsecapi.Session{
		ID:         parsecapi.NewSecret(fmt.Sprintf("%s-%d", canaryID, w.made)),
		ExpiresAt:  expires.Truncate(time.Second),
		HostPeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ",
	}, nil
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

func (w *world) clockSkew() (time.Duration, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.skew == nil {
		return 0, false
	}
	return *w.skew, true
}

// fakeKeyring can be locked, deceitful or silent.
type fakeKeyring struct {
	entries map[string]string
	err     error
	setErr  error
	lies    bool
	silent  chan struct{} // when set, calls wait for it
	calls   atomic.Int32
}

func (k *fakeKeyring) answer() error {
	k.calls.Add(1)
	if k.silent != nil {
		<-k.silent
	}
	return k.err
}

func (k *fakeKeyring) Get(service, user string) (string, error) {
	if err := k.answer(); err != nil {
		return "", err
	}
	secret, found := k.entries[service+user]
	if !found {
		return "", ErrNotFound
	}
	return secret, nil
}

func (k *fakeKeyring) Set(service, user, secret string) error {
	if err := k.answer(); err != nil {
		return err
	}
	if k.setErr != nil {
		return k.setErr
	}
	if k.lies {
		secret = "something else"
	}
	k.entries[service+user] = secret
	return nil
}

func (k *fakeKeyring) Delete(service, user string) error {
	if err := k.answer(); err != nil {
		return err
	}
	if _, found := k.entries[service+user]; !found {
		return ErrNotFound
	}
	delete(k.entries, service+user)
	return nil
}

// service is the API on loopback. It counts the sessions it creates.
type service struct {
	*httptest.Server
	posts  atomic.Int32
	create http.HandlerFunc // instead of creating a session
	hosts  func(bearer string) (status int, body string)
}

func newService(t *testing.T) *service {
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost && r.URL.Path == "/enterprise/sessions":
			n := s.posts.Add(1)
			if s.create != nil {
				s.create(w, r)
				return
			}
			if r.Header.Get("X-Api-Key") != canaryKey {
				http.Error(w, `{"error":"invalid api key"}`, http.StatusForbidden)
				return
			}
			w.WriteHeader(http.StatusCreated)
			fmt.Fprintf(w, `{"session":{"id":"%s-%d","expires_at":%d,"host_peer_id":"h","client_peer_id":"c","user_id":1234,"roles":["host"]}}`,
				canaryID, n, time.Now().Add(time.Hour).Unix())
		case r.Method == http.MethodGet && s.hosts != nil:
			status, body := s.hosts(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}
