package sdl

// Sound is what plays: 48,000 times a second a sample for the left and one for the right. Its methods may
// be called from any goroutine.
type Sound struct {
	l      *Library
	device uintptr
}

// OpenSound opens the device that the system plays on, which is paused at first.
func (l *Library) OpenSound() (*Sound, error) {
	if !l.ok(l.f.InitSubSystem(startSound)) {
		return nil, &Error{"there is no sound: " + l.problem(), "see which device the system plays on"}
	}
	device := l.version.openSound()
	if device == 0 {
		return nil, &Error{"there is no sound: " + l.problem(), "see which device the system plays on"}
	}
	return &Sound{l, device}, nil
}

// Queue adds samples to those that wait to be played.
func (s *Sound) Queue(samples []int16) {
	if len(samples) > 0 {
		s.l.version.queueSound(s.device, samples)
	}
}

// Queued is how many pairs of samples wait.
func (s *Sound) Queued() int { return s.l.version.queuedSound(s.device) }

// Clear forgets them.
func (s *Sound) Clear() { s.l.version.clearSound(s.device) }

// Pause stops playing, or goes on.
func (s *Sound) Pause(paused bool) { s.l.version.pauseSound(s.device, paused) }

// Close lets go of the device.
func (s *Sound) Close() { s.l.version.closeSound(s.device) }
