package viewer

import "testing"

// speaker plays at a speed of its own.
type speaker struct {
	waiting int // pairs of samples
	playing bool
	silent  bool // it had nothing to play while it played
}

func (s *speaker) Queue(samples []int16) { s.waiting += len(samples) / 2 }
func (s *speaker) Queued() int           { return s.waiting }
func (s *speaker) Clear()                { s.waiting = 0 }
func (s *speaker) Pause(paused bool)     { s.playing = !paused }

func (s *speaker) pass(pairs int) {
	if !s.playing {
		return
	}
	s.silent = s.silent || s.waiting < pairs
	s.waiting = max(0, s.waiting-pairs)
}

const tenMilliseconds = 480

// hear plays pieces of ten milliseconds for an hour, on a speaker that plays so many pairs meanwhile.
func hear(t *testing.T, played func(piece int) int) (s *speaker, b *buffer, most int) {
	t.Helper()
	s = &speaker{}
	b = &buffer{out: s}
	samples := make([]int16, 2*tenMilliseconds)
	for piece := range 360000 {
		b.add(samples)
		s.pass(played(piece))
		most = max(most, s.waiting)
	}
	return s, b, most
}

func TestSoundNeitherDropsOutNorGrows(t *testing.T) {
	s, b, most := hear(t, func(int) int { return tenMilliseconds })
	if s.silent || b.gaps > 0 || b.leaps > 0 || most > enoughSound {
		t.Errorf("silent %t, dry %d times, too much %d times, %d waited", s.silent, b.gaps, b.leaps, most)
	}
}

func TestAFastHostIsLeftBehindSeldom(t *testing.T) {
	// 200 parts in a million are much for a clock: 720 ms in an hour.
	s, b, most := hear(t, func(piece int) int { return tenMilliseconds - (piece%10)/9 })
	if s.silent || b.gaps > 0 || b.leaps < 1 || b.leaps > 15 || most > mostSound+tenMilliseconds {
		t.Errorf("silent %t, dry %d times, too much %d times, %d waited", s.silent, b.gaps, b.leaps, most)
	}
}

func TestASlowHostIsWaitedForSeldom(t *testing.T) {
	_, b, most := hear(t, func(piece int) int { return tenMilliseconds + (piece%10)/9 })
	if b.leaps > 0 || b.gaps < 1 || b.gaps > 25 || most > enoughSound+tenMilliseconds {
		t.Errorf("dry %d times, too much %d times, %d waited", b.gaps, b.leaps, most)
	}
}

func TestSoundThatComesInBurstsIsPlayedEvenly(t *testing.T) {
	s, b, _ := hear(t, func(piece int) int {
		if piece%3 < 2 {
			return 0 // three pieces come at once
		}
		return 3 * tenMilliseconds
	})
	if s.silent || b.gaps > 0 || b.leaps > 0 {
		t.Errorf("silent %t, dry %d times, too much %d times", s.silent, b.gaps, b.leaps)
	}
}
