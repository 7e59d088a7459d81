package viewer

import "fmt"

// How much sound waits to be played, in pairs of samples, of which there are 48 in a millisecond.
const (
	enoughSound = 40 * 48  // before anything is played
	mostSound   = 120 * 48 // more comes too late after the picture
)

// player is what plays: a *sdl.Sound.
type player interface {
	Queue(samples []int16)
	Queued() int
	Clear()
	Pause(paused bool)
}

// buffer evens out when sound comes. The clock of the host and that of this computer differ: where too
// much waits, new sound is left out until enough is left; where nothing is left, playing waits until
// enough has come.
type buffer struct {
	out         player
	playing     bool
	skipping    bool
	gaps, leaps int // how often it ran dry, and how often sound was left out
}

func (b *buffer) add(samples []int16) {
	waiting := b.out.Queued()
	switch {
	case waiting > mostSound && !b.skipping:
		b.skipping = true
		b.leaps++
	case waiting <= enoughSound:
		b.skipping = false
	}
	if b.skipping {
		return
	}
	if b.playing && waiting == 0 {
		b.playing = false
		b.gaps++
		b.out.Pause(true)
	}
	b.out.Queue(samples)
	if !b.playing && waiting+len(samples)/2 >= enoughSound {
		b.playing = true
		b.out.Pause(false)
	}
}

// play plays the sound of a stream.
func (s *showing) play() {
	b := buffer{out: s.sound}
	for !s.over() {
		if _, err := s.stream.PollAudio(askFor, b.add); err != nil {
			s.pause(restFor)
		}
	}
	s.sound.Pause(true)
	s.sound.Clear()
	if b.gaps+b.leaps > 0 {
		s.settings.Log(fmt.Sprintf("the sound ran dry %d times, and was too much %d times", b.gaps, b.leaps))
	}
}
