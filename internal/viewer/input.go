package viewer

import (
	"time"

	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/sdl"
)

// input turns what the user does into messages to the host.
type input struct {
	send     func(parsecsdk.Message)
	open     func(device uint32) (id uint32, pad rumbler)
	pads     map[uint32]rumbler // by the number that their events have
	relative bool               // the host wants to know how far the pointer moves, and not where it is
	moved    [2]rest            // of motion and wheel, what is less than the host counts in
	turned   [2]rest
	ours     map[int32]bool // keys of shortcuts that are still down
}

// rumbler is a gamepad.
type rumbler interface {
	Rumble(big, small uint8, lasts time.Duration)
	Close()
}

// rest is what is left of distances that are sent as whole numbers.
type rest float32

// whole adds a distance, and takes what can be sent.
func (r *rest) whole(distance float32) int32 {
	*r += rest(distance)
	n := int32(*r)
	*r -= rest(n)
	return n
}

// notch is one notch of a wheel, in what hosts count in.
const notch = 120

// take sends what an event means to the host.
func (in *input) take(event sdl.Event) {
	switch e := event.(type) {
	case sdl.Key:
		in.send(parsecsdk.Key(e.Code, e.Mod, e.Pressed))
	case sdl.Button:
		in.send(parsecsdk.Button(parsecsdk.MouseButton(e.Number), e.Pressed))
	case sdl.Motion:
		in.move(e)
	case sdl.Wheel:
		x, y := in.turned[0].whole(notch*e.X), in.turned[1].whole(notch*e.Y)
		if x != 0 || y != 0 {
			in.send(parsecsdk.Wheel(x, y))
		}
	case sdl.PadAdded:
		if id, pad := in.open(e.Device); pad != nil {
			in.pads[id] = pad
		}
	case sdl.PadRemoved:
		if pad := in.pads[e.ID]; pad != nil {
			pad.Close()
			delete(in.pads, e.ID)
			in.send(parsecsdk.PadUnplug(e.ID))
		}
	case sdl.PadButton:
		in.send(parsecsdk.PadButton(e.ID, e.Button, e.Pressed))
	case sdl.PadAxis:
		in.send(parsecsdk.PadAxis(e.ID, e.Axis, e.Value))
	}
}

func (in *input) move(e sdl.Motion) {
	if !in.relative {
		in.send(parsecsdk.MoveTo(picture, int32(e.X), int32(e.Y)))
		return
	}
	if x, y := in.moved[0].whole(e.DX), in.moved[1].whole(e.DY); x != 0 || y != 0 {
		in.send(parsecsdk.MoveBy(picture, x, y, false))
	}
}

// releaseAll lets go of every key and button.
func (in *input) releaseAll() { in.send(parsecsdk.ReleaseAll()) }

// rumble shakes the gamepad that the host means.
func (in *input) rumble(event parsecsdk.RumbleEvent) {
	if pad := in.pads[event.Gamepad]; pad != nil {
		pad.Rumble(event.Big, event.Small, shakesFor)
	}
}

// openPad opens a gamepad.
func (v *Viewer) openPad(device uint32) (id uint32, pad rumbler) {
	opened, ok := v.lib.OpenPad(device)
	if !ok {
		return 0, nil
	}
	return opened.ID, opened
}
