//go:build linux

package xvfb

import (
	"bufio"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The size of the screen.
const (
	Width  = 1280
	Height = 800
)

// How often the screen is looked at for what is to come, and how many times.
const (
	lookEvery = 20 * time.Millisecond
	looks     = 3000
)

// Display is an X server.
type Display struct {
	Name   string // for the variable DISPLAY
	server *exec.Cmd
}

// Start starts one, until the test is over. Where a program is missing that this needs, the test is skipped.
func Start(tb testing.TB) *Display {
	tb.Helper()
	for _, program := range []string{"Xvfb", "openbox", "xdotool", "import", "xclip"} {
		if _, err := exec.LookPath(program); err != nil {
			tb.Skipf("there is no %s (xvfb, openbox, xdotool, imagemagick, xclip) to see and use a window with", program)
		}
	}
	number, theirs, err := os.Pipe()
	if err != nil {
		tb.Fatal(err)
	}
	defer number.Close()
	d := &Display{server: exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")}
	d.server.ExtraFiles = []*os.File{theirs}
	err = d.server.Start()
	_ = theirs.Close()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(d.Kill)
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		tb.Skipf("Xvfb does not start: %v", err)
	}
	d.Name = ":" + strings.TrimSpace(line)
	manager := d.Command("openbox", "--sm-disable", "--config-file", os.DevNull)
	if err := manager.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = manager.Process.Kill(); _ = manager.Wait() }) // it has ended with its server
	d.Until(tb, "a window manager", func() bool {
		out, _ := d.Command("xdotool", "get_num_desktops").Output()
		return len(bytes.TrimSpace(out)) > 0
	})
	return d
}

// Kill ends the server, with everything that is on it.
func (d *Display) Kill() { _ = d.server.Process.Kill(); _ = d.server.Wait() }

// Command is a program with this display.
func (d *Display) Command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.Name)
	return cmd
}

// Do lets xdotool do something.
func (d *Display) Do(tb testing.TB, args ...string) {
	tb.Helper()
	if out, err := d.Command("xdotool", args...).CombinedOutput(); err != nil {
		tb.Fatalf("xdotool %q: %v\n%s", args, err, out)
	}
}

// Window waits for a window with this title that can be seen, and returns its number.
func (d *Display) Window(tb testing.TB, title string) (number string) {
	tb.Helper()
	d.Until(tb, "a window called "+title, func() bool {
		number = d.find(title)
		return number != ""
	})
	return number
}

// Gone waits until there is no such window.
func (d *Display) Gone(tb testing.TB, title string) {
	tb.Helper()
	d.Until(tb, "no window called "+title, func() bool { return d.find(title) == "" })
}

func (d *Display) find(title string) string {
	out, _ := d.Command("xdotool", "search", "--onlyvisible", "--name", "^"+title+"$").Output() // it fails where there is none
	first, _, _ := strings.Cut(string(out), "\n")
	return first
}

// Colours waits until the screen has these colours at these places.
func (d *Display) Colours(tb testing.TB, want map[image.Point]color.RGBA) {
	tb.Helper()
	var last map[image.Point]color.RGBA
	defer func() {
		if tb.Failed() {
			tb.Logf("the screen has %v", last)
		}
	}()
	d.Until(tb, "these colours", func() bool {
		last = d.look(want)
		for at, colour := range want {
			if last[at] != colour {
				return false
			}
		}
		return true
	})
}

// look takes a picture of the screen.
func (d *Display) look(at map[image.Point]color.RGBA) map[image.Point]color.RGBA {
	out, err := d.Command("import", "-window", "root", "png:-").Output()
	if err != nil {
		return nil
	}
	screen, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		return nil
	}
	got := make(map[image.Point]color.RGBA)
	for p := range at {
		r, g, b, _ := screen.At(p.X, p.Y).RGBA()
		got[p] = color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
	}
	return got
}

// Until waits for something that nobody tells of.
func (d *Display) Until(tb testing.TB, what string, is func() bool) {
	tb.Helper()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for range looks {
		if is() {
			return
		}
		<-ticker.C
	}
	tb.Fatalf("there is never %s", what)
}
