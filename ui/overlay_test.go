package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"parsec-hosts/internal/textsafe"
)

// A wide character that the box cuts in half leaves a blank: no cell moves and none is lost.
func TestABoxCutsWideCharactersClean(t *testing.T) {
	for name, line := range map[string]string{
		"wide":            strings.Repeat("東京", 10),
		"wide after one":  "x" + strings.Repeat("東京", 9) + "yzw",
		"styled":          "\x1b[1m" + strings.Repeat("東京", 5) + "\x1b[m\x1b[48;5;4m" + strings.Repeat("東京", 5) + "\x1b[m",
		"accents":         strings.Repeat("e\u0301 ", 20),
		"emoji and flags": strings.Repeat("🖥🇩🇪", 10),
		"short":           "東京",
		"empty":           "",
	} {
		t.Run(name, func(t *testing.T) {
			const width = 40
			for boxWidth := 1; boxWidth <= width; boxWidth++ {
				box := []string{strings.Repeat("#", boxWidth)}
				drawn := overlay([]string{line}, box, width)[0]
				left := (width - boxWidth) / 2
				if got, want := ansi.StringWidth(drawn), max(ansi.StringWidth(line), left+boxWidth); got != want {
					t.Errorf("a box of %d cells: %d cells, want %d: %q", boxWidth, got, want, drawn)
				}
				plain := ansi.Strip(drawn)
				before, after, found := strings.Cut(plain, box[0])
				if !found || ansi.StringWidth(before) != left {
					t.Errorf("a box of %d cells begins at cell %d, want %d: %q", boxWidth, ansi.StringWidth(before), left, plain)
				}
				if below := ansi.Strip(line); !strings.HasPrefix(below, strings.TrimRight(before, " ")) || !strings.HasSuffix(below, strings.TrimLeft(after, " ")) {
					t.Errorf("beside a box of %d cells stands %q and %q, of %q", boxWidth, before, after, line)
				}
			}
		})
	}
}

// The style of what the box covers ends before it and goes on behind it.
func TestABoxIsDrawnInItsOwnStyle(t *testing.T) {
	drawn := overlay([]string{"\x1b[48;5;4m" + strings.Repeat("x", 20) + "\x1b[m"}, []string{"####"}, 20)[0]
	if want := "\x1b[48;5;4m" + strings.Repeat("x", 8); !strings.HasPrefix(drawn, want) {
		t.Errorf("%q does not begin with %q", drawn, want)
	}
	before, after, _ := strings.Cut(drawn, "####")
	if !strings.HasSuffix(before, resetStyle) || !strings.Contains(after, "\x1b[48;5;4m") || !strings.HasSuffix(after, "\x1b[m") {
		t.Errorf("%q around the box", drawn)
	}
}

func TestABoxThatIsTooHighIsNotDrawn(t *testing.T) {
	screen := []string{"one", "two"}
	if got := overlay(screen, []string{"#", "#", "#"}, 10); strings.Join(got, " ") != "one two" {
		t.Errorf("%q", got)
	}
	if got := overlay(screen, []string{"#"}, 1); strings.Join(screen, " ") != "one two" || got[0] != "#ne" {
		t.Errorf("%q from %q", got, screen)
	}
}

// checkBox asserts that the frame of the menu is whole.
func checkBox(t *testing.T, screen string) {
	t.Helper()
	top, left, right := -1, 0, 0
	lines := strings.Split(screen, "\n")
	for i, l := range lines {
		if before, box, found := strings.Cut(l, "╭"); found {
			box, _, closed := strings.Cut(box, "╮")
			top, left, right = i, textsafe.Width(before), textsafe.Width(before)+1+textsafe.Width(box)
			if !closed {
				t.Errorf("the frame is not closed: %q", l)
			}
		}
	}
	if top < 0 {
		t.Fatalf("there is no box:\n%s", screen)
	}
	for _, l := range lines[top+1:] {
		sides := ansi.Cut(l, left, left+1) + ansi.Cut(l, right, right+1)
		if sides == "╰╯" {
			return
		}
		if sides != "││" {
			t.Errorf("the sides of the frame are %q: %q", sides, l)
		}
	}
	t.Errorf("the frame has no end:\n%s", screen)
}
