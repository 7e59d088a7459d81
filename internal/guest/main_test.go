package guest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/parsecapi"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	canarySession = "c0ffee5e55104a8b6d7e9f1023c4b5a6978812fdeb3a4c5d6e7f8091a2b3c4d5"
	canarySecret  = "canary-of-the-host"
)

// sdk is a library whose instances do what is told: each one its own play, and the last play again.
type sdk struct {
	t     *testing.T
	plays []play
	calls []string // Init, Connect, Disconnect and Destroy, in order
	free  chan struct{}
}

// play is what becomes of one instance.
type play struct {
	initErr, connectErr error
	connectHangs        bool
	acts                []act // the last one stays
	endless             bool  // events never run out
	slow                time.Duration
}

// act is a status that lasts.
type act struct {
	lasts  time.Duration
	status parsecsdk.Status
	event  parsecsdk.Event
	hangs  time.Duration // how long a call in it takes
}

func (s *sdk) Init() (Client, error) {
	number := strings.Count(strings.Join(s.calls, " "), "Init")
	s.calls = append(s.calls, "Init")
	p := s.plays[min(number, len(s.plays)-1)]
	if p.initErr != nil {
		return nil, p.initErr
	}
	return &instance{sdk: s, play: p}, nil
}

type instance struct {
	*sdk
	play
	began time.Time
	told  bool // the present act's event
	was   int
}

func (i *instance) Connect(session, peer string, config parsecsdk.ClientConfig) error {
	i.calls = append(i.calls, "Connect")
	if session != canarySession || peer != "peer" || config.Secret() != canarySecret {
		i.t.Errorf("connecting to %q with %q, %q", peer, session, config.Secret())
	}
	if i.connectHangs {
		<-i.free
	}
	i.began = time.Now()
	return i.connectErr
}

// now is the act at this moment.
func (i *instance) now() act {
	lasted := time.Since(i.began)
	for n, a := range i.acts {
		if lasted < a.lasts || n == len(i.acts)-1 {
			if n != i.was {
				i.was, i.told = n, false
			}
			return a
		}
		lasted -= a.lasts
	}
	return act{}
}

func (i *instance) Status() parsecsdk.Status {
	a := i.now()
	select {
	case <-time.After(a.hangs):
	case <-i.free:
	}
	return a.status
}

func (i *instance) PollEvents(time.Duration) (parsecsdk.Event, bool) {
	a := i.now()
	if i.endless {
		return parsecsdk.BlockedEvent{}, true
	}
	told := i.told
	i.told = true
	return a.event, a.event != nil && !told
}

func (i *instance) Disconnect() { i.calls = append(i.calls, "Disconnect") }

func (i *instance) Destroy() {
	i.calls = append(i.calls, "Destroy")
	select {
	case <-time.After(i.slow):
	case <-i.free:
	}
}

// connecting, connected and gone are acts.
func connecting(lasts time.Duration, state parsecsdk.GuestState) act {
	return act{lasts: lasts, status: parsecsdk.Status{Code: parsecsdk.CodeConnecting, Guest: parsecsdk.Guest{State: state}}}
}

func connected(lasts time.Duration) act {
	metrics := parsecsdk.Metrics{FastRTs: 3, SlowRTs: 4, EncodeLatency: 1, DecodeLatency: 2, NetworkLatency: 10, Bitrate: 20}
	return act{lasts: lasts, status: parsecsdk.Status{
		Guest:    parsecsdk.Guest{State: parsecsdk.GuestConnected, Metrics: [2]parsecsdk.Metrics{metrics}},
		Decoders: [2]parsecsdk.Decoder{{Width: 1920, Height: 1080, Name: "soft", H265: true}},
	}}
}

func gone(code int32) act { return act{status: parsecsdk.Status{Code: code}} }

// held is a connection that was held in a test.
type held struct {
	started time.Time
	took    time.Duration // from the wish to end, or from the start
	lasted  time.Duration // from the start
	reports []connection.Report
	last    connection.Report
	sdk     *sdk
	mu      sync.Mutex
	log     []string
}

// options are what differs between tests.
type options struct {
	settings Settings
	probe    bool
	stop     time.Duration // when the end is wanted, 0 for never
	random   float64
	open     func() (SDK, error)
	screen   *canvas
	cause    error         // why the context ends, nil for no reason of its own
	focus    time.Duration // when the window is wanted, 0 for never
}

// focusWanted is true once.
func (o options) focusWanted() func() bool {
	began, asked := time.Now(), false
	return func() bool {
		wanted := o.focus > 0 && !asked && time.Since(began) >= o.focus
		asked = asked || wanted
		return wanted
	}
}

// hold holds a connection in a bubble, in which time passes only when everything waits.
func hold(t *testing.T, o options, plays ...play) *held {
	t.Helper()
	var h *held
	synctest.Test(t, func(t *testing.T) { h = holdNow(t, o, plays...) })
	return h
}

func holdNow(t *testing.T, o options, plays ...play) *held {
	h := &held{started: time.Now(), sdk: &sdk{t: t, plays: plays, free: make(chan struct{})}}
	defer close(h.sdk.free) // a library that hangs would outlive the bubble
	ctx, end := context.WithCancelCause(t.Context())
	cancel := func() { end(o.cause) }
	defer cancel()
	from := h.started
	if o.stop > 0 {
		time.AfterFunc(o.stop, cancel)
		from = from.Add(o.stop)
	}
	if o.open == nil {
		o.open = func() (SDK, error) { return h.sdk, nil }
	}
	job := Job{
		Settings: o.settings, Probe: o.probe, PeerID: "peer", Name: "den-pc", Launcher: "Parsec SDK", PID: 7,
		Session: parsecapi.NewSecret(canarySession), Secret: parsecapi.NewSecret(canarySecret),
		Report: func(r connection.Report) { h.reports = append(h.reports, r) },
		Log: func(line string) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.log = append(h.log, line)
		},
		StopWanted: func() bool { return false }, FocusWanted: o.focusWanted(), Getenv: func(string) string { return "" },
		Now: time.Now, Random: func() float64 { return o.random },
	}
	if o.screen != nil {
		o.screen.began, o.screen.calls, o.screen.free = h.started, &h.sdk.calls, h.sdk.free
		job.Screen = o.screen
	}
	h.last = job.run(ctx, o.open)
	h.took, h.lasted = time.Since(from), time.Since(h.started)
	return h
}

// told are the reports in short: when, how it stood, and what is special.
func (h *held) told() string {
	var lines []string
	for _, r := range h.reports {
		line := fmt.Sprint(r.Time.Sub(h.started).Round(pollEvery), " ", r.State)
		if r.WaitsFor != "" {
			line += " for " + string(r.WaitsFor)
		}
		if r.Code != 0 {
			line += fmt.Sprintf(" (%d)", r.Code)
		}
		if r.State == connection.Pausing {
			line += fmt.Sprint(" until ", r.Again.Sub(h.started).Round(pollEvery))
		}
		if r.Attempt > 1 {
			line += fmt.Sprint(", attempt ", r.Attempt)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// states are the reports without those that say nothing new.
func (h *held) changes() string {
	var lines []string
	previous := connection.Report{}
	for _, r := range h.reports {
		if differs(previous, r) {
			lines = append(lines, strings.TrimSpace(fmt.Sprint(r.State, " ", r.WaitsFor)))
		}
		previous = r
	}
	return strings.Join(lines, ", ")
}
