package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Spans that touch are one: lit apart, they would be drawn with needless escape sequences.
func TestTouchingSpansAreOne(t *testing.T) {
	for _, text := range []string{"ren der", "der ren", "ren r der", "e render"} {
		if diff := cmp.Diff([]Span{{0, 6}}, Parse(text).Spans("render-07")); diff != "" {
			t.Errorf("Parse(%q): %s", text, diff)
		}
	}
}
