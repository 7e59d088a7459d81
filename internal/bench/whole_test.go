//go:build linux

package bench

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	plainName = "render-%05d"
	wideName  = "東京の-%05d" // in as many cells
)

// shows returns whether a screen shows all of some texts.
func shows(texts ...string) func(string) bool {
	return func(shown string) bool {
		for _, text := range texts {
			if !strings.Contains(shown, text) {
				return false
			}
		}
		return true
	}
}

func anything(shown string) bool { return strings.TrimSpace(shown) != "" }

// open starts a program and waits until it is ready for keys.
func open(b *testing.B, p program, ready ...string) *terminal {
	t, err := p.start()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(t.stop)
	if _, err := t.until(shows(ready...)); err != nil {
		b.Fatal(err)
	}
	t.settle()
	return t
}

// starting measures how long programs take to get somewhere, in turns.
func starting(b *testing.B, rounds int, subjects ...start) []time.Duration {
	fastest := make([]time.Duration, len(subjects))
	for range rounds {
		for i, s := range subjects {
			t, err := s.program.start()
			if err != nil {
				b.Fatal(err)
			}
			at, err := t.until(s.there)
			if t.stop(); err != nil {
				b.Fatal(err)
			}
			if took := at.Sub(t.began); fastest[i] == 0 || took < fastest[i] {
				fastest[i] = took
			}
		}
	}
	return fastest
}

type start struct {
	program program
	there   func(shown string) bool
}

// startRows is row 1: from the start of the program to hosts on the screen.
func startRows(b *testing.B, p *programs) (rows []row) {
	const n, rounds = 10_000, 20
	dashboard := p.dashboard(n, plainName)
	subjects := []start{
		{dashboard, anything}, {dashboard, shows("10000 online", "render-00030")}, {p.hello, anything}, {p.tea, anything},
	}
	if p.fzf != nil {
		subjects = append(subjects, start{p.fzf(n, plainName), shows("10000/10000")})
	}
	fastest := starting(b, rounds, subjects...)
	rows = append(rows,
		row{1, "start to the first frame", "", ms(fastest[0]), "hello world " + ms(fastest[3]), ratio(fastest[0], fastest[3]), 1.1},
		row{1, "the same", "", ms(fastest[0]), "without a library " + ms(fastest[2]), ratio(fastest[0], fastest[2]), 0})
	if p.fzf != nil {
		rows = append(rows, row{1, "start to all hosts", size(n), ms(fastest[1]), "fzf " + ms(fastest[4]), ratio(fastest[1], fastest[4]), 1.5})
	}
	return rows
}

// burstRows is row 3: a hundred keys that are there at once, beside one.
func burstRows(b *testing.B, p *programs) (rows []row) {
	for _, n := range []int{100, 10_000, 100_000} {
		t := open(b, p.dashboard(n, plainName), fmt.Sprint(n, " online"))
		one, hundred := burst(t, "j", "k")
		rows = append(rows, row{3, "100 queued keys", size(n), ms(hundred), "one " + ms(one), ratio(hundred, one), 2})
		t.stop()
		if p.fzf != nil && n == 10_000 {
			t := open(b, p.fzf(n, plainName), "10000/10000")
			one, hundred := burst(t, "\x1b[A", "\x1b[B")
			rows = append(rows, row{3, "the same in fzf", size(n), ms(hundred), "one " + ms(one), ratio(hundred, one), 0})
			t.stop()
		}
	}
	return rows
}

// burst returns how long the screen usually takes to settle after one key, and after a hundred.
func burst(t *terminal, down, up string) (one, hundred time.Duration) {
	const rounds, keys = 15, 100
	var ones, hundreds []time.Duration
	for range rounds {
		for _, key := range []string{down, up} {
			took, _ := t.press(key)
			ones = append(ones, took)
			took, _ = t.press(strings.Repeat(key, keys))
			hundreds = append(hundreds, took)
		}
	}
	return median(ones), median(hundreds)
}

func median(times []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(times))[len(times)/2]
}

// letterRows is the part of row 7 that whole programs are measured for: a letter of a filter.
func letterRows(b *testing.B, p *programs) (rows []row) {
	if p.fzf == nil {
		return nil
	}
	for _, n := range []int{10_000, 100_000} {
		ours := open(b, p.dashboard(n, plainName), fmt.Sprint(n, " online"))
		ours.press("/")
		theirs := open(b, p.fzf(n, plainName), fmt.Sprintf("%d/%d", n, n))
		var took [2]time.Duration
		for _, letter := range []string{"r", "n", "7"} {
			var times [2][]time.Duration
			for range 9 {
				for i, t := range []*terminal{ours, theirs} {
					this, _ := t.press(letter)
					times[i] = append(times[i], this)
					t.press("\x7f")
				}
			}
			ours.press(letter)
			theirs.press(letter)
			took[0], took[1] = took[0]+median(times[0]), took[1]+median(times[1])
		}
		ours.stop()
		theirs.stop()
		rows = append(rows, row{7, "a letter of the filter, to the screen", size(n), ms(took[0] / 3), "fzf " + ms(took[1]/3), ratio(took[0], took[1]), 0.25})
	}
	return rows
}

// bytesRows is row 8: what a key writes.
func bytesRows(b *testing.B, p *programs) (rows []row) {
	const n = 1000
	plain := bytesOfKey(open(b, p.dashboard(n, plainName), "1000 online"), "j")
	wide := bytesOfKey(open(b, p.dashboard(n, wideName), "1000 online"), "j")
	rows = append(rows, row{8, "bytes of a key, wide characters", size(n), fmt.Sprint(wide), fmt.Sprint("ASCII ", plain), float64(wide) / float64(plain), 1.2})
	if p.fzf != nil {
		theirs := bytesOfKey(open(b, p.fzf(n, plainName), "1000/1000"), "\x1b[A")
		rows = append(rows, row{8, "bytes of a key", size(n), fmt.Sprint(plain), fmt.Sprint("fzf ", theirs), float64(plain) / float64(theirs), 0.5})
	}
	return rows
}

// bytesOfKey is the mean of keys that scroll nothing.
func bytesOfKey(t *terminal, key string) int {
	const keys = 20
	total := 0
	for range keys {
		_, bytes := t.press(key)
		total += bytes
	}
	t.stop()
	return total / keys
}

// memoryRows is row 9: what is resident once a few polls have passed.
func memoryRows(b *testing.B, p *programs) (rows []row) {
	const n, polls = 100_000, 25 * time.Second
	body := len(answer(n, plainName))
	t := open(b, p.dashboard(n, plainName), "100000 online")
	<-time.After(polls)
	t.press("j")
	steady, most := t.memory()
	t.stop()
	return []row{
		{9, "resident memory", size(n), mib(steady), "the answer " + mib(body), float64(steady) / float64(body), 2.5},
		{9, "at most so far", size(n), mib(most), "steady " + mib(steady), float64(most) / float64(steady), 1.5},
	}
}

func ms(d time.Duration) string        { return fmt.Sprintf("%.1f ms", d.Seconds()*1e3) }
func mib(bytes int) string             { return fmt.Sprintf("%.0f MiB", float64(bytes)/(1<<20)) }
func size(n int) string                { return fmt.Sprint(n) }
func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }
