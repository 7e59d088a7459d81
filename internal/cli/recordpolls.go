package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"strings"
	"time"

	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/recording"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// recorder is a service that writes down what another one answers.
type recorder struct {
	follow.Service
	writer *recording.Writer
	start  time.Time
	failed error // to write
}

func newRecorder(service follow.Service, file *os.File, header recording.Header) (*recorder, error) {
	var key [recording.KeySize]byte
	_, _ = rand.Read(key[:]) // it never fails
	r := &recorder{Service: service, start: time.Now()}
	header.Recorded = r.start.UTC().Truncate(time.Millisecond)
	var err error
	r.writer, err = recording.NewWriter(file, header, recording.NewRedactor(key, header.KeptOnRequest))
	return r, err
}

// Hosts asks, and writes down the answer unless nobody waits for it any more.
func (r *recorder) Hosts(ctx context.Context) (parsecapi.Page, error) {
	began := time.Now()
	page, err := r.Service.Hosts(ctx)
	if ctx.Err() == nil && r.failed == nil {
		r.failed = r.writer.Add(began.Sub(r.start), time.Since(began), page, err)
	}
	return page, err
}

// recordTo records until ctx ends or there is enough, and returns what was written.
func (a *app) recordTo(ctx context.Context, file *os.File, c *access, o recordOptions) (recording.Totals, error) {
	r, err := newRecorder(c.client, file, recording.Header{
		Program: a.version, Route: c.config.Route.Value, KeptOnRequest: o.keep,
	})
	if err != nil {
		return recording.Totals{}, unwritable(err)
	}
	if o.duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.duration)
		defer cancel()
	}
	shown := a.progress()
	defer shown.end()
	polls := follow.Polls(ctx, follow.Options{Service: r, Poll: c.poll, Now: time.Now, Jitter: mathrand.Float64})
	for outcome, ended := range polls {
		totals := r.writer.Totals()
		switch {
		case r.failed != nil:
			return totals, unwritable(r.failed)
		case ended != nil && ctx.Err() != nil:
			return totals, nil
		case ended != nil:
			return totals, ended
		case totals.Polls == o.polls:
			return totals, nil
		}
		shown.update(totals, outcome.Err)
	}
	return r.writer.Totals(), nil
}

func unwritable(err error) error {
	return fmt.Errorf("the recording cannot be written: %w", withoutPath(err))
}

// described says what a recording holds.
func described(t recording.Totals) string {
	said := words.Plural(t.Polls, "poll")
	if t.Failed > 0 {
		said += fmt.Sprintf(" (%d failed)", t.Failed)
	}
	return fmt.Sprintf("%s of %s, %d KB", said, words.Plural(t.Hosts, "host"), (t.Bytes+1023)/1024)
}

// progress is a line on a terminal that says how far the recording is; without one it is nothing.
type progress struct {
	terminal *os.File
	width    int // of what is on the line now
}

func (a *app) progress() *progress {
	if !isTerminal(a.stdio.Err) {
		return &progress{}
	}
	p := &progress{terminal: a.stdio.Err}
	p.show("recording, Ctrl-C ends it")
	return p
}

func (p *progress) update(t recording.Totals, failure error) {
	text := "recording, Ctrl-C ends it: " + described(t)
	if failure != nil {
		text += "; " + problem.Explain(failure).What
	}
	p.show(text)
}

// show puts a text over the one before, cut to a line of usual width.
func (p *progress) show(text string) {
	if p.terminal == nil {
		return
	}
	text = textsafe.Truncate(text, 79)
	width := textsafe.Width(text)
	fmt.Fprintf(p.terminal, "\r%s%s", text, strings.Repeat(" ", max(0, p.width-width)))
	p.width = width
}

func (p *progress) end() {
	if p.terminal != nil {
		fmt.Fprintln(p.terminal)
	}
}
