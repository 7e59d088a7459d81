// Package sdl is what parsec-hosts uses of SDL: a window to draw into with OpenGL, input, sound and
// gamepads. SDL is loaded when it is needed, through purego and without cgo: version 3 or 2, whichever the
// system has. Whoever uses the package sees no difference between them.
//
// Everything belongs to the main thread, but for Wake, the methods of Sound, and what draws: an OpenGL
// context belongs to the thread that it was last made current on.
//
//   - library.go: SDL loaded and started, and its end.
//   - window.go, cursor.go: the window with its OpenGL context, the pointer.
//   - event.go, decode.go: what happens, and where it lies in memory in each version.
//   - sound.go, pad.go: sound and gamepads.
//   - functions.go, version2.go, version3.go: SDL as C sees it; what differs between the versions.
//   - load.go, load_unix.go, load_windows.go: loading it. load_none.go stands in for them where the Parsec
//     SDK cannot be loaded either.
package sdl
