package viewer

import (
	"slices"
	"testing"
	"time"

	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/sdl"
)

// host is where input goes to in a test.
type host struct{ got []parsecsdk.Message }

func newInput() (*input, *host) {
	h := &host{}
	in := &input{pads: make(map[uint32]rumbler), send: func(m parsecsdk.Message) { h.got = append(h.got, m) }}
	return in, h
}

// expect wants exactly these messages since it was last asked.
func (h *host) expect(t *testing.T, want ...parsecsdk.Message) {
	t.Helper()
	if !slices.Equal(h.got, want) {
		t.Errorf("the host got %v, want %v", h.got, want)
	}
	h.got = nil
}

func TestInputGoesToTheHost(t *testing.T) {
	in, h := newInput()
	for _, test := range []struct {
		event sdl.Event
		want  parsecsdk.Message
	}{
		{sdl.Key{Code: 4, Mod: 1, Pressed: true}, parsecsdk.Key(4, 1, true)},
		{sdl.Key{Code: 4, Pressed: true, Repeat: true}, parsecsdk.Key(4, 0, true)},
		{sdl.Key{Code: 4}, parsecsdk.Key(4, 0, false)},
		{sdl.Button{Number: 3, Pressed: true}, parsecsdk.Button(parsecsdk.MouseRight, true)},
		{sdl.Motion{X: 10, Y: 20.9, DX: 1, DY: 1}, parsecsdk.MoveTo(0, 10, 20)},
		{sdl.Wheel{Y: 1}, parsecsdk.Wheel(0, 120)},
		{sdl.PadButton{ID: 5, Button: 14, Pressed: true}, parsecsdk.PadButton(5, 14, true)},
		{sdl.PadAxis{ID: 5, Axis: 4, Value: -3}, parsecsdk.PadAxis(5, 4, -3)},
	} {
		in.take(test.event)
		h.expect(t, test.want)
	}
}

func TestSmallMotionsAddUp(t *testing.T) {
	in, h := newInput()
	in.relative = true
	for range 4 {
		in.take(sdl.Motion{DX: 0.25, DY: -0.5})
	}
	h.expect(t, parsecsdk.MoveBy(0, 0, -1, false), parsecsdk.MoveBy(0, 1, -1, false))
	for range 240 {
		in.take(sdl.Wheel{Y: -1.0 / 240})
	}
	if n := len(h.got); n < 118 || n > 121 {
		t.Errorf("one notch in small steps came as %d messages", n)
	}
}

// pad is a gamepad that keeps what happens to it.
type pad struct {
	shaken [2]uint8
	closed bool
}

func (p *pad) Rumble(big, small uint8, _ time.Duration) { p.shaken = [2]uint8{big, small} }
func (p *pad) Close()                                   { p.closed = true }

func TestGamepadsComeShakeAndGo(t *testing.T) {
	in, h := newInput()
	p := &pad{}
	in.open = func(device uint32) (uint32, rumbler) {
		if device == 0 {
			return 7, p
		}
		return 0, nil
	}
	in.take(sdl.PadAdded{Device: 1}) // one that cannot be opened
	in.take(sdl.PadAdded{Device: 0})
	in.rumble(parsecsdk.RumbleEvent{Gamepad: 7, Big: 200, Small: 100})
	in.rumble(parsecsdk.RumbleEvent{Gamepad: 8, Big: 1})
	if p.shaken != [2]uint8{200, 100} {
		t.Errorf("it shakes %v", p.shaken)
	}
	h.expect(t)
	in.take(sdl.PadRemoved{ID: 7})
	h.expect(t, parsecsdk.PadUnplug(7))
	if in.take(sdl.PadRemoved{ID: 7}); !p.closed {
		t.Error("it is not closed")
	}
	h.expect(t)
}

const all = 0x0001 | 0x0040 | 0x0100 // left shift, left control, left alt

func TestShortcutsAreNotForTheHost(t *testing.T) {
	for code, want := range map[int32]shortcut{0x14: leave, 0x09: fullscreen, 0x1d: letGo} {
		for _, mod := range []int32{all, 0x0002 | 0x0080 | 0x0200, all | 0x1000} {
			in, h := newInput()
			if got, ours := in.shortcut(sdl.Key{Code: code, Mod: mod, Pressed: true}); got != want || !ours {
				t.Errorf("%#x with %#x: got %v, %t", code, mod, got, ours)
			}
			h.expect(t, parsecsdk.ReleaseAll())
			for _, e := range []sdl.Key{{Code: code, Mod: mod, Pressed: true, Repeat: true}, {Code: code}} {
				if got, ours := in.shortcut(e); got != nothing || !ours {
					t.Errorf("%+v: got %v, %t", e, got, ours)
				}
			}
			if _, ours := in.shortcut(sdl.Key{Code: code}); ours {
				t.Error("it is kept from the host for ever")
			}
			h.expect(t)
		}
	}
}

func TestOtherKeysAreForTheHost(t *testing.T) {
	in, h := newInput()
	for _, e := range []sdl.Key{
		{Code: 0x14, Mod: all &^ 0x0001, Pressed: true},
		{Code: 0x14, Mod: all &^ 0x0040, Pressed: true},
		{Code: 0x14, Mod: all &^ 0x0100, Pressed: true},
		{Code: 0x15, Mod: all, Pressed: true},
		{Code: 0x14, Mod: all, Pressed: true, Repeat: true},
		{Code: 0x14},
	} {
		if _, ours := in.shortcut(e); ours {
			t.Errorf("%+v is kept from the host", e)
		}
	}
	h.expect(t)
}
