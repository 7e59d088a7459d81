//go:build !nosdk && amd64

package cli

import (
	"image"
	"image/color"
	"strings"
	"syscall"
	"testing"
	"time"

	"parsec-hosts/internal/guest"
	"parsec-hosts/internal/viewer/xvfb"
)

// shown is a connection in a window.
type shown struct {
	*holder
	display *xvfb.Display
	window  string
}

// silence is how long a test waits for what a process does not say.
const silence = 2 * time.Minute

// show connects and waits for the window. What goes to the host is said aloud.
func show(t *testing.T, script string, change func(*guest.Window)) *shown {
	t.Helper()
	s := &shown{display: xvfb.Start(t)}
	s.holder = newHolder(t, "aloud,"+script, func(settings *guest.Settings) {
		settings.Window = guest.Window{}
		if change != nil {
			change(&settings.Window)
		}
	})
	s.Env = append(s.Env, "DISPLAY="+s.display.Name, "SDL_AUDIODRIVER=dummy", "SDL_AUDIO_DRIVER=dummy")
	s.begin()
	watchdog := time.AfterFunc(silence, func() { _ = s.Process.Kill() })
	t.Cleanup(func() { watchdog.Stop() })
	s.expect("dimensions: stream 0")
	if strings.Contains(strings.Join(s.said, "\n"), "could not be loaded") {
		t.Skip("there is no SDL to show a window with")
	}
	s.window = s.display.Window(t, "den-pc")
	return s
}

// do lets the user do something.
func (s *shown) do(args ...string) { s.t.Helper(); s.display.Do(s.t, args...) }

// expectAll reads what the process says until there was a line with each of these words, in this order.
func (s *shown) expectAll(words ...string) {
	s.t.Helper()
	for _, w := range words {
		s.expect(w)
	}
}

var (
	red   = color.RGBA{255, 0, 0, 255}
	green = color.RGBA{0, 255, 0, 255}
	blue  = color.RGBA{0, 0, 255, 255}
	white = color.RGBA{255, 255, 255, 255}
)

// expectPicture wants the test picture around the middle of the screen, as far from it as that.
func (s *shown) expectPicture(x, y int) {
	s.t.Helper()
	const w, h = xvfb.Width / 2, xvfb.Height / 2
	s.display.Colours(s.t, map[image.Point]color.RGBA{
		image.Pt(w-x, h-y): red, image.Pt(w+x, h-y): green, image.Pt(w-x, h+y): blue, image.Pt(w+x, h+y): white,
	})
}

func TestTheWindowShowsThePictureOfTheHost(t *testing.T) {
	s := show(t, "20:2,0", func(w *guest.Window) { w.Width, w.Height = 640, 360 })
	s.expectPicture(280, 150)
	s.stop()
	s.wanted()
	s.display.Gone(t, "den-pc")
}

func TestEveryKindOfInputReachesTheHost(t *testing.T) {
	s := show(t, "20:2,0", nil)
	s.do("windowfocus", "--sync", s.window)
	s.do("key", "a")
	s.expectAll("key: 4, mod 0, pressed 1", "key: 4, mod 0, pressed 0")
	s.do("key", "shift+F1")
	s.expectAll("key: 225, mod 1, pressed 1", "key: 58, mod 1, pressed 1")
	s.do("mousemove", "--window", s.window, "200", "100")
	s.expect("motion: 200 100, relative 0, scale 0, stream 0")
	for button, number := range map[string]string{"1": "1", "2": "2", "3": "3", "8": "4", "9": "5"} {
		s.do("click", button)
		s.expectAll("button: "+number+", pressed 1", "button: "+number+", pressed 0")
	}
	for button, turned := range map[string]string{"4": "0 120", "5": "0 -120", "6": "-120 0", "7": "120 0"} {
		s.do("click", button)
		s.expect("wheel: " + turned)
	}
	s.stop()
	s.wanted()
}

func TestTheHostHoldsThePointerAndLetsItGo(t *testing.T) {
	s := show(t, "20:2,0:20,relative,0:80,absolute,0", nil)
	s.do("windowfocus", "--sync", s.window)
	for range 200 {
		s.do("mousemove_relative", "--", "3", "-2")
		if strings.Contains(s.next(), "relative 1") {
			break
		}
	}
	if last := s.said[len(s.said)-1]; !strings.Contains(last, "motion: 3 -2, relative 1") {
		t.Errorf("it says %q", last)
	}
	s.expect("motion: 30 40, relative 0") // where the host's pointer is
	s.stop()
	s.wanted()
}

// next reads the next line of what the user did.
func (s *shown) next() string {
	s.t.Helper()
	s.expect("motion: ")
	return s.said[len(s.said)-1]
}

func TestKeysThatAreDownGoUpWhenTheWindowLosesThem(t *testing.T) {
	s := show(t, "20:2,0", nil)
	s.do("windowfocus", "--sync", s.window)
	s.do("keydown", "a")
	s.expect("key: 4, mod 0, pressed 1")
	s.do("windowminimize", s.window)
	s.expect("message 9")
	s.do("keyup", "a")
	s.stop()
	s.wanted()
}

