package poll

import (
	"time"

	"parsec-hosts/parsecapi"
)

// After arms the next poll after one whose answer came at now: a page, or the error in its place.
// Both are as parsecapi.Client.Hosts returns them. Jitter is as in Failed.
func (s Schedule) After(now time.Time, page parsecapi.Page, err error, jitter float64) Schedule {
	if err != nil {
		// Signing in costs requests, too, which the page does not count.
		return s.Failed(now, max(1, page.Requests), longestRetryAfter(err), jitter)
	}
	// A page may hold hosts and a request to wait both, when one of several queries was refused.
	if retry := longestRetryAfter(page.Failed...); retry.Known {
		return s.Failed(now, page.Requests, retry, jitter)
	}
	return s.Succeeded(now, page.Requests)
}

// longestRetryAfter returns the longest wait that the service asked for in any of the errors, also where
// they join several: a session that is refused and a new one that must wait come as one.
func longestRetryAfter(errs ...error) (longest parsecapi.RetryAfter) {
	for _, err := range errs {
		var asked parsecapi.RetryAfter
		switch err := err.(type) {
		case *parsecapi.APIError:
			asked = err.RetryAfter
		case interface{ Unwrap() error }:
			asked = longestRetryAfter(err.Unwrap())
		case interface{ Unwrap() []error }:
			asked = longestRetryAfter(err.Unwrap()...)
		}
		if asked.Known && asked.Wait >= longest.Wait {
			longest = asked
		}
	}
	return longest
}
