package simulator

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"parsec-hosts/internal/recording"
	"parsec-hosts/parsecapi"
)

// Limits of Options.
const (
	MaxHosts = 100_000
	MaxChurn = 60_000 // changes per minute
)

const (
	demoHosts          = 24
	demoChurn          = 4
	defaultSessionLife = 7 * 24 * time.Hour

	// maxRequestBody is far above any external_id worth testing.
	maxRequestBody = 1 << 20
)

// Options are the knobs of a Simulator. The zero value is a healthy service with no hosts.
type Options struct {
	// Hosts is how many hosts are listed at the start, 0…MaxHosts. Beside them the service knows
	// public games (shown by /v2/hosts?public=true only) and, with Churn, some hosts that are away.
	Hosts int
	// Seed decides names, peer IDs, the default API key and the whole life of the fleet.
	Seed uint64
	// Churn is how many changes happen to the fleet per minute, up to MaxChurn; 0 keeps it still.
	Churn float64
	// Latency delays every answer.
	Latency time.Duration
	// SessionLife is how long a session is good for: 0 means 7 days, and a negative life makes
	// sessions that have already expired.
	SessionLife time.Duration
	// APIKey is the key that may create sessions; empty means one made from Seed.
	APIKey string
	// ETag makes host lists carry one and answers 304 to a matching If-None-Match.
	ETag bool
	// Routes are the host lists that exist, the other answers 404; nil means both.
	Routes []parsecapi.Route
	// HasMore makes every host list say that it is incomplete.
	HasMore bool
	// Self puts the computer that asks into the list: a host whose peer ID is the host_peer_id
	// of every session. It never leaves.
	Self bool
	// Replay, when not nil, is played in the place of a fleet: hosts, failures and delays come from
	// it, and Hosts, Churn and Self mean nothing. Faults come on top of it.
	Replay *recording.Recording
	// Speed is how many times faster than it was recorded Replay is played, up to MaxSpeed; 0 means
	// once.
	Speed float64
	// Now is the service's clock, safe for concurrent use; nil means time.Now.
	Now func() time.Time
}

// Demo returns the options of the demonstration: two dozen hosts of a studio, this computer among
// them, and a change every 10 to 20 seconds.
func Demo() Options {
	return Options{Hosts: demoHosts, Seed: 1, Churn: demoChurn, Self: true}
}

// Simulator is the service. It is an http.Handler, safe for concurrent use, and starts no
// goroutine: the fleet catches up with the clock when it is asked for.
type Simulator struct {
	options Options
	start   time.Time
	mux     *http.ServeMux

	mu       sync.Mutex // guards everything below
	world    *world
	sessions sessions
	faults   []pendingFault
	log      requestLog
}

// New returns a service whose story begins now. Options beyond their limits are brought inside.
func New(options Options) *Simulator {
	options.Hosts = min(max(options.Hosts, 0), MaxHosts)
	options.Churn = min(max(options.Churn, 0), MaxChurn)
	if options.SessionLife == 0 {
		options.SessionLife = defaultSessionLife
	}
	if options.APIKey == "" {
		options.APIKey = "demo-" + hexID(options.Seed, "api key")[:32]
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Replay != nil {
		options = replayed(options)
	}
	if options.Routes == nil {
		options.Routes = []parsecapi.Route{parsecapi.RouteHosts, parsecapi.RouteV2}
	}
	s := &Simulator{
		options: options,
		start:   options.Now(),
		world:   newWorld(options),
	}
	s.sessions = newSessions(options, s.start)
	s.mux = s.routes()
	return s
}

// APIKey returns the key that may create sessions.
func (s *Simulator) APIKey() string { return s.options.APIKey }

// Hosts returns the private hosts that are online at this moment, in the order of the list.
func (s *Simulator) Hosts() []Host {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	return s.world.listed()
}

// SetHosts replaces the fleet by these hosts, public ones included, and ends its scripted life.
// Rows are listed as given, also with the same peer ID twice or none.
func (s *Simulator) SetHosts(hosts ...Host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.replace(hosts)
}

// RevokeAll makes every session created so far invalid.
func (s *Simulator) RevokeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions.revokeAll()
}

// SessionsCreated counts the sessions created since New.
func (s *Simulator) SessionsCreated() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sessions.created)
}

// catchUp brings the fleet to the present. The caller holds the lock.
func (s *Simulator) catchUp() { s.world.advance(s.options.Now().Sub(s.start)) }

// ServeHTTP answers one request, as the service or as the fault whose turn it is.
func (s *Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// net/http notices that a client has left only when the request's body has been read.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBody))
	if err != nil {
		writeError(w, http.StatusBadRequest, "invalid request body")
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))

	entry, play := s.arrive(r)
	logged := &loggedWriter{ResponseWriter: w, record: func(status int) { s.record(entry, status) }}
	logged.Header().Set("Date", s.options.Now().UTC().Format(http.TimeFormat))
	if !wait(r.Context(), s.options.Latency) {
		panic(http.ErrAbortHandler) // to return would be to answer 200
	}
	if play == nil {
		s.mux.ServeHTTP(logged, r)
		return
	}
	// A fault must not hide behind "304 not modified".
	r.Header.Del("If-None-Match")
	play(logged, r, s.mux)
}

// arrive logs the request and takes the fault that it is to meet, nil for none.
func (s *Simulator) arrive(r *http.Request) (*Request, trick) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fault, play := s.takeFault(endpointOf(r))
	entry := s.log.add(Request{
		Time:    s.options.Now(),
		Method:  r.Method,
		Host:    r.Host,
		Path:    r.URL.Path,
		Query:   r.URL.RawQuery,
		Session: s.sessions.index(bearer(r)),
		Fault:   fault,
	})
	if play == nil && s.options.Replay != nil && endpointOf(r) == hostLists {
		play = s.replay().play(s.moment())
	}
	return entry, play
}

// replay returns the recording that is played. There is none without Options.Replay.
func (s *Simulator) replay() replay { return replay{s.options.Replay, s.options.Speed} }

// moment returns the poll of the recording that tells what happens now.
func (s *Simulator) moment() recording.Poll { return s.replay().during(s.options.Now().Sub(s.start)) }

// wait pauses for d and reports whether it was not cut short by the end of ctx.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