func TestTheWindowChangesItsSizeAndCoversTheScreen(t *testing.T) {
	s := show(t, "20:2,0", func(w *guest.Window) { w.Width, w.Height = 640, 360 })
	s.do("windowsize", s.window, "800", "600")
	s.expect("dimensions: stream 0, 800x600 at 1.00")
	s.do("windowfocus", "--sync", s.window)
	s.do("key", "ctrl+alt+shift+f")
	s.expect("dimensions: stream 0, 1280x800 at 1.00")
	s.expectPicture(630, 390)
	s.do("key", "ctrl+alt+shift+f")
	s.expect("dimensions: stream 0, 800x600 at 1.00")
	s.stop()
	s.wanted()
}

func TestAWindowThatCoversTheScreenShowsTroubleInItsTitle(t *testing.T) {
	s := show(t, "20:2,0:100,-12007;aloud,waiting,20:30,0", func(w *guest.Window) { w.Fullscreen = true })
	s.expectPicture(630, 390)
	s.display.Window(t, "den-pc: the network was gone .*again in.*")
	s.display.Window(t, "den-pc: waiting for someone at the host to accept.*")
	s.expect("dimensions: stream 0, 1280x800")
	s.display.Window(t, "den-pc")
	s.stop()
	s.wanted()
}

func TestTheUserEndsTheConnection(t *testing.T) {
	for _, keys := range []string{"ctrl+alt+shift+q", "alt+F4"} {
		t.Run(keys, func(t *testing.T) {
			s := show(t, "20:2,0", nil)
			s.do("windowfocus", "--sync", s.window)
			s.do("key", keys)
			s.wanted()
			s.display.Gone(t, "den-pc")
		})
	}
}

func TestAWindowEndsWithItsConnectionAndASignal(t *testing.T) {
	s := show(t, "20:2,0:60,4", nil)
	if code, last := s.end(); code != exitFailure || last.Code != 4 {
		t.Errorf("exit code %d, the last report is %+v", code, last)
	}
	s = show(t, "20:2,0", nil)
	s.signal(syscall.SIGTERM)
	s.wanted()
	s = show(t, "20:2,0", nil)
	s.signal(syscall.SIGKILL)
	if code := s.exit(t); code != -1 {
		t.Errorf("exit code %d", code)
	}
	s.display.Gone(t, "den-pc")
}

func TestALostDisplayEndsTheConnectionWithAReason(t *testing.T) {
	s := show(t, "20:2,0", nil)
	s.display.Kill()
	code, last := s.end()
	if code != exitFailure || !last.Failed() || last.Meaning != "the display of this computer is gone" || last.Remedy == "" {
		t.Errorf("exit code %d, the last report is %+v\n%s", code, last, strings.Join(s.said, "\n"))
	}
}

func TestWithoutADisplayThereIsAReasonOrNoWindow(t *testing.T) {
	for name, test := range map[string]struct {
		window guest.Window
		code   int
		says   string
	}{
		"refused":  {guest.Window{}, exitFailure, "a window"},
		"optional": {guest.Window{Optional: true}, exitFailure, "connecting without a window: "},
		"none":     {guest.Window{None: true}, exitFailure, "connected"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHolder(t, "0:2,4", func(s *guest.Settings) { s.Window = test.window }).begin()
			code, last := h.end()
			log := strings.Join(h.said, "\n")
			if code != test.code || !strings.Contains(log, test.says) || last.Remedy == "" {
				t.Errorf("exit code %d, the last report is %+v\n%s", code, last, log)
			}
			if connected := last.Code == 4; connected != (name != "refused") {
				t.Errorf("the last report is %+v", last)
			}
		})
	}
}

func TestTheClipboardIsSharedWhereThatIsWanted(t *testing.T) {
	s := show(t, "20:2,0:30,copy,0", func(w *guest.Window) { w.Clipboard = true })
	s.do("windowfocus", "--sync", s.window)
	s.display.Until(t, "the host's text", func() bool {
		out, _ := s.display.Command("xclip", "-selection", "clipboard", "-o").Output() // it fails where there is none
		return string(out) == "from the host"
	})
	s.copy("from here")
	s.expect("user data 7: from here")
	s.stop()
	s.wanted()
}

func TestTheClipboardIsNotSharedElse(t *testing.T) {
	s := show(t, "20:2,0", nil)
	s.do("windowfocus", "--sync", s.window)
	s.copy("from here")
	s.do("windowminimize", s.window)
	s.expect("message 9")
	s.do("windowactivate", "--sync", s.window)
	s.do("key", "a")
	s.expect("key: 4")
	s.stop()
	s.wanted()
	if log := strings.Join(s.said, "\n"); strings.Contains(log, "user data 7") {
		t.Errorf("it is sent:\n%s", log)
	}
}

// copy puts a text into the clipboard.
func (s *shown) copy(text string) {
	s.t.Helper()
	owner := s.display.Command("xclip", "-selection", "clipboard", "-i")
	owner.Stdin = strings.NewReader(text)
	if err := owner.Run(); err != nil {
		s.t.Fatal(err)
	}
}
