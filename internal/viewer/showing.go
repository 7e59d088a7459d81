package viewer

import (
	"runtime"
	"sync"
	"time"

	"parsec-hosts/internal/parsecsdk"
)

const (
	// askFor is how long the library is asked for a picture, for sound or for an event at once. Hide waits
	// as long.
	askFor = 50 * time.Millisecond
	// restFor is between two questions where the library did not wait itself, since it is not connected.
	restFor = 10 * time.Millisecond
	// shakesFor is how long a gamepad shakes when the host says nothing more.
	shakesFor = 10 * time.Second
	// picture is the stream that is shown: the one of the host's first screen.
	picture = 0
)

// showing is one stream while it is shown.
type showing struct {
	*Viewer
	stream Stream
	ready  chan struct{} // closed when the window can be drawn to
	stop   chan struct{} // closed by Hide
	work   sync.WaitGroup
}

// Show shows a stream, in place of none.
func (v *Viewer) Show(stream Stream) {
	s := &showing{Viewer: v, stream: stream, ready: make(chan struct{}), stop: make(chan struct{})}
	v.mu.Lock()
	v.showing = s
	v.mu.Unlock()
	s.work.Go(s.draw)
	s.work.Go(s.listen)
	if v.sound != nil {
		s.work.Go(s.play)
	}
	v.do(func() { v.appear(); close(s.ready) })
}

// Hide stops showing it, and returns when nothing uses it any more, unless the display is gone: that holds
// whoever draws. The window stays.
func (v *Viewer) Hide() {
	v.mu.Lock()
	s := v.showing
	v.showing = nil
	v.mu.Unlock()
	if s == nil {
		return
	}
	close(s.stop)
	v.do(v.rest)
	if !v.lost.Load() {
		s.work.Wait()
	}
}

// appear shows the window for the first stream, on the main thread.
func (v *Viewer) appear() {
	if !v.shown {
		v.shown = true
		v.window.Show()
		v.window.Raise()
	}
	v.decorate()
	v.measure()
	v.apply()
	v.offerClipboard()
}

// rest lets go of everything that the stream before had, on the main thread.
func (v *Viewer) rest() {
	for _, pad := range v.input.pads {
		pad.Rumble(0, 0, 0)
	}
	v.blocked = false
	v.point(parsecsdk.CursorEvent{})
}

func (s *showing) over() bool {
	select {
	case <-s.stop:
		return true
	default:
		return false
	}
}

// pause waits for d or for the end.
func (s *showing) pause(d time.Duration) {
	select {
	case <-s.stop:
	case <-time.After(d):
	}
}

// draw draws every picture that comes, on a thread of its own, which has the OpenGL context.
func (s *showing) draw() {
	select {
	case <-s.ready:
	case <-s.stop:
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if !s.window.Take() {
		s.settings.Log("the window cannot be drawn to")
		return
	}
	defer s.window.Drop()
	s.window.SetVSync(!s.settings.NoVSync)
	s.blacken()
	var known dimensions
	for !s.over() {
		if size := *s.size.Load(); size != known {
			known = size
			_ = s.stream.SetDimensions(picture, size.width, size.height, size.scale) // a window too small to draw to keeps the last one
		}
		drawn, err := s.stream.GLRenderFrame(picture, askFor)
		switch {
		case err != nil:
			s.pause(restFor)
		case drawn:
			s.pictures.Add(1)
			s.exposed.Store(false)
			s.window.Swap()
		case s.exposed.Swap(false):
			s.window.Swap() // the library has drawn the picture before once more
		}
	}
	s.stream.GLDestroy(picture)
	s.blacken()
}

func (s *showing) blacken() {
	s.window.Black()
	s.window.Swap()
}

// listen follows what the host tells.
func (s *showing) listen() {
	for !s.over() {
		event, ok := s.stream.PollEvents(askFor)
		if !ok {
			s.pause(time.Millisecond) // the library need not have waited
			continue
		}
		switch event := event.(type) {
		case parsecsdk.StreamEvent:
			if event.Stream == picture {
				s.status.Store(&event.Code)
			}
		case parsecsdk.CursorEvent:
			if event.Stream == picture {
				s.onMain(func() { s.point(event) })
			}
		case parsecsdk.RumbleEvent:
			s.onMain(func() { s.input.rumble(event) })
		case parsecsdk.BlockedEvent:
			s.onMain(func() { s.blocked = true; s.decorate() })
		case parsecsdk.UnblockedEvent:
			s.onMain(func() { s.blocked = false; s.decorate() })
		case parsecsdk.UserDataEvent:
			if event.ID == parsecsdk.ClipboardID {
				s.onMain(func() { s.takeClipboard(event.Text) })
			}
		}
	}
}

// onMain has the main thread do something, unless the stream is not shown any more by then.
func (s *showing) onMain(task func()) {
	s.do(func() {
		if !s.over() {
			task()
		}
	})
}
