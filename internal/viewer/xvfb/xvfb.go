//go:build linux

package xvfb

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The size of the screen.
const (
	Width  = 800
	Height = 500
)

// How often the screen is looked at for what is to come, and how many times.
const (
	lookEvery = 20 * time.Millisecond
	looks     = 3000
)

// Display is an X server.
type Display struct {
	Name   string // for the variable DISPLAY
	folder string // what is on the screen
	server *exec.Cmd
}

// Start starts one, until the test is over. Where a program is missing that this needs, the test is skipped.
func Start(tb testing.TB) *Display {
	tb.Helper()
	for _, program := range []string{"Xvfb", "openbox", "xdotool", "xclip"} {
		if _, err := exec.LookPath(program); err != nil {
			tb.Skipf("there is no %s (xvfb, openbox, xdotool, xclip) to see and use a window with", program)
		}
	}
	number, theirs, err := os.Pipe()
	if err != nil {
		tb.Fatal(err)
	}
	defer number.Close()
	d := &Display{folder: tb.TempDir()}
	d.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", Width, Height),
		"-fbdir", d.folder, "-nolisten", "tcp", "-noreset")
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

// Focused waits until the window with this number has the keyboard.
func (d *Display) Focused(tb testing.TB, number string) {
	tb.Helper()
	d.Until(tb, "the keyboard in window "+number, func() bool {
		out, _ := d.Command("xdotool", "getwindowfocus").Output() // it fails where no window has it
		return strings.TrimSpace(string(out)) == number
	})
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
		screen := d.look(tb)
		last = make(map[image.Point]color.RGBA)
		for at := range want {
			last[at] = screen.RGBAAt(at.X, at.Y)
		}
		return maps.Equal(last, want)
	})
}

// Colour waits until the screen has this colour anywhere.
func (d *Display) Colour(tb testing.TB, want color.RGBA) {
	tb.Helper()
	d.Until(tb, fmt.Sprint("the colour ", want), func() bool {
		return bytes.Contains(d.look(tb).Pix, []byte{want.R, want.G, want.B, want.A})
	})
}

// look takes a picture of the screen, from the file that the server draws into: an XWD, whose header tells
// in numbers of 4 bytes how long it is, how wide lines are, and how many colours stand before the pixels.
func (d *Display) look(tb testing.TB) *image.RGBA {
	tb.Helper()
	file, err := os.ReadFile(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil {
		tb.Fatal(err)
	}
	header := func(i int) int { return int(binary.BigEndian.Uint32(file[4*i:])) }
	const colourSize, length, lineSize, colours = 12, 0, 12, 19
	pixels := file[header(length)+colourSize*header(colours):]
	screen := image.NewRGBA(image.Rect(0, 0, Width, Height))
	for y := range Height {
		for x := range Width {
			p := pixels[y*header(lineSize)+4*x:]
			screen.SetRGBA(x, y, color.RGBA{p[2], p[1], p[0], 255})
		}
	}
	return screen
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
