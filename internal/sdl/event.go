package sdl

import "time"

// Event is one of the events below.
type Event interface{ event() }

// The events. Places and distances are in points, which are the units of the system's windows.
type (
	// Closed says that the window, or the whole program, is to be closed.
	Closed struct{}
	// Resized says that the window has another size, or another number of pixels in a point.
	Resized struct{}
	// Exposed says that the window has to be drawn again.
	Exposed struct{}
	// Focus says whether keys go to the window now.
	Focus struct{ Gained bool }
	// Key is a key that goes down, goes on being down, or goes up. Code is the USB HID usage, and beyond
	// those the number that version 2 of SDL has; Mod are the bits of KMOD.
	Key struct {
		Code, Mod       int32
		Pressed, Repeat bool
	}
	// Motion is where the pointer is now, and how far it moved.
	Motion struct{ X, Y, DX, DY float32 }
	// Button is a button of the mouse: 1 left, 2 middle, 3 right, 4 and 5 those at the side.
	Button struct {
		Number  uint8
		Pressed bool
	}
	// Wheel is how far the wheel was turned; positive is right and away from the user.
	Wheel struct{ X, Y float32 }
	// PadAdded is a gamepad that can be opened: see Library.OpenPad.
	PadAdded struct{ Device uint32 }
	// PadRemoved is a gamepad that is gone.
	PadRemoved struct{ ID uint32 }
	// PadButton is a button of an open gamepad.
	PadButton struct {
		ID      uint32
		Button  int32
		Pressed bool
	}
	// PadAxis is an axis of an open gamepad.
	PadAxis struct {
		ID    uint32
		Axis  int32
		Value int16
	}
	// ClipboardChanged says that there is something else in the clipboard.
	ClipboardChanged struct{}
	// Woken comes of Library.Wake.
	Woken struct{}
)

func (Closed) event()           {}
func (Resized) event()          {}
func (Exposed) event()          {}
func (Focus) event()            {}
func (Key) event()              {}
func (Motion) event()           {}
func (Button) event()           {}
func (Wheel) event()            {}
func (PadAdded) event()         {}
func (PadRemoved) event()       {}
func (PadButton) event()        {}
func (PadAxis) event()          {}
func (ClipboardChanged) event() {}
func (Woken) event()            {}

// Wait returns the next event. It is nil when there was none within limit, or one of no interest.
func (l *Library) Wait(limit time.Duration) Event {
	if !l.f.WaitEventTimeout(&l.raw, int32(limit.Milliseconds())) {
		return nil
	}
	return l.raw.decode(l.version.layout())
}
