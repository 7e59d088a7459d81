//go:build !nosdk && amd64

package cli

import (
	"fmt"
	"image"
	"image/color"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
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
func show(t *testing.T, display *xvfb.Display, script string, change func(*guest.Window)) *shown {
	t.Helper()
	s := &shown{display: display}
	s.holder = newHolder(t, "aloud,"+script, func(settings *guest.Settings) {
		settings.Window = guest.Window{Width: 480, Height: 270}
		if change != nil {
			change(&settings.Window)
		}
	})
	s.Env = append(s.Env, "DISPLAY="+s.display.Name, "SDL_AUDIODRIVER=dummy", "SDL_AUDIO_DRIVER=dummy")
	s.begin()
	watchdog := time.AfterFunc(silence, func() { _ = s.Process.Kill() })
	t.Cleanup(func() { watchdog.Stop() })
	if !s.says("dimensions: stream 0") {
		log := strings.Join(s.said, "\n")
		if strings.Contains(log, "SDL, which a window needs") || strings.Contains(log, "with OpenGL") {
			t.Skipf("there is no SDL or no OpenGL (libsdl2-2.0-0, libgl1, libgl1-mesa-dri) to show a window with:\n%s", log)
		}
		t.Fatalf("nothing is shown:\n%s", log)
	}
	s.window = s.display.Window(t, "den-pc")
	s.do("windowfocus", "--sync", s.window)
	return s
}

// do lets the user do something.
func (s *shown) do(args ...string) { s.t.Helper(); s.display.Do(s.t, args...) }

// goOn has the host come to the next step of its script.
func (s *shown) goOn() { s.t.Helper(); s.do("key", "F12") }

// expectAll reads what the process says until there was a line with each of these words, in this order.
func (s *shown) expectAll(words ...string) {
	s.t.Helper()
	for _, w := range words {
		s.expect(w)
	}
}

var (
	red    = color.RGBA{255, 0, 0, 255}
	green  = color.RGBA{0, 255, 0, 255}
	blue   = color.RGBA{0, 0, 255, 255}
	white  = color.RGBA{255, 255, 255, 255}
	yellow = color.RGBA{255, 255, 0, 255}
)

// expectPicture wants the test picture around the middle of the screen, as far from it as that.
func (s *shown) expectPicture(x, y int) {
	s.t.Helper()
	const w, h = xvfb.Width / 2, xvfb.Height / 2
	s.display.Colours(s.t, map[image.Point]color.RGBA{
		image.Pt(w-x, h-y): red, image.Pt(w+x, h-y): green, image.Pt(w-x, h+y): blue, image.Pt(w+x, h+y): white,
	})
}

// TestAHostInAWindow uses one connection from the first picture to the end.
func TestAHostInAWindow(t *testing.T) {
	t.Parallel()
	s := show(t, xvfb.Start(t), "20:2,0:key,relative,0:key,absolute,0:key,copy,0", func(w *guest.Window) { w.Clipboard = true })
	for _, part := range []struct {
		name string
		run  func(*shown)
	}{
		{"its picture is seen", func(s *shown) { s.expectPicture(200, 100) }},
		{"input reaches it", (*shown).useEverything},
		{"it holds the pointer and lets it go", (*shown).losePointer},
		{"the clipboard is shared where that is wanted", (*shown).shareClipboard},
		{"the window changes its size and covers the screen", (*shown).changeSize},
		{"keys that are down go up when the window loses them, which can be asked for", (*shown).comeBack},
		{"a shortcut ends the connection", func(s *shown) {
			s.do("key", "ctrl+alt+shift+q")
			s.wanted()
			s.display.Gone(s.t, "den-pc")
		}},
	} {
		if !t.Run(part.name, func(t *testing.T) { s.t = t; part.run(s) }) {
			return // what follows would fail by that
		}
	}
}

func (s *shown) useEverything() {
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
}

func (s *shown) losePointer() {
	s.goOn()
	step, motion := -3, ""
	for tries := 0; motion == "" && tries < 200; tries++ {
		step = -step
		from := len(s.said)
		s.do("mousemove_relative", "--", strconv.Itoa(step), "0")
		s.do("key", "a") // which is always told: a motion while the pointer changes hands is not
		s.expect("key: 4, mod 0, pressed 0")
		for _, line := range s.said[from:] {
			if strings.Contains(line, "relative 1") {
				motion = line
			}
		}
	}
	if !strings.Contains(motion, fmt.Sprintf("motion: %d 0, relative 1", step)) {
		s.t.Errorf("it says %q", motion)
	}
	s.goOn()
	s.expect("motion: 30 40, relative 0") // where the host's pointer is
	s.display.Colour(s.t, yellow)
}

func (s *shown) shareClipboard() {
	s.goOn()
	s.display.Until(s.t, "the host's text", func() bool {
		out, _ := s.display.Command("xclip", "-selection", "clipboard", "-o").Output() // it fails where there is none
		return string(out) == "from the host"
	})
	s.copy("from here")
	s.expect("user data 7: from here")
}

func (s *shown) changeSize() {
	s.do("windowsize", s.window, "400", "300")
	s.expect("dimensions: stream 0, 400x300 at 1.00")
	s.do("key", "ctrl+alt+shift+f")
	s.expect(fmt.Sprintf("dimensions: stream 0, %dx%d at 1.00", xvfb.Width, xvfb.Height))
	s.expectPicture(xvfb.Width/2-10, xvfb.Height/2-10)
	s.do("key", "ctrl+alt+shift+f")
	s.expect("dimensions: stream 0, 400x300 at 1.00")
}

func (s *shown) comeBack() {
	s.display.Focused(s.t, s.window)
	s.do("keydown", "a")
	s.expect("key: 4, mod 0, pressed 1")
	s.do("windowminimize", s.window)
	s.expect("message 9")
	s.do("keyup", "a")
	if err := connection.Focus(s.record); err != nil {
		s.t.Fatal(err)
	}
	s.display.Focused(s.t, s.window)
	s.do("key", "b")
	s.expect("key: 5, mod 0, pressed 1")
}

func TestAWindowThatCoversTheScreenShowsTroubleInItsTitle(t *testing.T) {
	t.Parallel()
	s := show(t, xvfb.Start(t), "20:2,0:key,-12007;aloud,waiting,20:5,0", func(w *guest.Window) { w.Fullscreen = true })
	s.expectPicture(xvfb.Width/2-10, xvfb.Height/2-10)
	s.goOn()
	s.display.Window(t, "den-pc: the network was gone .*again in.*")
	s.expect(fmt.Sprintf("dimensions: stream 0, %dx%d", xvfb.Width, xvfb.Height))
	s.window = s.display.Window(t, "den-pc")
	s.display.Focused(t, s.window)
	s.do("key", "alt+F4")
	s.wanted()
}

func TestAWindowEndsWithItsConnection(t *testing.T) {
	t.Parallel()
	display := xvfb.Start(t)
	s := show(t, display, "20:2,0:key,4", nil)
	s.goOn()
	if code, last := s.end(); code != exitFailure || last.Code != 4 {
		t.Errorf("exit code %d, the last report is %+v", code, last)
	}
	s = show(t, display, "20:2,0", nil)
	s.signal(syscall.SIGKILL)
	if code := s.exit(t); code != -1 {
		t.Errorf("exit code %d", code)
	}
	display.Gone(t, "den-pc")
}

func TestTheClipboardIsNotSharedUnlessThatIsWanted(t *testing.T) {
	t.Parallel()
	s := show(t, xvfb.Start(t), "20:2,0", nil)
	s.copy("from here")
	s.do("windowminimize", s.window)
	s.expect("message 9")
	s.do("windowactivate", "--sync", s.window)
	s.do("key", "a")
	s.expect("key: 4")
	s.signal(syscall.SIGTERM)
	s.wanted()
	if log := strings.Join(s.said, "\n"); strings.Contains(log, "user data 7") {
		t.Errorf("it is sent:\n%s", log)
	}
}

func TestALostDisplayEndsTheConnectionWithAReason(t *testing.T) {
	t.Parallel()
	s := show(t, xvfb.Start(t), "20:2,0", nil)
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

// copy puts a text into the clipboard.
func (s *shown) copy(text string) {
	s.t.Helper()
	owner := s.display.Command("xclip", "-selection", "clipboard", "-i")
	owner.Stdin = strings.NewReader(text)
	if err := owner.Run(); err != nil {
		s.t.Fatal(err)
	}
}
