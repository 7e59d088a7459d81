package follow

import (
	"context"
	"iter"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/problem"
	"parsec-hosts/parsecapi"
)

// glance is how often a long wait looks at the clock. The timer of a wait stands still while the
// computer sleeps; after waking, the next poll is late by this much at most.
const glance = 10 * time.Second

// Service is asked for the hosts. A *parsecapi.Client is one.
type Service interface {
	Hosts(ctx context.Context) (parsecapi.Page, error)
}

// Options are whom to ask and how often. All of them are required.
type Options struct {
	Service Service
	Poll    poll.Config
	Now     func() time.Time // the wall clock
	Jitter  func() float64   // random numbers in [0,1)
}

// Outcome is how one poll ended.
type Outcome struct {
	At     time.Time      // when it did
	Page   parsecapi.Page // the answer; without hosts when there is an Err
	Err    error          // why there is no page
	Fleet  fleet.Fleet    // what is known after it
	Events []fleet.Event  // what the page changed, in the order of peer IDs
	Due    time.Time      // when the next poll is
}

// Polls asks at once and then whenever the schedule allows, and yields how each poll ended. After the
// last one it yields an error alone, which says why there will be no more: the cause of the end of
// ctx, or the failure to sign in, which nothing but a person can mend.
func Polls(ctx context.Context, o Options) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		schedule := poll.New(o.Poll)
		var known fleet.Fleet
		for ctx.Err() == nil {
			page, err := o.Service.Hosts(ctx)
			if ctx.Err() != nil {
				break
			}
			if signedOut(err) {
				yield(Outcome{}, err)
				return
			}
			outcome := take(known, o.wallClock(), page, err)
			known = outcome.Fleet
			schedule = schedule.After(outcome.At, page, err, o.Jitter())
			outcome.Due = schedule.Due()
			if !yield(outcome, nil) {
				return
			}
			o.wait(ctx, outcome.At, outcome.Due)
		}
		yield(Outcome{}, context.Cause(ctx))
	}
}

func take(known fleet.Fleet, at time.Time, page parsecapi.Page, err error) Outcome {
	outcome := Outcome{At: at, Page: page, Err: err}
	if err != nil {
		outcome.Fleet = known.Failed(err)
	} else {
		outcome.Fleet, outcome.Events = known.Apply(at, page)
	}
	return outcome
}

// signedOut reports whether there is no session to be had until somebody acts.
func signedOut(err error) bool { return err != nil && problem.Explain(err).Kind == problem.SignIn }

// wallClock is the time without its monotonic reading, which stands still while a computer sleeps.
func (o Options) wallClock() time.Time { return o.Now().Round(0) }

// wait waits from one time to another, or until ctx ends. A clock that is set back does not make it
// longer.
func (o Options) wait(ctx context.Context, from, until time.Time) {
	for left := until.Sub(from); left > 0 && o.wallClock().Before(until); left -= glance {
		timer := time.NewTimer(min(left, glance))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}
