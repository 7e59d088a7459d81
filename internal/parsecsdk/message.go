package parsecsdk

import "unsafe"

// Message is input for the host. Key codes are USB HID usages, which are SDL's scancodes; modifiers are
// the bits of SDL's KMOD; the numbers of a gamepad's buttons and axes are SDL's as well.
type Message struct{ raw cMessage }

// MouseButton is a button of the mouse.
type MouseButton int32

// The buttons.
const (
	MouseLeft   MouseButton = 1
	MouseMiddle MouseButton = 2
	MouseRight  MouseButton = 3
	MouseX1     MouseButton = 4
	MouseX2     MouseButton = 5
)

// Key presses or releases a key.
func Key(code, mod int32, pressed bool) Message {
	return message(cKeyboard{Type: 1, Code: code, Mod: mod, Pressed: pressed})
}

// Button presses or releases a button of the mouse.
func Button(button MouseButton, pressed bool) Message {
	return message(cMouseButton{Type: 2, Button: int32(button), Pressed: pressed})
}

// Wheel turns the wheel; negative is left or up.
func Wheel(x, y int32) Message { return message(cMouseWheel{Type: 3, X: x, Y: y}) }

// MoveTo puts the pointer at a pixel of the stream as it was last drawn.
func MoveTo(stream uint8, x, y int32) Message {
	return message(cMouseMotion{Type: 4, X: x, Y: y, Stream: stream})
}

// MoveBy moves the pointer by a distance; scaled lets the SDK fit it to the stream.
func MoveBy(stream uint8, x, y int32, scaled bool) Message {
	return message(cMouseMotion{Type: 4, X: x, Y: y, Relative: true, ScaleRelative: scaled, Stream: stream})
}

// PadButton presses or releases a button of gamepad id.
func PadButton(id uint32, button int32, pressed bool) Message {
	return message(cPadButton{Type: 5, Button: button, ID: id, Pressed: pressed})
}

// PadAxis moves an axis of gamepad id.
func PadAxis(id uint32, axis int32, value int16) Message {
	return message(cPadAxis{Type: 6, Axis: axis, ID: id, Value: value})
}

// PadUnplug takes gamepad id away.
func PadUnplug(id uint32) Message { return message(cPadUnplug{Type: 7, ID: id}) }

// ReleaseAll lets go of every key and button, for when the window loses the keyboard.
func ReleaseAll() Message { return Message{cMessage{Type: 9}} }

// message puts one member into the union, which is at least as large.
func message[M any](member M) Message {
	var m Message
	*(*M)(unsafe.Pointer(&m.raw)) = member
	return m
}
