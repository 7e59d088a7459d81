package viewer

import "parsec-hosts/internal/sdl"

// shortcut is what a key does that is not for the host.
type shortcut int

const (
	nothing    shortcut = iota
	leave               // end the connection
	fullscreen          // cover the screen, or not any more
	letGo               // give keyboard and pointer back until a click into the window
)

// shortcuts are by the USB HID usage of the key. Ctrl, Alt and Shift are down, on either side.
var shortcuts = map[int32]shortcut{0x14: leave, 0x09: fullscreen, 0x1d: letGo}

// The bits of the modifiers, left or right.
const (
	shifts   = 0x0003
	controls = 0x00c0
	alts     = 0x0300
)

// shortcut tells whether a key is ours, and what it does. The host has seen the modifiers go down: it is
// told that everything is up again.
func (in *input) shortcut(e sdl.Key) (does shortcut, ours bool) {
	if !e.Pressed {
		ours = in.ours[e.Code]
		delete(in.ours, e.Code)
		return nothing, ours
	}
	if in.ours[e.Code] {
		return nothing, true // it repeats
	}
	does = shortcuts[e.Code]
	if does == nothing || e.Repeat || e.Mod&shifts == 0 || e.Mod&controls == 0 || e.Mod&alts == 0 {
		return nothing, false
	}
	if in.ours == nil {
		in.ours = make(map[int32]bool)
	}
	in.ours[e.Code] = true
	in.releaseAll()
	return does, true
}

// follow does what a shortcut says.
func (v *Viewer) follow(s shortcut) {
	switch s {
	case leave:
		v.leave()
	case fullscreen:
		v.fullscreen = !v.fullscreen
		v.decorate()
	case letGo:
		v.hold.held = false
		v.apply()
	}
}
