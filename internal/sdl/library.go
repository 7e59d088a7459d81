package sdl

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// Names are what the library's file is called on a system, the best first.
func Names(goos string) []string {
	return map[string][]string{
		"linux":   {"libSDL3.so.0", "libSDL2-2.0.so.0"},
		"darwin":  {"libSDL3.0.dylib", "libSDL3.dylib", "libSDL2-2.0.0.dylib", "libSDL2.dylib"},
		"windows": {"SDL3.dll", "SDL2.dll"},
	}[goos]
}

// Packages says what to install on a system, as a remedy.
func Packages(goos string) string {
	switch goos {
	case "linux":
		return "install SDL: libsdl3-0 or libsdl2-2.0-0 (Debian, Ubuntu), SDL3 or SDL2 (Fedora), sdl3 or sdl2 (Arch, Alpine)"
	case "darwin":
		return "install SDL: brew install sdl3, for x86-64 as the Parsec SDK is"
	}
	return "put SDL3.dll or SDL2.dll for x86-64, from libsdl.org, beside parsec-hosts.exe"
}

// Error is what keeps SDL from working here, and what to do about it.
type Error struct {
	What   string
	Advice string
}

func (e *Error) Error() string { return e.What }

// Remedy is one line without a full stop.
func (e *Error) Remedy() string { return e.Advice }

// What is started of SDL.
const (
	startVideo uint32 = 0x20
	startSound uint32 = 0x10
	startPads  uint32 = 0x2000
)

// Library is SDL, loaded and started.
type Library struct {
	f       *functions
	version dialect
	text    string // its version
	raw     rawEvent
}

// Start loads SDL and opens the display. What goes on here changes nothing about signals. Where there are
// no gamepads to be had, there are none.
func Start(goos string) (*Library, error) {
	var l *Library
	var failures []string
	for _, name := range Names(goos) {
		loaded, err := load(name)
		if err == nil {
			l = loaded
			break
		}
		failures = append(failures, err.Error())
	}
	if l == nil {
		return nil, &Error{"SDL, which a window needs, could not be loaded: " + strings.Join(failures, "; "), Packages(goos)}
	}
	l.f.SetMainReady()
	for _, hint := range hints {
		l.f.SetHint(hint[0], hint[1])
	}
	if err := l.openDisplay(); err != nil {
		l.f.Quit()
		return nil, err
	}
	l.f.InitSubSystem(startPads)
	return l, nil
}

// seen are the drivers whose windows can be seen on a desktop. Where SDL finds none of them, it takes one
// that draws into nothing, or over the text of a console.
var seen = []string{"x11", "wayland", "cocoa", "windows"}

// openDisplay wants a display that can be seen, or the one that the user asks SDL for.
func (l *Library) openDisplay() error {
	why := ""
	if !l.ok(l.f.InitSubSystem(startVideo)) {
		why = l.problem()
	} else if driver := l.f.GetCurrentVideoDriver(); !slices.Contains(seen, driver) &&
		driver != os.Getenv("SDL_VIDEODRIVER") && driver != os.Getenv("SDL_VIDEO_DRIVER") {
		why = "neither X11 nor Wayland"
	}
	if why == "" {
		return nil
	}
	return &Error{
		fmt.Sprintf("there is no display for a window: %s (SDL %s)", why, l.text),
		"connect from within a desktop, or without a picture (--no-window)",
	}
}

// hints are settings of SDL.
var hints = [][2]string{
	{"SDL_NO_SIGNAL_HANDLERS", "1"},
	{"SDL_APP_NAME", "parsec-hosts"},
	{"SDL_APP_ID", "parsec-hosts"},
	{"SDL_VIDEO_X11_WMCLASS", "parsec-hosts"},
	{"SDL_WINDOWS_DPI_AWARENESS", "permonitorv2"},
	{"SDL_WINDOWS_DPI_SCALING", "1"},
	{"SDL_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR", "0"},
}

// Version is that of SDL, and the driver of the display, such as "2.26.5 (x11)".
func (l *Library) Version() string { return l.text + " (" + l.f.GetCurrentVideoDriver() + ")" }

// Stop ends SDL.
func (l *Library) Stop() { l.f.Quit() }

// Wake makes Wait return with a Woken event. It may be called from any goroutine.
func (l *Library) Wake() {
	event := rawEvent{}
	event.set(0, typeWoken)
	l.f.PushEvent(&event)
}

// Clipboard is the text in the clipboard, "" where there is none.
func (l *Library) Clipboard() string {
	text := l.f.GetClipboardText()
	if text == nil {
		return ""
	}
	defer l.f.Free(text)
	return goText(text)
}

// SetClipboard puts text, which holds no zero byte, into the clipboard.
func (l *Library) SetClipboard(text string) { l.f.SetClipboardText(text) }

// ok tells success by what a function returned: version 2 has zero for it, version 3 has true.
func (l *Library) ok(returned bool) bool { return returned == l.version.successIsTrue() }

// problem is why the last function failed, in the words of SDL.
func (l *Library) problem() string {
	if text := strings.Join(strings.Fields(l.f.GetError()), " "); text != "" {
		return strings.TrimRight(text, ".")
	}
	return "no reason is given"
}
