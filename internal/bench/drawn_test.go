//go:build linux

package bench

import (
	"fmt"
	"testing"
	"time"
)

// fewHosts fit on the screen: what is drawn is measured, and not the fleet.
const fewHosts = 40

// answerRows is row 11: from a key to the first bytes that answer it.
func answerRows(b *testing.B, p *programs) (rows []row) {
	if p.fzf == nil {
		return nil
	}
	const down, up = "\x1b[B", "\x1b[A"
	theirs := answering(open(b, p.fzf(fewHosts, plainName), "40/40"), up, down)
	dashboard := p.dashboard(fewHosts, plainName)
	for _, s := range []struct {
		what    string
		program program
		target  float64
	}{
		{"a key, to the screen", dashboard, 2},
		{"the same in pick", dashboard.with("pick"), 2},
		{"the same with --renderer=stock", dashboard.with("--renderer=stock"), 0},
	} {
		ours := answering(open(b, s.program, "render-00003"), down, up)
		rows = append(rows, row{11, s.what, size(fewHosts), ms(ours), "fzf " + ms(theirs), ratio(ours, theirs), s.target})
	}
	return rows
}

// answering is how long a key usually takes to be answered.
func answering(t *terminal, keys ...string) time.Duration {
	const rounds = 20
	var times []time.Duration
	for range rounds {
		for _, key := range keys {
			times = append(times, t.answer(key))
		}
	}
	t.stop()
	return median(times)
}

// restRows is row 12: what is spent while nothing happens but polls.
func restRows(b *testing.B, p *programs) (rows []row) {
	const idle = time.Minute
	library := open(b, p.tea, "Hello")
	theirs := library.rest(idle)
	library.stop()
	dashboard := p.dashboard(fewHosts, plainName)
	for _, s := range []struct {
		what    string
		program program
		target  float64
	}{
		{"a minute of rest", dashboard, 0.05},
		{"the same in pick", dashboard.with("pick"), 0.05},
		{"the same with --renderer=stock", dashboard.with("--renderer=stock"), 0},
	} {
		t := open(b, s.program, "render-00003")
		ours := t.rest(idle)
		t.stop()
		rows = append(rows, row{12, s.what, size(fewHosts), ours.String(), "hello world " + theirs.String(), ratio(ours.cpu, theirs.cpu), s.target})
	}
	return rows
}

func (s spending) String() string {
	return fmt.Sprintf("%s of CPU, %d wake-ups, %d bytes", ms(s.cpu), s.wakeUps, s.bytes)
}
