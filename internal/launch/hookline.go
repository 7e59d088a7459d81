package launch

import (
	"cmp"
	"context"
	"fmt"
)

// HooksWaiting is how many occasions may wait for their turn in a HookLine.
const HooksWaiting = 1000

// HookLine runs a hook for one occasion after another, in their order and never two at a time.
// Whoever brings the occasions never waits for a program: what comes while the line is full is
// skipped, and that is told.
type HookLine struct {
	waiting chan Occasion
	ended   chan struct{}
	note    func(string)
	skipped int
}

// NewHookLine begins a line, which ends with Finish. Once ctx ends, the program under way is ended and
// none of those that wait is run. note is told in one line of every program that failed; it must be
// safe for concurrent use.
func NewHookLine(ctx context.Context, h *Hook, note func(string)) *HookLine {
	l := &HookLine{waiting: make(chan Occasion, HooksWaiting), ended: make(chan struct{}), note: note}
	go func() {
		defer close(l.ended)
		for o := range l.waiting {
			RunNoted(ctx, h, o, note)
		}
	}()
	return l
}

// RunNoted runs the hook for one occasion, and tells note if it failed. It does nothing after the end
// of ctx.
func RunNoted(ctx context.Context, h *Hook, o Occasion, note func(string)) {
	if ctx.Err() != nil {
		return
	}
	if err := h.Run(ctx, o); err != nil && ctx.Err() == nil {
		note(fmt.Sprintf("%v, for %s", err, o))
	}
}

// String says in a few words what happened.
func (o Occasion) String() string {
	if o.PeerID == "" {
		return o.Kind
	}
	return o.Kind + " of " + cmp.Or(o.Name, o.PeerID)
}

// Add puts o at the end of the line, or skips it. Neither it nor Finish may be called at the same time.
func (l *HookLine) Add(o Occasion) {
	if l.skipped > 0 && len(l.waiting) == 0 {
		l.tellSkipped()
	}
	if l.skipped == 0 {
		select {
		case l.waiting <- o:
			return
		default:
			l.note(fmt.Sprintf("the program is %d events behind: events are skipped until it has caught up", HooksWaiting))
		}
	}
	l.skipped++
}

// tellSkipped tells it once the line takes occasions again, or takes none any more.
func (l *HookLine) tellSkipped() {
	if l.skipped > 0 {
		l.note(fmt.Sprintf("the program was not run for %d events, which came too fast for it", l.skipped))
		l.skipped = 0
	}
}

// Finish waits until the program has been run for all that wait.
func (l *HookLine) Finish() {
	close(l.waiting)
	<-l.ended
	l.tellSkipped()
}
