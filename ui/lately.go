package ui

import (
	"math"
	"time"

	"parsec-hosts/internal/connection"
)

// What is measured of a connection is shown as means of steps of a few seconds: single values would
// have the screen drawn anew all the time.
const (
	stepTime  = 5 * time.Second
	stepsKept = 12 // a minute
)

// lately is what was measured of a connection in the last minute. It is never changed in place.
type lately struct {
	steps []measured // those that are over, the newest last
	now   measured   // the step that is not
	lost  uint64     // packets, as last reported

	latency, bitrate, decode, frames float64 // as they are shown: they stay until they have clearly changed
}

// measured is one step: the means of its reports.
type measured struct {
	begin   time.Time
	reports int
	figures connection.Figures
	lost    uint64 // packets that were lost in it
}

// with takes a report into account. Nothing is measured of a connection that is not there.
func (l lately) with(r connection.Report) lately {
	if r.State != connection.Connected || r.Figures == nil {
		return lately{}
	}
	first := l.now.reports == 0
	if begin := r.Time.Truncate(stepTime); !begin.Equal(l.now.begin) {
		if !first {
			kept := l.steps[max(0, len(l.steps)-stepsKept+1):]
			l.steps = append(kept[:len(kept):len(kept)], l.now)
		}
		l.now = measured{begin: begin}
	}
	l.now = l.now.with(*r.Figures)
	switch lost := r.Figures.Lost; {
	case !first && lost >= l.lost:
		l.now.lost += lost - l.lost
	case !first: // counted anew
		l.now.lost += lost
	}
	l.lost = r.Figures.Lost
	steady := l.means()
	l.latency = settle(l.latency, steady.Latency(), 1)
	l.bitrate = settle(l.bitrate, steady.Bitrate, bitrateStep(steady.Bitrate))
	l.decode = settle(l.decode, steady.Decode, 0.5)
	l.frames = settle(l.frames, steady.FrameRate, 1)
	return l
}

func (s measured) with(f connection.Figures) measured {
	s.reports++
	mean := func(of *float64, value float64) { *of += (value - *of) / float64(s.reports) }
	mean(&s.figures.Encode, f.Encode)
	mean(&s.figures.Decode, f.Decode)
	mean(&s.figures.Network, f.Network)
	mean(&s.figures.Bitrate, f.Bitrate)
	if s.figures.FrameRate == 0 { // a window has no rate in its first second
		s.figures.FrameRate = f.FrameRate
	}
	mean(&s.figures.FrameRate, f.FrameRate)
	return s
}

// means are those of the newest step that is over, or of the first one.
func (l lately) means() connection.Figures {
	if n := len(l.steps); n > 0 {
		return l.steps[n-1].figures
	}
	return l.now.figures
}

// settle keeps the number that is shown until what is measured is clearly another.
func settle(shown, measured, step float64) float64 {
	if math.Abs(measured-shown) < 0.75*step {
		return shown
	}
	return math.Round(measured/step) * step
}

// bitrateStep is how finely a bitrate is shown, in Mbit/s.
func bitrateStep(bitrate float64) float64 {
	if bitrate < 10 {
		return 0.5
	}
	return 1
}

// lostLately counts the packets that were lost in the last minute.
func (l lately) lostLately() uint64 {
	lost := l.now.lost
	for _, s := range l.steps {
		lost += s.lost
	}
	return lost
}

// sparkline draws the steps that are over as levels from zero to a round number above the highest.
func (l lately) sparkline(levels string, least float64, of func(connection.Figures) float64) string {
	signs := []rune(levels)
	highest := least
	for _, s := range l.steps {
		highest = max(highest, of(s.figures))
	}
	top := roundUp(highest)
	line := make([]rune, len(l.steps))
	for i, s := range l.steps {
		level := int(of(s.figures) / top * float64(len(signs)))
		line[i] = signs[max(0, min(level, len(signs)-1))]
	}
	return string(line)
}

// roundUp is the next of 1, 2, 5, 10, 20, 50 and so on: a scale that seldom moves.
func roundUp(value float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(value)))
	for _, round := range []float64{1, 2, 5} {
		if value <= round*ten {
			return round * ten
		}
	}
	return 10 * ten
}
