package connection

import (
	"context"
	"time"
)

const (
	// lookEvery is how often a record is looked at.
	lookEvery = 250 * time.Millisecond
	// lostAfter is how long a holder may be without its lock and its parent without its exit: a program
	// in between, such as an emulator, may end later or not at all.
	lostAfter = 3 * time.Second
)

// Watched is a record to follow.
type Watched struct {
	Path string
	// Begun is what is known of the connection before its first report.
	Begun Report
	// Exits tells how a holder ended that is a child of this process, at most once, and may be closed. It
	// is nil for one that was started by somebody else.
	Exits <-chan Exit
	// Now is the clock of the last report of a holder that is gone.
	Now func() time.Time
	// Go starts a goroutine; nil means the go statement.
	Go func(fn func())
}

// Watch delivers what the record tells until the connection is over: the last report is always an Ended
// one, before the channel is closed. Only when ctx ends does it close without.
func Watch(ctx context.Context, watched Watched) <-chan Report {
	reports := make(chan Report)
	w := watcher{Watched: watched, follower: Follow(watched.Path), mine: watched.Exits != nil, last: watched.Begun, reports: reports}
	if w.Go == nil {
		w.Go = func(fn func()) { go fn() }
	}
	w.Go(func() { w.run(ctx) })
	return reports
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.reports)
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for !w.look(ctx) {
		select {
		case exit, told := <-w.Exits:
			exit.Known = told
			w.exit, w.ended, w.Exits = exit, true, nil
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

type watcher struct {
	Watched
	follower *Follower
	reports  chan<- Report

	mine  bool // the holder is a child of this process
	ended bool // and has ended
	exit  Exit
	last  Report
	seen  bool      // there has been a report
	gone  time.Time // since when nobody holds the record that was held
}

// look delivers what is new, and reports whether it was the last.
func (w *watcher) look(ctx context.Context) (over bool) {
	reports, alive, err := w.follower.Next()
	for _, r := range reports {
		w.last, w.seen = r, true
		if !w.deliver(ctx, r) || r.Over() {
			return true
		}
	}
	now := w.Now()
	switch {
	case alive, err != nil:
		w.gone = time.Time{}
		return false
	case w.gone.IsZero():
		w.gone = now
	}
	// A child may not have made its record yet. What is not ours had made it when it was found.
	if w.ended || !w.mine || w.seen && now.Sub(w.gone) >= lostAfter {
		w.deliver(ctx, Gone(w.last, w.exit, now))
		return true
	}
	return false
}

func (w *watcher) deliver(ctx context.Context, r Report) bool {
	select {
	case w.reports <- r:
		return true
	case <-ctx.Done():
		return false
	}
}
