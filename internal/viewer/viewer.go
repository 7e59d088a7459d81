package viewer

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/sdl"
)

// Stream is what is shown: a connection that stands, such as a *parsecsdk.Client.
type Stream interface {
	GLRenderFrame(stream uint8, timeout time.Duration) (bool, error)
	GLDestroy(stream uint8)
	PollAudio(timeout time.Duration, play func(samples []int16)) (bool, error)
	PollEvents(timeout time.Duration) (parsecsdk.Event, bool)
	SetDimensions(stream uint8, width, height int, scale float32) error
	SendMessage(message parsecsdk.Message) error
	SendUserData(id uint32, text string) error
}

// Settings are how to show it. Their texts are safe to show.
type Settings struct {
	Title         string
	Width, Height int // of the window, in points
	Fullscreen    bool
	NoVSync       bool // pictures are shown at once, even in the midst of one
	NoSound       bool
	GrabKeys      bool // also keys that the desktop has a use for go to the host
	Clipboard     bool // both sides share it
	Log           func(line string)
	// Lost is called when the display is gone, on a goroutine of its own. It has to end the process, whose
	// main thread is held then.
	Lost func()
}

// Viewer is the window.
type Viewer struct {
	settings Settings
	lib      *sdl.Library
	window   *sdl.Window
	sound    *sdl.Sound // nil without

	left, lost atomic.Bool
	pictures   atomic.Uint64         // drawn since Open
	status     atomic.Pointer[int32] // of the stream, until somebody asked
	size       atomic.Pointer[dimensions]
	exposed    atomic.Bool

	mu      sync.Mutex
	tasks   []func()
	showing *showing // nil between streams

	// What follows belongs to the main thread.
	quit       bool
	input      input
	hold       hold
	pointer    *sdl.Pointer
	shown      bool
	line       string // that the title tells
	blocked    bool   // the host takes no input
	fullscreen bool   // as the user wants it
	covers     bool   // as it is
	copied     string // what was last put into the clipboard, or sent from it
}

// dimensions are those of the window in points, and how many pixels a point is wide.
type dimensions struct {
	width, height int
	scale         float32
}

// waitFor is how long the main thread waits for something to happen. Whoever wants something wakes it.
const waitFor = time.Second

// Open makes the window, which stays hidden until there is a stream. Its errors know a remedy. That there
// is no sound to be had is only logged.
func Open(settings Settings) (*Viewer, error) {
	lib, err := sdl.Start(runtime.GOOS)
	if err != nil {
		return nil, err
	}
	v := &Viewer{settings: settings, lib: lib, fullscreen: settings.Fullscreen}
	if v.window, err = lib.OpenWindow(settings.Title, settings.Width, settings.Height); err != nil {
		lib.Stop()
		return nil, err
	}
	v.window.Drop()
	sdl.OnDisplayLost(func() { v.lost.Store(true); settings.Lost() })
	if !settings.NoSound {
		if v.sound, err = lib.OpenSound(); err != nil {
			settings.Log(err.Error())
		}
	}
	v.input = input{send: v.send, pads: make(map[uint32]rumbler), open: v.openPad}
	v.hold = hold{held: true}
	settings.Log("the window is drawn by SDL " + lib.Version())
	return v, nil
}

// Close removes the window. Nothing is shown any more.
func (v *Viewer) Close() {
	if v.sound != nil {
		v.sound.Close()
	}
	for _, pad := range v.input.pads {
		pad.Close()
	}
	v.window.Close()
	v.lib.Stop()
}

// Run handles what happens until Quit.
func (v *Viewer) Run() {
	for !v.quit {
		v.handle(v.lib.Wait(waitFor))
		v.work()
	}
}

// Quit lets Run return.
func (v *Viewer) Quit() { v.do(func() { v.quit = true }) }

// Left reports whether the user wants the connection to end.
func (v *Viewer) Left() bool { return v.left.Load() }

// Leave ends the connection, as closing the window does.
func (v *Viewer) Leave() { v.do(v.leave) }

// Focus brings the window to the front and gives it the keyboard, as far as the desktop lets it.
func (v *Viewer) Focus() {
	v.do(func() {
		if v.shown {
			v.window.Raise()
		}
	})
}

// Pictures is how many pictures were drawn since Open.
func (v *Viewer) Pictures() uint64 { return v.pictures.Load() }

// Status is what the host said of its picture since it was last asked for, if it did.
func (v *Viewer) Status() (code int32, told bool) {
	if status := v.status.Swap(nil); status != nil {
		return *status, true
	}
	return 0, false
}

// Tell has the title say how it stands, "" when all is well. What has to be said is seen: until all is
// well again, the window does not cover the screen.
func (v *Viewer) Tell(line string) {
	v.do(func() {
		if v.line != line {
			v.line = line
			v.decorate()
		}
	})
}

// do has the main thread do something, if it still can.
func (v *Viewer) do(task func()) {
	if v.lost.Load() {
		return
	}
	v.mu.Lock()
	v.tasks = append(v.tasks, task)
	v.mu.Unlock()
	v.lib.Wake()
}

// work does what was asked for.
func (v *Viewer) work() {
	v.mu.Lock()
	tasks := v.tasks
	v.tasks = nil
	v.mu.Unlock()
	for _, task := range tasks {
		task()
	}
}

// current is the stream that is shown, or nil.
func (v *Viewer) current() *showing {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.showing
}

// send sends input to the host. What cannot be sent has no host to go to.
func (v *Viewer) send(message parsecsdk.Message) {
	if s := v.current(); s != nil {
		_ = s.stream.SendMessage(message)
	}
}

// handle deals with one event on the main thread.
func (v *Viewer) handle(event sdl.Event) {
	switch event := event.(type) {
	case nil, sdl.Woken:
	case sdl.Closed:
		v.leave()
	case sdl.Resized:
		v.measure()
	case sdl.Exposed:
		v.exposed.Store(true)
	case sdl.Focus:
		v.focused(event.Gained)
	case sdl.ClipboardChanged:
		v.offerClipboard()
	case sdl.Key:
		if s, ours := v.input.shortcut(event); ours {
			v.follow(s)
		} else if v.hold.held {
			v.input.take(event)
		}
	case sdl.Button:
		if !v.clicked(event) {
			v.input.take(event)
		}
	case sdl.Motion, sdl.Wheel:
		if v.hold.held {
			v.input.take(event)
		}
	default:
		v.input.take(event)
	}
}

// focused says whether keys come here now. What is down goes up at the host, which would never hear of it.
func (v *Viewer) focused(gained bool) {
	v.hold.focused = gained
	v.apply()
	if gained {
		v.offerClipboard()
		return
	}
	v.input.releaseAll()
}

func (v *Viewer) leave() {
	v.left.Store(true)
	v.window.Hide()
}

// measure notes the size of the window.
func (v *Viewer) measure() {
	width, height, scale := v.window.Size()
	v.size.Store(&dimensions{width, height, scale})
	v.exposed.Store(true)
}

// decorate brings the title and the cover of the screen up to date.
func (v *Viewer) decorate() {
	title := v.settings.Title
	switch {
	case v.line != "":
		title += ": " + v.line
	case v.blocked:
		title += ": the host takes no input for now"
	}
	v.window.SetTitle(title)
	if covers := v.shown && v.fullscreen && v.line == ""; covers != v.covers {
		v.covers = covers
		v.window.SetFullscreen(covers)
	}
}
