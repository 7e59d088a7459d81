package sdl

import "time"

// Pad is a gamepad that is open.
type Pad struct {
	ID     uint32 // that its events have
	l      *Library
	handle uintptr
}

// OpenPad opens a gamepad that was added, and reports whether that worked.
func (l *Library) OpenPad(device uint32) (*Pad, bool) {
	handle, id := l.version.openPad(device)
	if handle == 0 {
		return nil, false
	}
	return &Pad{id, l, handle}, true
}

// Rumble shakes the gamepad for a while: the strength of its two motors, 0 to 255.
func (p *Pad) Rumble(big, small uint8, lasts time.Duration) {
	const one = 0xffff / 0xff
	p.l.version.rumble(p.handle, one*uint16(big), one*uint16(small), uint32(lasts.Milliseconds()))
}

// Close lets go of it.
func (p *Pad) Close() { p.l.version.closePad(p.handle) }
