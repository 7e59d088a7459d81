package drawer_test

import (
	"fmt"
	"image/color"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
)

// expectEqualScreens runs play with either renderer and compares the screens that it looks at.
func expectEqualScreens(t *testing.T, model func() tea.Model, width, height int, play func(s *stage, look func(what string))) {
	t.Helper()
	screens := make(map[string][]string)
	for name, renderer := range renderers {
		var s *stage
		perform(t, renderer, model(), width, height, func(on *stage) {
			s = on
			play(s, func(what string) { screens[name] = append(screens[name], what+"\n"+s.look()) })
		})
		screens[name] = append(screens[name], "the end\n"+s.look())
	}
	for i, want := range screens["stock"] {
		if diff := cmp.Diff(want, screens["on demand"][i]); diff != "" {
			t.Fatalf("screen %d (-stock +on demand)\n%s", i, diff)
		}
	}
}

// borrower is a program that is lent the terminal for a while.
type borrower struct {
	out   io.Writer
	while time.Duration
}

func (b *borrower) Run() error {
	<-time.After(b.while)
	_, err := io.WriteString(b.out, "\x1b[2J\x1b[Hanother program\r\n")
	return err
}

func (b *borrower) SetStdin(io.Reader)      {}
func (b *borrower) SetStdout(out io.Writer) { b.out = out }
func (b *borrower) SetStderr(io.Writer)     {}

// Frame by frame everything is the same. In a storm of them each renderer leaves out others.
func TestRandomScreensAreEqual(t *testing.T) {
	for seed := range uint64(20) {
		for _, storms := range []bool{false, true} {
			t.Run(fmt.Sprint(seed, storms), func(t *testing.T) {
				expectEqualScreens(t, func() tea.Model { return shown{} }, 80, 24, func(s *stage, look func(string)) {
					r := random{rand.New(rand.NewPCG(seed, 0)), screens[seed%3], storms}
					s.settle()
					for range 25 {
						look(r.act(s))
					}
				})
			})
		}
	}
}

// random makes up what a program does.
type random struct {
	*rand.Rand
	screens string // which screens it draws on
	storms  bool   // many views come at once
}

var screens = [...]string{"alternate", "main", "both"}

// act does one thing, and says which.
func (r random) act(s *stage) string {
	switch r.IntN(12) {
	case 0:
		s.resize(20+r.IntN(100), 5+r.IntN(40))
		return "another size"
	case 1:
		s.send(tea.ClearScreen())
		return "cleared"
	case 2:
		// The library's own clock may stay stopped after a program that returns at once.
		s.send(tea.Exec(&borrower{while: time.Second}, nil)())
		<-time.After(2 * time.Second)
		return "lent"
	case 3:
		s.send(tea.SetClipboard(r.words(20))(), tea.Raw("\a")())
		return "not drawn"
	case 4:
		if r.storms {
			r.storm(s)
			return "a storm"
		}
		if r.screens == "main" { // on the alternate one it is drawn over sooner or later
			s.send(tea.Println("above ", r.words(30))())
		}
		return "printed above"
	}
	s.send(r.view(s.screen.Height()))
	return "a frame"
}

func (r random) storm(s *stage) {
	view := r.view(s.screen.Height())
	for height := strings.Count(view.Content, "\n") + 1; len(view.Content) > 0; view.Content = r.lines(height) {
		s.program.Send(view)
		if r.chance(20) {
			break
		}
	}
	s.settle()
}

func (r random) chance(in int) bool { return r.IntN(in) == 0 }

func (r random) lines(n int) string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = r.words(90)
	}
	return strings.Join(lines, "\n")
}

// view is no taller than the screen: of one that is, the library draws the end, over and over.
func (r random) view(height int) tea.View {
	view := tea.NewView(r.lines(1 + r.IntN(height)))
	view.AltScreen = r.screens == "alternate" || r.screens == "both" && r.chance(2)
	view.ReportFocus = r.chance(2)
	view.DisableBracketedPasteMode = r.chance(4)
	view.MouseMode = tea.MouseMode(r.IntN(3))
	view.KeyboardEnhancements.ReportEventTypes = r.chance(3)
	view.WindowTitle = []string{"", "one title", "another"}[r.IntN(3)]
	if r.chance(2) {
		view.Cursor = tea.NewCursor(r.IntN(20), r.IntN(5))
		view.Cursor.Shape, view.Cursor.Blink = tea.CursorShape(r.IntN(3)), r.chance(2)
	}
	if r.chance(4) {
		view.ProgressBar = tea.NewProgressBar(tea.ProgressBarState(r.IntN(5)), r.IntN(101))
	}
	if r.chance(4) {
		view.ForegroundColor, view.BackgroundColor = r.color(), r.color()
	}
	return view
}

func (r random) color() color.Color {
	return color.RGBA{R: uint8(r.IntN(256)), G: uint8(r.IntN(256)), B: uint8(r.IntN(256)), A: 255}
}

// Pieces of text. Links are not among them, nor in a storm what is wide: the library leaves some of
// these behind, depending on which frames came before.
var (
	pieces = []string{"render-07", " ", "   ", "●", "─────", "é", "4/4 full",
		"\x1b[1m", "\x1b[7m", "\x1b[38;5;102m", "\x1b[48;2;1;2;3m", "\x1b[4:3m", "\x1b[m", "\x1b[m"}
	widePieces = append(pieces[:len(pieces):len(pieces)], "画面", "🚀", "👩‍👩‍👧", "🇩🇪")
)

// words are up to so many cells of text in all its kinds, or a few more.
func (r random) words(most int) string {
	from := widePieces
	if r.storms {
		from = pieces
	}
	var b strings.Builder
	for range r.IntN(1 + most/5) {
		b.WriteString(from[r.IntN(len(from))])
	}
	return b.String() + "\x1b[m"
}
