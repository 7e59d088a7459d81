//go:build !nosdk && amd64 && (linux || darwin)

package sdl

import (
	"testing"
	"time"

	"github.com/ebitengine/purego"
)

// virtual2 are functions of version 2 for gamepads that a program pretends to have, virtual3 those of
// version 3.
type virtual2 struct {
	JoystickAttachVirtual    func(kind, axes, buttons, hats int32) int32
	JoystickDetachVirtual    func(device int32) int32
	JoystickFromInstanceID   func(id int32) uintptr
	JoystickSetVirtualButton func(joystick uintptr, button int32, value uint8) int32
	JoystickSetVirtualAxis   func(joystick uintptr, axis int32, value int16) int32
}

type virtual3 struct {
	AttachVirtualJoystick    func(description *description3) uint32
	DetachVirtualJoystick    func(id uint32) bool
	GetJoystickFromID        func(id uint32) uintptr
	SetJoystickVirtualButton func(joystick uintptr, button int32, down bool) bool
	SetJoystickVirtualAxis   func(joystick uintptr, axis int32, value int16) bool
}

// description3 is SDL_VirtualJoystickDesc.
type description3 struct {
	Version       uint32
	Type          uint16
	_             [3]uint16
	Axes, Buttons uint16
	_             [5]uint16
	ButtonMask    uint32
	AxisMask      uint32
	_             [100]byte
}

// virtual is a gamepad that a test plays on.
type virtual struct {
	button func(id uint32, button int32, pressed bool)
	axis   func(id uint32, axis int32, value int16)
	remove func()
}

// plug adds one.
func plug(t *testing.T, l *Library) virtual {
	t.Helper()
	const gamepad = 1
	if _, old := l.version.(*version2); old {
		var f virtual2
		reach(t, "libSDL2-2.0.so.0", &f)
		device := f.JoystickAttachVirtual(gamepad, 6, 15, 0)
		return virtual{
			func(id uint32, button int32, pressed bool) {
				value := uint8(0)
				if pressed {
					value = 1
				}
				f.JoystickSetVirtualButton(f.JoystickFromInstanceID(int32(id)), button, value)
			},
			func(id uint32, axis int32, value int16) {
				f.JoystickSetVirtualAxis(f.JoystickFromInstanceID(int32(id)), axis, value)
			},
			func() { f.JoystickDetachVirtual(device) },
		}
	}
	var f virtual3
	reach(t, "libSDL3.so.0", &f)
	id := f.AttachVirtualJoystick(&description3{Version: 136, Type: gamepad, Axes: 6, Buttons: 15})
	return virtual{
		func(id uint32, button int32, pressed bool) {
			f.SetJoystickVirtualButton(f.GetJoystickFromID(id), button, pressed)
		},
		func(id uint32, axis int32, value int16) {
			f.SetJoystickVirtualAxis(f.GetJoystickFromID(id), axis, value)
		},
		func() { f.DetachVirtualJoystick(id) },
	}
}

func reach(t *testing.T, name string, functions any) {
	t.Helper()
	handle, err := purego.Dlopen(name, purego.RTLD_NOW)
	if err == nil {
		err = bind(handle, functions)
	}
	if err != nil {
		t.Skipf("this SDL has no gamepads to pretend with: %v", err)
	}
}

func TestAGamepadComesPlaysAndGoes(t *testing.T) {
	l := started(t)
	played := plug(t, l)
	var pad *Pad
	l.expect(t, func(e Event) (ok bool) {
		if added, isOne := e.(PadAdded); isOne {
			pad, ok = l.OpenPad(added.Device)
		}
		return ok
	})
	defer pad.Close()
	pad.Rumble(200, 100, time.Millisecond) // it cannot, which is no failure
	played.button(pad.ID, 1, true)
	l.expect(t, func(e Event) bool { return e == PadButton{pad.ID, 1, true} })
	played.axis(pad.ID, 0, -12345)
	l.expect(t, func(e Event) bool { return e == PadAxis{pad.ID, 0, -12345} })
	played.button(pad.ID, 1, false)
	l.expect(t, func(e Event) bool { return e == PadButton{pad.ID, 1, false} })
	played.remove()
	l.expect(t, func(e Event) bool { return e == PadRemoved{pad.ID} })
}
