package ui

import (
	"testing"

	"parsec-hosts/internal/textsafe"
)

func TestSpread(t *testing.T) {
	text := func(words ...string) (l line) {
		for i, w := range words {
			l = append(l, segment{text: w, rank: i})
		}
		return l
	}
	for _, c := range []struct {
		name        string
		width       int
		left, right line
		want        string
	}{
		{"room for all", 20, text("left", "more"), text("right"), " left  more   right"},
		{"nothing on the right", 20, text("left"), nil, " left              "},
		{"the highest rank goes first", 22, text("left", "ranked", "higher"), text("right"), " left  ranked   right"},
		{"the left is cut", 16, text("a long left"), text("right"), " a long…  right"},
		{"the right alone", 10, text("left"), text("too wide by far"), " too wid…"},
		{"no room at all", 2, text("left"), text("right"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := spread(c.width, c.left, c.right)
			if got != c.want || textsafe.Width(got) > c.width {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
