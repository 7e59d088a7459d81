//go:build !nosdk && amd64 && (linux || darwin || windows)

package sdl

import (
	"fmt"
	"unsafe"
)

// version2 are the functions that only version 2 has in this form.
type version2 struct {
	GetVersion                     func(version *[3]byte)
	CreateWindow                   func(title string, x, y, width, height int32, flags uint32) uintptr
	GLGetDrawableSize              func(window uintptr, width, height *int32) `name:"SDL_GL_GetDrawableSize"`
	SetWindowFullscreen            func(window uintptr, flags uint32)
	GLDeleteContext                func(context uintptr) `name:"SDL_GL_DeleteContext"`
	StopTextInput                  func()
	SetRelativeMouseMode           func(on bool)
	ShowCursor                     func(toggle int32)
	WarpMouseInWindow              func(window uintptr, x, y int32)
	CreateRGBSurfaceWithFormatFrom func(pixels *byte, width, height, depth, pitch int32, format uint32) uintptr
	FreeSurface                    func(surface uintptr)
	FreeCursor                     func(cursor uintptr)
	OpenAudioDevice                func(name uintptr, capture int32, spec *spec2, got uintptr, changes int32) uint32
	QueueAudio                     func(device uint32, samples *int16, size uint32) bool
	GetQueuedAudioSize             func(device uint32) uint32
	ClearQueuedAudio               func(device uint32)
	PauseAudioDevice               func(device uint32, paused int32)
	CloseAudioDevice               func(device uint32)
	GameControllerOpen             func(device int32) uintptr
	GameControllerGetJoystick      func(pad uintptr) uintptr
	JoystickInstanceID             func(joystick uintptr) int32
	GameControllerRumble           func(pad uintptr, low, high uint16, milliseconds uint32) bool
	GameControllerClose            func(pad uintptr)
}

// spec2 is SDL_AudioSpec of version 2.
type spec2 struct {
	Freq               int32
	Format             uint16
	Channels, Silence  uint8
	Samples, Padding   uint16
	Size               uint32
	Callback, UserData uintptr
}

const (
	centred          = 0x2fff0000
	fullscreen2      = 0x1001                    // as large as the desktop
	windowFlags      = 0x2 | 0x8 | 0x20 | 0x2000 // OpenGL, hidden, resizable, all pixels of a fine screen; in version 3, too
	bufferedSamples2 = 960
)

// pixelFormat is red, green, blue and alpha, one byte each; in both versions.
const pixelFormat = 0x16762004

// The sound that the Parsec SDK gives, as both versions say it.
const (
	soundRate     = 48000
	soundChannels = 2
	soundFormat   = 0x8010 // 16 bits, signed, little endian
	soundBytes    = 2 * soundChannels
)

func (v *version2) version() string {
	var n [3]byte
	v.GetVersion(&n)
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2])
}

func (v *version2) successIsTrue() bool { return false }

func (v *version2) layout() *layout {
	var n [3]byte
	if v.GetVersion(&n); n[1] == 0 && n[2] < 18 {
		old := layout2
		old.wheel, old.wheelFloats = 16, false
		return &old
	}
	return &layout2
}

func (v *version2) createWindow(title string, width, height int32) uintptr {
	return v.CreateWindow(title, centred, centred, width, height, windowFlags)
}

func (v *version2) windowPixels(window uintptr, width, height *int32) {
	v.GLGetDrawableSize(window, width, height)
}

func (v *version2) setFullscreen(window uintptr, on bool) {
	var flags uint32
	if on {
		flags = fullscreen2
	}
	v.SetWindowFullscreen(window, flags)
}

func (v *version2) destroyContext(context uintptr) { v.GLDeleteContext(context) }
func (v *version2) startInput()                    { v.StopTextInput() }

func (v *version2) setRelative(_ uintptr, on bool) { v.SetRelativeMouseMode(on) }

func (v *version2) showPointer(on bool) {
	if on {
		v.ShowCursor(1)
		return
	}
	v.ShowCursor(0)
}

func (v *version2) warp(window uintptr, x, y float32) {
	v.WarpMouseInWindow(window, int32(x), int32(y))
}

func (v *version2) createSurface(pixels *byte, width, height int32) uintptr {
	return v.CreateRGBSurfaceWithFormatFrom(pixels, width, height, 32, 4*width, pixelFormat)
}

func (v *version2) destroySurface(surface uintptr) { v.FreeSurface(surface) }
func (v *version2) destroyCursor(cursor uintptr)   { v.FreeCursor(cursor) }

func (v *version2) openSound() uintptr {
	want := spec2{Freq: soundRate, Format: soundFormat, Channels: soundChannels, Samples: bufferedSamples2}
	return uintptr(v.OpenAudioDevice(0, 0, &want, 0, 0))
}

func (v *version2) queueSound(device uintptr, samples []int16) {
	v.QueueAudio(uint32(device), unsafe.SliceData(samples), uint32(2*len(samples)))
}

func (v *version2) queuedSound(device uintptr) int {
	return int(v.GetQueuedAudioSize(uint32(device))) / soundBytes
}

func (v *version2) clearSound(device uintptr) { v.ClearQueuedAudio(uint32(device)) }

func (v *version2) pauseSound(device uintptr, paused bool) {
	var n int32
	if paused {
		n = 1
	}
	v.PauseAudioDevice(uint32(device), n)
}

func (v *version2) closeSound(device uintptr) { v.CloseAudioDevice(uint32(device)) }

func (v *version2) openPad(device uint32) (pad uintptr, id uint32) {
	if pad = v.GameControllerOpen(int32(device)); pad == 0 {
		return 0, 0
	}
	return pad, uint32(v.JoystickInstanceID(v.GameControllerGetJoystick(pad)))
}

func (v *version2) rumble(pad uintptr, low, high uint16, milliseconds uint32) {
	v.GameControllerRumble(pad, low, high, milliseconds)
}

func (v *version2) closePad(pad uintptr) { v.GameControllerClose(pad) }
