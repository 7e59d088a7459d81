package guest

import (
	"context"
	"errors"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Job is a connection to hold, and what that needs.
type Job struct {
	Settings Settings
	PeerID   string
	Name     string           // the host's
	Launcher string           // that the settings are those of
	Session  parsecapi.Secret // the ID of the session to connect with
	Secret   parsecapi.Secret // that the host was started with, zero for none
	Probe    bool             // end as soon as the connection has been measured
	Screen   Screen           // where to show it, nil for nowhere
	PID      int              // of this process

	Report     func(connection.Report) // is given every report, from the goroutine of Run
	Log        func(string)            // is given every line of the log, from any goroutine
	StopWanted func() bool             // whether somebody wants the end
	// FocusWanted is whether somebody wants to see the Screen now. Nil where there is none.
	FocusWanted func() bool
	Getenv      func(string) string // says where the library may lie
	Now         func() time.Time
	Random      func() float64 // in [0, 1)
}

const (
	pollEvery   = 100 * time.Millisecond // between two looks at the connection
	reportEvery = time.Second            // without a change
	stallAfter  = 5 * time.Second        // without an answer of the library
	letGoWithin = 3 * time.Second        // for the library to end, before it is left alone
	farewellFor = 500 * time.Millisecond // for the library to tell the host, where it cannot end
	probeFor    = 3 * time.Second        // connected, until the figures have settled
	steadyAfter = 30 * time.Second       // connected, until a failure counts as the first one again
)

// backoff are the pauses before each attempt that follows a failure, in a row.
var backoff = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second}

// Run holds the connection until it ends, until ctx is done, or until its end is wanted. It returns the
// last report. A library that hangs is left behind: only the end of the process ends that. A ctx that ends
// with a cause of its own ends the connection for that reason; else that was wanted.
func Run(ctx context.Context, job Job) connection.Report { return job.run(ctx, job.open) }

// Refuse reports a connection that is not even tried, and why.
func Refuse(job Job, why error) connection.Report {
	return job.run(context.Background(), func() (SDK, error) { return nil, why })
}

func (j Job) run(ctx context.Context, open func() (SDK, error)) connection.Report {
	h := &holder{
		job: j, ctx: ctx, ticker: time.NewTicker(pollEvery), calls: make(chan func()),
		report: connection.Report{
			PeerID: textsafe.Clean(j.PeerID), Name: textsafe.Clean(j.Name), Launcher: textsafe.Clean(j.Launcher),
			PID: j.PID, Started: j.Now(),
		},
	}
	defer h.ticker.Stop()
	go func() {
		for call := range h.calls {
			call()
		}
	}()
	defer close(h.calls)
	return h.end(h.hold(open))
}

// holder is a connection while it is held.
type holder struct {
	job    Job
	ctx    context.Context
	ticker *time.Ticker
	client Client      // nil between attempts
	shown  bool        // on the screen
	rate   rate        // of the pictures there
	calls  chan func() // what the goroutine does that alone calls the library
	hung   bool        // that goroutine was left in a call

	connectBy time.Time // when an attempt has taken too long; zero while none is under way
	letGoBy   time.Time // when calls are not waited for any longer; zero while they are

	report connection.Report // how it stands, but for a library that does not answer
	told   connection.Report // the newest report that was given to anybody
}

// hold makes one attempt after the other. It returns why it stopped; errStop when that was wanted.
func (h *holder) hold(open func() (SDK, error)) error {
	h.begin()
	sdk, err := ask(h, open)
	if err != nil {
		return err
	}
	for pauses := backoff; ; pauses = pauses[1:] {
		err := h.attempt(sdk)
		if h.wasSteady() {
			pauses = backoff
		}
		if len(pauses) == 0 || !h.again(err) {
			return err
		}
		h.hide()
		h.disconnect()
		h.destroy()
		if h.hung {
			return err
		}
		h.client, h.letGoBy = nil, noTime
		if err := h.pause(pauses[0], err); err != nil {
			return err
		}
		h.begin()
	}
}

// again reports whether another attempt may go better after this error.
func (h *holder) again(err error) bool {
	code, failed := codeOf(err)
	return failed && !h.job.Probe && h.job.Settings.Reconnects(code.Number)
}

// wasSteady reports whether the connection stood for a while until now.
func (h *holder) wasSteady() bool {
	return h.report.State == connection.Connected && h.job.Now().Sub(h.report.Since) >= steadyAfter
}

// pause waits before another attempt: up to a fifth longer than d, lest all guests of a host come back
// at the same moment.
func (h *holder) pause(d time.Duration, why error) error {
	d += time.Duration(h.job.Random() * float64(d) / 5)
	h.blame(why)
	h.turn(connection.Pausing)
	h.report.Again = h.report.Since.Add(d)
	for h.job.Now().Before(h.report.Again) {
		h.tell()
		if err := h.tick(); err != nil {
			return err
		}
	}
	return nil
}

// tick waits for the next look at the connection. Its error is errStop.
func (h *holder) tick() error {
	select {
	case <-h.ticker.C:
	case <-h.ctx.Done():
	}
	if h.stopWanted() {
		return h.stopping()
	}
	h.focus()
	return nil
}

// stopping is the error of the end that is wanted: errStop, unless there is a reason that nobody wanted.
func (h *holder) stopping() error {
	if cause := context.Cause(h.ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return errStop
}

func (h *holder) stopWanted() bool { return h.ctx.Err() != nil || h.job.StopWanted() }
