package sdl

import (
	"encoding/binary"
	"math"
)

// rawEvent is the union of all events, which is largest in version 3.
type rawEvent [128]byte

// The types that events of both versions have.
const (
	typeQuit       = 0x100
	typeWindow     = 0x200 // of version 2: another number says what happened
	typeKeyDown    = 0x300
	typeKeyUp      = 0x301
	typeMotion     = 0x400
	typeButtonDown = 0x401
	typeButtonUp   = 0x402
	typeWheel      = 0x403
	typePadAxis    = 0x650
	typePadDown    = 0x651
	typePadUp      = 0x652
	typePadAdded   = 0x653
	typePadRemoved = 0x654
	typeClipboard  = 0x900
	typeWoken      = 0x8000
)

// layout says where the parts of events lie, in bytes from their beginning.
type layout struct {
	window      map[uint32]Event // by the type in version 3, by the other number in version 2
	keyCode     int
	keyMod      int
	keyRepeat   int
	media       map[int32]int32 // codes of keys that version 2 has others for
	motion      int             // x, y, and the distances
	motionFloat bool
	button      int
	wheel       int // x, y
	wheelFloats bool
	pad         int // which
	padPart     int // the button or the axis
	padValue    int
}

// windowKind is where version 2 says what happened to a window.
const windowKind = 12

var layout2 = layout{
	window:  map[uint32]Event{3: Exposed{}, 6: Resized{}, 12: Focus{true}, 13: Focus{false}, 14: Closed{}, 18: Resized{}},
	keyCode: 16, keyMod: 24, keyRepeat: 13,
	motion: 20, button: 16, wheel: 28, wheelFloats: true,
	pad: 8, padPart: 12, padValue: 16,
}

var layout3 = layout{
	window: map[uint32]Event{
		0x204: Exposed{}, 0x206: Resized{}, 0x207: Resized{}, 0x20e: Focus{true}, 0x20f: Focus{false},
		0x210: Closed{}, 0x214: Resized{},
	},
	keyCode: 24, keyMod: 32, keyRepeat: 37,
	media:  map[int32]int32{267: 258, 268: 259, 269: 260, 271: 261, 272: 263}, // next, previous, stop, play, choose
	motion: 28, motionFloat: true, button: 24, wheel: 24, wheelFloats: true,
	pad: 16, padPart: 20, padValue: 24,
}

func (e *rawEvent) decode(l *layout) Event {
	kind := e.at(0)
	if happened := l.window[kind]; happened != nil {
		return happened
	}
	switch kind {
	case typeQuit:
		return Closed{}
	case typeWindow:
		return l.window[uint32(e[windowKind])]
	case typeKeyDown, typeKeyUp:
		code := int32(e.at(l.keyCode))
		if other, ok := l.media[code]; ok {
			code = other
		}
		return Key{code, int32(binary.LittleEndian.Uint16(e[l.keyMod:])), kind == typeKeyDown, e[l.keyRepeat] != 0}
	case typeMotion:
		n := func(i int) float32 { return e.number(l.motion+4*i, l.motionFloat) }
		return Motion{n(0), n(1), n(2), n(3)}
	case typeButtonDown, typeButtonUp:
		return Button{e[l.button], kind == typeButtonDown}
	case typeWheel:
		return Wheel{e.number(l.wheel, l.wheelFloats), e.number(l.wheel+4, l.wheelFloats)}
	case typePadAxis:
		return PadAxis{e.at(l.pad), int32(e[l.padPart]), int16(binary.LittleEndian.Uint16(e[l.padValue:]))}
	case typePadDown, typePadUp:
		return PadButton{e.at(l.pad), int32(e[l.padPart]), kind == typePadDown}
	case typePadAdded:
		return PadAdded{e.at(l.pad)}
	case typePadRemoved:
		return PadRemoved{e.at(l.pad)}
	case typeClipboard:
		return ClipboardChanged{}
	case typeWoken:
		return Woken{}
	}
	return nil
}

func (e *rawEvent) at(offset int) uint32         { return binary.LittleEndian.Uint32(e[offset:]) }
func (e *rawEvent) set(offset int, value uint32) { binary.LittleEndian.PutUint32(e[offset:], value) }

// number is a distance, which version 2 tells in whole numbers.
func (e *rawEvent) number(offset int, isFloat bool) float32 {
	if isFloat {
		return math.Float32frombits(e.at(offset))
	}
	return float32(int32(e.at(offset)))
}
