package sdl

import (
	"encoding/binary"
	"math"
	"testing"
)

// raw is an event with parts: pairs of an offset and an int32, a float32, an int16 or a byte.
func raw(kind uint32, parts ...any) *rawEvent {
	var e rawEvent
	e.set(0, kind)
	for i := 0; i < len(parts); i += 2 {
		at := parts[i].(int)
		switch value := parts[i+1].(type) {
		case int:
			e.set(at, uint32(int32(value)))
		case float64:
			e.set(at, math.Float32bits(float32(value)))
		case int16:
			binary.LittleEndian.PutUint16(e[at:], uint16(value))
		case byte:
			e[at] = value
		}
	}
	return &e
}

// TestEventsAreReadAsEachVersionLaysThemOut has the offsets that a C compiler gives for the headers of
// versions 2.26.5 and 3.
func TestEventsAreReadAsEachVersionLaysThemOut(t *testing.T) {
	for _, test := range []struct {
		want       Event
		two, three *rawEvent
	}{
		{Closed{}, raw(0x100), raw(0x100)},
		{Closed{}, raw(0x200, 12, byte(14)), raw(0x210)},
		{Resized{}, raw(0x200, 12, byte(6)), raw(0x207)},
		{Exposed{}, raw(0x200, 12, byte(3)), raw(0x204)},
		{Focus{true}, raw(0x200, 12, byte(12)), raw(0x20e)},
		{Focus{false}, raw(0x200, 12, byte(13)), raw(0x20f)},
		{nil, raw(0x200, 12, byte(1)), raw(0x202)},
		{Key{4, 0x41, true, false}, raw(0x300, 16, 4, 24, int16(0x41)), raw(0x300, 24, 4, 32, int16(0x41), 36, byte(1))},
		{Key{4, 0, true, true}, raw(0x300, 16, 4, 13, byte(1)), raw(0x300, 24, 4, 36, byte(1), 37, byte(1))},
		{Key{261, 0, false, false}, raw(0x301, 16, 261), raw(0x301, 24, 271)},
		{Motion{3, 4, -1, -2}, raw(0x400, 20, 3, 24, 4, 28, -1, 32, -2), raw(0x400, 28, 3.0, 32, 4.0, 36, -1.0, 40, -2.0)},
		{Button{3, true}, raw(0x401, 16, byte(3), 17, byte(1)), raw(0x401, 24, byte(3), 25, byte(1))},
		{Button{1, false}, raw(0x402, 16, byte(1)), raw(0x402, 24, byte(1))},
		{Wheel{0.5, -1}, raw(0x403, 20, -1, 28, 0.5, 32, -1.0), raw(0x403, 24, 0.5, 28, -1.0)},
		{PadAxis{7, 5, -32768}, raw(0x650, 8, 7, 12, byte(5), 16, int16(-32768)), raw(0x650, 16, 7, 20, byte(5), 24, int16(-32768))},
		{PadButton{7, 14, true}, raw(0x651, 8, 7, 12, byte(14)), raw(0x651, 16, 7, 20, byte(14))},
		{PadButton{7, 14, false}, raw(0x652, 8, 7, 12, byte(14)), raw(0x652, 16, 7, 20, byte(14))},
		{PadAdded{2}, raw(0x653, 8, 2), raw(0x653, 16, 2)},
		{PadRemoved{7}, raw(0x654, 8, 7), raw(0x654, 16, 7)},
		{ClipboardChanged{}, raw(0x900), raw(0x900)},
		{Woken{}, raw(0x8000), raw(0x8000)},
		{nil, raw(0x303), raw(0x303)},
	} {
		if got := test.two.decode(&layout2); got != test.want {
			t.Errorf("version 2: got %#v, want %#v", got, test.want)
		}
		if got := test.three.decode(&layout3); got != test.want {
			t.Errorf("version 3: got %#v, want %#v", got, test.want)
		}
	}
}
