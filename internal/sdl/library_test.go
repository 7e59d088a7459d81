package sdl

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestTheMainThreadIsWokenFromAnother(t *testing.T) {
	l := started(t)
	go l.Wake()
	l.expect(t, func(e Event) bool { return e == Woken{} })
}

func TestTheClipboardKeepsAText(t *testing.T) {
	l := started(t)
	l.SetClipboard("Grüße\nzwei")
	if got := l.Clipboard(); got != "Grüße\nzwei" {
		t.Errorf("got %q", got)
	}
}

func TestSoundIsPlayedAsTimePasses(t *testing.T) {
	l := started(t)
	sound, err := l.OpenSound()
	if err != nil {
		t.Fatal(err)
	}
	defer sound.Close()
	sound.Queue(make([]int16, 2*4800))
	if got := sound.Queued(); got != 4800 {
		t.Fatalf("%d pairs of samples wait, want 4800", got)
	}
	sound.Pause(false)
	for deadline := time.Now().Add(20 * time.Second); sound.Queued() > 0; l.Wait(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d pairs of samples still wait", sound.Queued())
		}
	}
	sound.Queue(make([]int16, 2*48000))
	if sound.Clear(); sound.Queued() != 0 {
		t.Errorf("%d pairs of samples wait after Clear", sound.Queued())
	}
}

func TestWithoutOpenGLThereIsNoWindowAndTheReasonIsTold(t *testing.T) {
	l := started(t)
	_, err := l.OpenWindow("a", 64, 36)
	if failed, ok := errors.AsType[*Error](err); !ok || !strings.Contains(failed.Error(), "OpenGL") || failed.Remedy() == "" {
		t.Errorf("got %v", err)
	}
}

func TestWithoutSDLItIsSaidWhatToInstall(t *testing.T) {
	for _, goos := range []string{"linux", "darwin", "windows"} {
		if Names(goos) == nil || !strings.Contains(Packages(goos), "SDL") {
			t.Errorf("%s: %v, %q", goos, Names(goos), Packages(goos))
		}
	}
	_, err := Start("plan9")
	if failed, ok := errors.AsType[*Error](err); !ok || failed.Remedy() == "" {
		t.Errorf("got %v", err)
	}
}
