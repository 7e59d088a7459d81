package sdl

import (
	"strings"
	"unsafe"
)

// functions are those that are the same in both versions, but for how they tell success: see Library.ok.
// Each is called SDL_ and the name of its field, unless a tag gives the name.
type functions struct {
	SetMainReady          func()
	SetHint               func(name, value string) bool
	InitSubSystem         func(flags uint32) bool
	Quit                  func()
	GetError              func() string
	GetCurrentVideoDriver func() string
	Free                  func(memory *byte) `name:"SDL_free"`
	WaitEventTimeout      func(event *rawEvent, milliseconds int32) bool
	PushEvent             func(event *rawEvent) bool
	DestroyWindow         func(window uintptr)
	ShowWindow            func(window uintptr)
	HideWindow            func(window uintptr)
	RaiseWindow           func(window uintptr)
	RestoreWindow         func(window uintptr)
	GetWindowFlags        func(window uintptr) uint32 // version 3 has more of them, which are of no interest
	SetWindowTitle        func(window uintptr, title string)
	GetWindowSize         func(window uintptr, width, height *int32)
	SetWindowKeyboardGrab func(window uintptr, grab bool) `optional:"since 2.0.16"`
	GLCreateContext       func(window uintptr) uintptr    `name:"SDL_GL_CreateContext"`
	GLMakeCurrent         func(window, context uintptr)   `name:"SDL_GL_MakeCurrent"`
	GLGetCurrentContext   func() uintptr                  `name:"SDL_GL_GetCurrentContext"`
	GLSetSwapInterval     func(interval int32)            `name:"SDL_GL_SetSwapInterval"`
	GLSwapWindow          func(window uintptr)            `name:"SDL_GL_SwapWindow"`
	GLGetProcAddress      func(name string) uintptr       `name:"SDL_GL_GetProcAddress"`
	CreateColorCursor     func(surface uintptr, x, y int32) uintptr
	SetCursor             func(cursor uintptr)
	GetClipboardText      func() *byte
	SetClipboardText      func(text string)
}

// dialect is what differs between the versions.
type dialect interface {
	version() string
	successIsTrue() bool
	layout() *layout

	createWindow(title string, width, height int32) uintptr
	windowPixels(window uintptr, width, height *int32)
	setFullscreen(window uintptr, on bool)
	destroyContext(context uintptr)
	// startInput makes keys come as such, and not as text.
	startInput()

	setRelative(window uintptr, on bool)
	showPointer(on bool)
	warp(window uintptr, x, y float32)
	createSurface(pixels *byte, width, height int32) uintptr
	destroySurface(surface uintptr)
	destroyCursor(cursor uintptr)

	openSound() uintptr
	queueSound(device uintptr, samples []int16)
	queuedSound(device uintptr) int
	clearSound(device uintptr)
	pauseSound(device uintptr, paused bool)
	closeSound(device uintptr)

	openPad(device uint32) (pad uintptr, id uint32)
	rumble(pad uintptr, low, high uint16, milliseconds uint32)
	closePad(pad uintptr)
}

// goText is the text at p.
func goText(p *byte) string {
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return strings.Clone(unsafe.String(p, n))
}
