package sdl

import "runtime"

// Window is a window with an OpenGL context. It is hidden until it is shown.
type Window struct {
	l       *Library
	handle  uintptr
	context uintptr
}

// OpenWindow makes a window of a size in points. Its OpenGL context is current on the calling thread.
func (l *Library) OpenWindow(title string, width, height int) (*Window, error) {
	handle := l.version.createWindow(title, int32(width), int32(height))
	if handle == 0 {
		return nil, l.noOpenGL("window")
	}
	w := &Window{l: l, handle: handle, context: l.f.GLCreateContext(handle)}
	if w.context == 0 {
		err := l.noOpenGL("context")
		l.f.DestroyWindow(handle)
		return nil, err
	}
	l.version.startInput()
	return w, nil
}

func (l *Library) noOpenGL(what string) error {
	return &Error{
		"this display cannot be drawn to with OpenGL: " + l.problem() + " (" + what + ", SDL " + l.text + ")",
		"install the driver of the graphics card, or Mesa's (libgl1, libgl1-mesa-dri); --no-window connects without a picture",
	}
}

// Close removes the window. Its context is current on the calling thread or on none.
func (w *Window) Close() {
	w.l.f.GLMakeCurrent(w.handle, 0)
	w.l.version.destroyContext(w.context)
	w.l.f.DestroyWindow(w.handle)
}

// Show lets the window be seen.
func (w *Window) Show() { w.l.f.ShowWindow(w.handle) }

// Hide lets it not be seen.
func (w *Window) Hide() { w.l.f.HideWindow(w.handle) }

// Raise puts the window before all others and asks for the keyboard.
func (w *Window) Raise() {
	const minimized = 0x40
	if w.l.f.GetWindowFlags(w.handle)&minimized != 0 {
		w.l.f.RestoreWindow(w.handle) // one that is not minimized would lose its size by that
	}
	w.l.f.RaiseWindow(w.handle)
}

// SetTitle changes the title.
func (w *Window) SetTitle(title string) { w.l.f.SetWindowTitle(w.handle, title) }

// SetFullscreen lets the window cover its screen, or not.
func (w *Window) SetFullscreen(on bool) { w.l.version.setFullscreen(w.handle, on) }

// GrabKeys lets the window have those keys, too, that the desktop has a use for.
func (w *Window) GrabKeys(on bool) {
	if w.l.f.SetWindowKeyboardGrab != nil {
		w.l.f.SetWindowKeyboardGrab(w.handle, on)
	}
}

// Size is the width and the height in points, and how many pixels a point is wide.
func (w *Window) Size() (width, height int, scale float32) {
	var points, pixels [2]int32
	w.l.f.GetWindowSize(w.handle, &points[0], &points[1])
	w.l.version.windowPixels(w.handle, &pixels[0], &pixels[1])
	scale = 1
	if points[0] > 0 && pixels[0] > 0 {
		scale = float32(pixels[0]) / float32(points[0])
	}
	return int(points[0]), int(points[1]), scale
}

// Take makes the OpenGL context current on the calling goroutine, which is locked to its thread, and
// reports whether that worked. Drop lets another thread take it.
func (w *Window) Take() bool {
	w.l.f.GLMakeCurrent(w.handle, w.context)
	return w.l.f.GLGetCurrentContext() == w.context
}

// Drop makes the context current on no thread.
func (w *Window) Drop() { w.l.f.GLMakeCurrent(w.handle, 0) }

// SetVSync has Swap wait for the screen, or not. The context is current.
func (w *Window) SetVSync(on bool) {
	var interval int32
	if on {
		interval = 1
	}
	w.l.f.GLSetSwapInterval(interval)
}

// Swap shows what was drawn. The context is current.
func (w *Window) Swap() { w.l.f.GLSwapWindow(w.handle) }

// Black paints all of the window black. The context is current.
func (w *Window) Black() {
	const colorBuffer = 0x4000
	clearColor, clearBuffer := w.l.glClear()
	if clearColor != nil && clearBuffer != nil {
		clearColor(0, 0, 0, 1)
		clearBuffer(colorBuffer)
	}
}

// SetPointer lets the pointer look like image: 4 bytes a pixel, red, green, blue, alpha. The hot spot is
// the pixel that points. It reports whether that worked.
func (w *Window) SetPointer(image []byte, width, height, hotX, hotY int) (*Pointer, bool) {
	if width < 1 || height < 1 || len(image) != 4*width*height || hotX < 0 || hotX >= width || hotY < 0 || hotY >= height {
		return nil, false
	}
	surface := w.l.version.createSurface(&image[0], int32(width), int32(height))
	if surface == 0 {
		return nil, false
	}
	cursor := w.l.f.CreateColorCursor(surface, int32(hotX), int32(hotY))
	w.l.version.destroySurface(surface)
	runtime.KeepAlive(image)
	if cursor == 0 {
		return nil, false
	}
	w.l.f.SetCursor(cursor)
	return &Pointer{w.l, cursor}, true
}

// Pointer is what the pointer looks like. It is closed once it looks like something else.
type Pointer struct {
	l      *Library
	handle uintptr
}

// Close frees the image.
func (p *Pointer) Close() { p.l.version.destroyCursor(p.handle) }

// ShowPointer lets the pointer be seen while it is over the window, or not.
func (w *Window) ShowPointer(on bool) { w.l.version.showPointer(on) }

// SetRelative holds the pointer, so that only its motion counts.
func (w *Window) SetRelative(on bool) { w.l.version.setRelative(w.handle, on) }

// Warp puts the pointer at a point of the window.
func (w *Window) Warp(x, y int) { w.l.version.warp(w.handle, float32(x), float32(y)) }
