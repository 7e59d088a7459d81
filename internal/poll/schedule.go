package poll

import (
	"time"

	"parsec-hosts/parsecapi"
)

// maxBackoff bounds the wait after a failure, the interval included.
const maxBackoff = time.Minute

// Reason says why a refresh must wait.
type Reason string

// The reasons.
const (
	ReasonRetryAfter Reason = "retry-after" // the service asked to wait
	ReasonBudget     Reason = "budget"      // the request budget is spent
)

// Schedule says when the next poll may start. It is a value: its methods return another one and
// leave theirs as it was.
type Schedule struct {
	config   Config
	spent    ledger
	failures int // since the last success
	// The wait for the next poll began at armedAt; extra is the backoff in it.
	armedAt time.Time
	extra   time.Duration
	due     time.Time
	// The service asked at retryFrom to wait for retryWait.
	retryFrom time.Time
	retryWait time.Duration
}

// New returns a schedule whose first poll is due at once. The config must be valid.
func New(config Config) Schedule {
	return Schedule{config: config}
}

// With returns the schedule with other settings: what was spent and what the service asked for
// still count. The settings must be valid.
func (s Schedule) With(config Config) Schedule {
	s.config = config
	return s
}

// Succeeded arms the next poll after one that needed this many requests: an interval from now,
// stretched so that the budget holds.
func (s Schedule) Succeeded(now time.Time, requests int) Schedule {
	s.failures, s.retryWait = 0, 0
	return s.armed(now, requests, 0)
}

// Failed arms the next poll after one that failed: the interval and a random share of a backoff
// that doubles with each failure, a minute at most together, and never before the service's
// Retry-After has passed. Jitter is a random number in [0,1); requests may be zero when the poll
// failed before any was made.
func (s Schedule) Failed(now time.Time, requests int, retry parsecapi.RetryAfter, jitter float64) Schedule {
	s.failures++
	s.retryFrom, s.retryWait = now, 0
	if retry.Known {
		s.retryWait = retry.Wait
	}
	return s.armed(now, requests, time.Duration(jitter*float64(s.backoff())))
}

// backoff returns the longest extra wait after the present number of failures.
func (s Schedule) backoff() time.Duration {
	ceiling := max(0, maxBackoff-s.config.Interval)
	backoff := s.config.Interval
	for i := 1; i < s.failures && backoff < ceiling; i++ {
		backoff *= 2
	}
	return min(backoff, ceiling)
}

// Every changes the interval, for the wait under way as well: the next poll is due when it would be
// if that wait had begun with this interval. The interval must be within the bounds of a Config.
func (s Schedule) Every(interval time.Duration) Schedule {
	s.config.Interval = interval
	if s.armedAt.IsZero() {
		return s
	}
	return s.timed()
}

// armed records the requests and sets the time of the next poll.
func (s Schedule) armed(now time.Time, requests int, extra time.Duration) Schedule {
	s.spent = s.spent.add(now, requests, s.config.Window)
	s.armedAt, s.extra = now, extra
	return s.timed()
}

// timed sets the time of the next poll from what is known since armedAt.
func (s Schedule) timed() Schedule {
	wait := max(
		max(s.config.Interval, s.spent.spread(s.armedAt, s.config))+s.extra,
		s.spent.wait(s.armedAt, s.config.Budget, s.config.Window),
		s.retryWait,
	)
	s.due = s.armedAt.Add(wait)
	return s
}

// Due is when the next poll may start by itself. Before the first poll it is the zero time, which
// has always passed.
func (s Schedule) Due() time.Time { return s.due }

// Refresh reports whether a poll that the user asks for may start now, and if not, when and why.
// It ignores the interval and the backoff. A ninth of the budget is kept from it, so that holding
// the refresh key down leaves a poll a minute (at the default settings) instead of a dead list.
func (s Schedule) Refresh(now time.Time) (ok bool, at time.Time, why Reason) {
	budget := s.config.Budget - s.config.Budget/9
	budgetWait := s.spent.wait(now, budget, s.config.Window)
	retryWait := max(0, s.retryWait-elapsed(s.retryFrom, now))
	switch {
	case retryWait > 0 && retryWait >= budgetWait:
		return false, now.Add(retryWait), ReasonRetryAfter
	case budgetWait > 0:
		return false, now.Add(budgetWait), ReasonBudget
	}
	return true, now, ""
}
