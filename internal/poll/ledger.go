package poll

import "time"

// ledger holds the polls of the last window and the requests each of them needed, oldest first.
// It is never changed in place, so that schedules may share one.
type ledger []entry

type entry struct {
	at       time.Time
	requests int
}

// add returns a ledger with a poll added and those that have left the window removed.
func (l ledger) add(now time.Time, requests int, window time.Duration) ledger {
	next := make(ledger, 0, len(l)+1)
	for _, e := range l {
		if elapsed(e.at, now) >= window {
			continue
		}
		if e.at.After(now) {
			// The clock was set back. How long ago this poll was is no longer known; counting
			// it from now is safe and forgets it within one window.
			e.at = now
		}
		next = append(next, e)
	}
	if requests > 0 {
		next = append(next, entry{at: now, requests: requests})
	}
	return next
}

// wait returns how long the next poll must wait for the budget, zero or less if it fits into it.
func (l ledger) wait(now time.Time, budget int, window time.Duration) time.Duration {
	room := budget - l.need()
	used := 0
	for i := len(l) - 1; i >= 0; i-- {
		if used += l[i].requests; used > room {
			// The newest of the polls that are too many must leave the window.
			return window - elapsed(l[i].at, now)
		}
	}
	return 0
}

// spread returns the pause that divides what is left of the budget evenly over the time until
// the oldest request leaves the window, if the next polls need as many requests as the newest. In
// steady polling that is the window divided by the polls the budget allows; after a burst of
// refreshes it saves the rest instead of spending it at once.
func (l ledger) spread(now time.Time, c Config) time.Duration {
	if len(l) == 0 {
		return 0
	}
	used := 0
	for _, e := range l {
		used += e.requests
	}
	polls := max(0, c.Budget-used) / l[len(l)-1].requests
	return (c.Window - elapsed(l[0].at, now)) / time.Duration(polls+1)
}

// need returns how many requests to expect of the next poll: as many as the hungriest of the
// window. Only a poll that needs more than that can exceed the budget, once and by the difference.
func (l ledger) need() int {
	need := 0
	for _, e := range l {
		need = max(need, e.requests)
	}
	return need
}

// elapsed returns the time from then to now, zero if the clock was set back in between.
func elapsed(then, now time.Time) time.Duration {
	return max(0, now.Sub(then))
}
