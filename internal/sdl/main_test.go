package sdl

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

// TestMain lets the tests have SDL without a display, a sound card or gamepads.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{
		"SDL_VIDEODRIVER": "dummy", "SDL_VIDEO_DRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "SDL_AUDIO_DRIVER": "dummy",
		"SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS": "1",
	} {
		if err := os.Setenv(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// started is SDL on a thread that is the test's own.
func started(t *testing.T) *Library {
	t.Helper()
	runtime.LockOSThread()
	l, err := Start(runtime.GOOS)
	if err != nil {
		t.Skipf("there is no SDL here: %v", err)
	}
	t.Cleanup(func() { l.Stop(); runtime.UnlockOSThread() })
	return l
}

// expect waits for an event.
func (l *Library) expect(t *testing.T, wanted func(Event) bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		if event := l.Wait(100 * time.Millisecond); event != nil && wanted(event) {
			return
		}
	}
	t.Fatal("the event does not come")
}
