package guest

import (
	"time"

	"parsec-hosts/internal/connection"
)

// answer is what a call returned.
type answer[T any] struct {
	value T
	err   error
}

// ask makes a call of the library and waits for it, as long as that makes sense: until the end has been
// wanted for a while, or until the attempt has taken too long. After that the library is not asked again.
func ask[T any](h *holder, call func() (T, error)) (T, error) {
	answers := make(chan answer[T], 1) // nobody waits for one that comes too late
	asked := h.job.Now()
	h.calls <- func() {
		value, err := call()
		answers <- answer[T]{value, err}
	}
	for {
		select {
		case a := <-answers:
			return a.value, a.err
		case <-h.ticker.C:
			if err := h.unanswered(asked); err != nil {
				h.hung = true
				var none T
				return none, err
			}
		}
	}
}

// unanswered is what to do at a moment when a call is under way: to report that it lasts, or, with an
// error, to leave it.
func (h *holder) unanswered(asked time.Time) error {
	now := h.job.Now()
	if h.letGoBy.IsZero() && h.stopWanted() {
		h.letGoBy = now.Add(letGoWithin)
	}
	stalled := now.Sub(asked) >= stallAfter
	switch {
	case !h.letGoBy.IsZero() && !now.Before(h.letGoBy):
		return h.stopping()
	case !h.connectBy.IsZero() && !now.Before(h.connectBy):
		return &tooLate{limit: h.job.Settings.connectTimeout(), waits: h.report.WaitsFor, stalled: stalled}
	case stalled:
		report := h.report
		report.State, report.Since = connection.Stalled, asked
		h.give(report)
	default:
		h.tell()
	}
	return nil
}
