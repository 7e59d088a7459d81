//go:build !nosdk && amd64 && (linux || darwin || windows)

package sdl

import (
	"fmt"
	"unsafe"
)

// version3 are the functions that only version 3 has in this form.
type version3 struct {
	GetVersion                 func() int32
	CreateWindow               func(title string, width, height int32, flags uint64) uintptr
	GetWindowSizeInPixels      func(window uintptr, width, height *int32) bool
	SetWindowFullscreen        func(window uintptr, on bool) bool
	GLDestroyContext           func(context uintptr) bool `name:"SDL_GL_DestroyContext"`
	SetWindowRelativeMouseMode func(window uintptr, on bool) bool
	ShowCursor                 func() bool
	HideCursor                 func() bool
	WarpMouseInWindow          func(window uintptr, x, y float32)
	CreateSurfaceFrom          func(width, height int32, format uint32, pixels *byte, pitch int32) uintptr
	DestroySurface             func(surface uintptr)
	DestroyCursor              func(cursor uintptr)
	OpenAudioDeviceStream      func(device uint32, spec *spec3, callback, opaque uintptr) uintptr
	PutAudioStreamData         func(stream uintptr, samples *int16, size int32) bool
	GetAudioStreamQueued       func(stream uintptr) int32
	ClearAudioStream           func(stream uintptr) bool
	PauseAudioStreamDevice     func(stream uintptr) bool
	ResumeAudioStreamDevice    func(stream uintptr) bool
	DestroyAudioStream         func(stream uintptr)
	OpenGamepad                func(id uint32) uintptr
	RumbleGamepad              func(pad uintptr, low, high uint16, milliseconds uint32) bool
	CloseGamepad               func(pad uintptr)
}

// spec3 is SDL_AudioSpec of version 3.
type spec3 struct{ Format, Channels, Freq int32 }

// defaultPlayback is the device that the system plays on.
const defaultPlayback = 0xffffffff

func (v *version3) version() string {
	n := v.GetVersion()
	return fmt.Sprintf("%d.%d.%d", n/1000000, n/1000%1000, n%1000)
}

func (v *version3) successIsTrue() bool { return true }
func (v *version3) layout() *layout     { return &layout3 }

func (v *version3) createWindow(title string, width, height int32) uintptr {
	return v.CreateWindow(title, width, height, windowFlags)
}

func (v *version3) windowPixels(window uintptr, width, height *int32) {
	v.GetWindowSizeInPixels(window, width, height)
}

func (v *version3) setFullscreen(window uintptr, on bool) { v.SetWindowFullscreen(window, on) }
func (v *version3) destroyContext(context uintptr)        { v.GLDestroyContext(context) }
func (v *version3) startInput()                           {}
func (v *version3) setRelative(window uintptr, on bool)   { v.SetWindowRelativeMouseMode(window, on) }

func (v *version3) showPointer(on bool) {
	if on {
		v.ShowCursor()
		return
	}
	v.HideCursor()
}

func (v *version3) warp(window uintptr, x, y float32) { v.WarpMouseInWindow(window, x, y) }

func (v *version3) createSurface(pixels *byte, width, height int32) uintptr {
	return v.CreateSurfaceFrom(width, height, pixelFormat, pixels, 4*width)
}

func (v *version3) destroySurface(surface uintptr) { v.DestroySurface(surface) }
func (v *version3) destroyCursor(cursor uintptr)   { v.DestroyCursor(cursor) }

func (v *version3) openSound() uintptr {
	return v.OpenAudioDeviceStream(defaultPlayback, &spec3{soundFormat, soundChannels, soundRate}, 0, 0)
}

func (v *version3) queueSound(device uintptr, samples []int16) {
	v.PutAudioStreamData(device, unsafe.SliceData(samples), int32(2*len(samples)))
}

func (v *version3) queuedSound(device uintptr) int {
	return int(v.GetAudioStreamQueued(device)) / soundBytes
}

func (v *version3) clearSound(device uintptr) { v.ClearAudioStream(device) }

func (v *version3) pauseSound(device uintptr, paused bool) {
	if paused {
		v.PauseAudioStreamDevice(device)
		return
	}
	v.ResumeAudioStreamDevice(device)
}

func (v *version3) closeSound(device uintptr) { v.DestroyAudioStream(device) }

func (v *version3) openPad(device uint32) (pad uintptr, id uint32) {
	return v.OpenGamepad(device), device
}

func (v *version3) rumble(pad uintptr, low, high uint16, milliseconds uint32) {
	v.RumbleGamepad(pad, low, high, milliseconds)
}

func (v *version3) closePad(pad uintptr) { v.CloseGamepad(pad) }
