//go:build !nosdk && amd64

package viewer

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/viewer/xvfb"
)

// film is a stream of pictures that nobody has drawn.
type film struct {
	pictures, destroyed atomic.Int32
	first               chan struct{}
}

func (f *film) GLRenderFrame(uint8, time.Duration) (bool, error) {
	if f.pictures.Add(1) == 1 {
		close(f.first)
	}
	return true, nil
}

func (f *film) GLDestroy(uint8) { f.destroyed.Add(1) }

func (f *film) PollAudio(limit time.Duration, play func([]int16)) (bool, error) {
	play(make([]int16, 960))
	<-time.After(min(limit, 10*time.Millisecond))
	return true, nil
}

func (f *film) PollEvents(limit time.Duration) (parsecsdk.Event, bool) {
	<-time.After(limit)
	return parsecsdk.CursorEvent{Width: 2, Height: 2, Image: make([]byte, 16)}, true
}

func (f *film) SetDimensions(uint8, int, int, float32) error { return nil }
func (f *film) SendMessage(parsecsdk.Message) error          { return nil }
func (f *film) SendUserData(uint32, string) error            { return nil }

// opened is a window on a display of its own. The test's goroutine is the main thread.
func opened(t *testing.T) *Viewer {
	t.Helper()
	v, err := Open(Settings{Title: "a film", Width: 320, Height: 180, NoVSync: true, Log: func(string) {}, Lost: func() {}})
	if err != nil {
		t.Skipf("no window can be shown here: %v", err)
	}
	return v
}

// showFilm opens a window, shows a film until its first picture, and closes the window.
func showFilm(t *testing.T) {
	v := opened(t)
	f := &film{first: make(chan struct{})}
	go func() {
		v.Show(f)
		<-f.first
		v.Hide()
		v.Quit()
	}()
	v.Run()
	v.Close()
	if f.destroyed.Load() != 1 {
		t.Errorf("what draws was let go %d times", f.destroyed.Load())
	}
}

// openings are enough to see what each one leaves behind; with -count there are more.
const openings = 15

func TestWindowsLeaveNothingBehind(t *testing.T) {
	display := xvfb.Start(t)
	t.Setenv("DISPLAY", display.Name)
	t.Setenv("SDL_AUDIODRIVER", "dummy")
	t.Setenv("SDL_AUDIO_DRIVER", "dummy")
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for range 2 { // what is loaded once stays
		showFilm(t)
	}
	before := usage(t)
	for range openings {
		showFilm(t)
	}
	after := usage(t)
	if after.descriptors > before.descriptors || after.goroutines > before.goroutines || after.memory > before.memory+openings<<20 {
		t.Errorf("before there were %v, now there are %v", before, after)
	}
	t.Logf("before there were %v, now there are %v", before, after)
}

// used is what the process has.
type used struct {
	descriptors, goroutines int
	memory                  int // bytes that are resident
}

func (u used) String() string {
	return fmt.Sprintf("%d descriptors, %d goroutines, %d MB", u.descriptors, u.goroutines, u.memory>>20)
}

func usage(t *testing.T) used {
	t.Helper()
	runtime.GC()
	descriptors, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(bytes.TrimSpace(statm)))
	pages, err := strconv.Atoi(fields[1])
	if err != nil {
		t.Fatal(err)
	}
	return used{len(descriptors), runtime.NumGoroutine(), pages * os.Getpagesize()}
}
