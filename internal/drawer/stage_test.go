package drawer_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"parsec-hosts/internal/drawer"
)

// renderers are the two ways in which a program may draw.
var renderers = map[string]tea.ProgramOption{
	"stock":     func(*tea.Program) {},
	"on demand": drawer.OnDemand(nil),
}

// stage is a program on the model of a terminal, in a bubble of its own: its clock takes no time.
type stage struct {
	program *tea.Program
	keys    *io.PipeWriter
	ended   chan struct{}

	mu      sync.Mutex
	screen  *vt.Emulator
	title   string
	modes   map[string]bool
	written bytes.Buffer
	frames  []time.Time // when something was written
}

// perform runs play with model on a stage of width×height, and ends it.
func perform(t *testing.T, renderer tea.ProgramOption, model tea.Model, width, height int, play func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{screen: vt.NewEmulator(width, height), modes: map[string]bool{"7": true, "25": true}, ended: make(chan struct{})}
		s.watch()
		keys, typed := io.Pipe()
		s.keys = typed
		s.program = tea.NewProgram(model, tea.WithInput(keys), tea.WithOutput(s), tea.WithoutSignalHandler(),
			tea.WithWindowSize(width, height), tea.WithColorProfile(colorprofile.TrueColor),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), renderer)
		go s.answer()
		go func() {
			defer close(s.ended)
			if _, err := s.program.Run(); err != nil {
				t.Error(err)
			}
		}()
		play(s)
		s.program.Quit()
		<-s.ended
		typed.Close()
		if answers, ok := s.screen.InputPipe().(io.Closer); ok { // the screen's own Close races with its Read
			answers.Close()
		}
		<-time.After(time.Hour) // for the timers that the model has left
	})
}

// watch notes what the model of a terminal tells only once.
func (s *stage) watch() {
	s.screen.SetCallbacks(vt.Callbacks{
		Title:       func(title string) { s.title = title },
		EnableMode:  func(mode ansi.Mode) { s.modes[fmt.Sprint(mode)] = true },
		DisableMode: func(mode ansi.Mode) { delete(s.modes, fmt.Sprint(mode)) },
	})
}

// Write draws what the program writes. Like a terminal's driver it maps line feeds.
func (s *stage) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written.Write(text)
	s.frames = append(s.frames, time.Now())
	_, err := s.screen.Write(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	return len(text), err
}

// answer types what the terminal answers to the program's questions.
func (s *stage) answer() {
	answers := make(chan []byte, 1000) // so that no frame waits for the program to read
	go func() {
		for text := range answers {
			_, _ = s.keys.Write(text)
		}
	}()
	defer close(answers)
	for buffer := make([]byte, 1024); ; {
		n, err := s.screen.Read(buffer)
		if err != nil {
			return
		}
		answers <- bytes.Clone(buffer[:n])
	}
}

// send has the program handle messages, all of them before the next frame is looked at.
func (s *stage) send(messages ...tea.Msg) {
	for _, msg := range messages {
		s.program.Send(msg)
	}
	s.settle()
}

// settle waits until the effects of everything so far are drawn, by whichever clock.
func (s *stage) settle() { <-time.After(100 * time.Millisecond) }

// resize makes the terminal and the program as large.
func (s *stage) resize(width, height int) {
	s.mu.Lock()
	s.screen.Resize(width, height)
	s.mu.Unlock()
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.send(tea.ClearScreen()) // the library forgets what it has drawn on the new part of a larger screen
}

// look describes all that a user could see now, and how the terminal is set.
func (s *stage) look() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	cursor := "hidden"
	if !s.screen.CursorHidden() {
		shape, blinks := s.screen.CursorStyle()
		cursor = fmt.Sprint(s.screen.CursorPosition(), shape, blinks)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "alternate %v, cursor %s, title %q\nmodes %v\n%v %v %v\n", s.screen.IsAltScreen(),
		cursor, s.title, slices.Sorted(maps.Keys(s.modes)),
		s.screen.ForegroundColor(), s.screen.BackgroundColor(), s.screen.CursorColor())
	for y := range s.screen.Height() {
		b.WriteString(s.line(y))
	}
	return b.String()
}

// line describes a line without what nobody sees, such as the colour of a blank.
func (s *stage) line(y int) string {
	var b strings.Builder
	for x := range s.screen.Width() {
		cell := *s.screen.CellAt(x, y)
		if cell.Content == " " && cell.Style.Attrs&uv.AttrReverse == 0 && cell.Style.Underline == uv.UnderlineNone {
			cell.Style = uv.Style{Bg: cell.Style.Bg}
		}
		b.WriteString(cell.Style.Styled(cell.Content))
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}

// wrote returns what was written since the last call.
func (s *stage) wrote() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.written.Reset()
	return s.written.String()
}

// cell returns what is shown there.
func (s *stage) cell(x, y int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.CellAt(x, y).Content
}

// drawn returns how many frames there were, and when the last one was drawn.
func (s *stage) drawn() (frames int, last time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.frames), s.frames[len(s.frames)-1]
}
