package viewer

import (
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/sdl"
)

// hold is who has the keyboard and the pointer.
type hold struct {
	held      bool // by the host; not after the shortcut that lets go, until a click
	focused   bool
	relative  bool  // the host wants the pointer's motion only
	hidden    bool  // the host shows none
	swallowed uint8 // a button that goes up without the host having seen it go down
}

// clicked takes the click that gives keyboard and pointer back to the host, which does not see it.
func (v *Viewer) clicked(e sdl.Button) bool {
	switch {
	case !v.hold.held && e.Pressed:
		v.hold.held, v.hold.swallowed = true, e.Number
		v.apply()
		return true
	case !v.hold.held:
		return true
	case !e.Pressed && e.Number == v.hold.swallowed:
		v.hold.swallowed = 0
		return true
	}
	return false
}

// apply brings keyboard and pointer into line with who has them.
func (v *Viewer) apply() {
	h := v.hold
	v.window.GrabKeys(v.settings.GrabKeys && h.held && h.focused)
	v.window.ShowPointer(!h.hidden || !h.held)
	if relative := h.relative && h.held && h.focused; relative != v.input.relative {
		v.input.relative = relative
		v.window.SetRelative(relative)
	}
}

// point shows the pointer as the host wants it. One that the host holds no longer comes back where the
// host has it.
func (v *Viewer) point(event parsecsdk.CursorEvent) {
	back := v.input.relative && !event.Relative
	v.hold.relative, v.hold.hidden = event.Relative, event.Hidden
	v.apply()
	if back && v.hold.held {
		v.window.Warp(event.X, event.Y)
	}
	if event.Image == nil {
		return
	}
	if pointer, ok := v.window.SetPointer(event.Image, event.Width, event.Height, event.HotX, event.HotY); ok {
		if v.pointer != nil {
			v.pointer.Close()
		}
		v.pointer = pointer
	}
}
