package query

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/fleet"
)

func TestMatch(t *testing.T) {
	host := &fleet.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "Render-07", UserName: "studio#carla", Mode: "game", Game: "Ægir İstanbul"}
	for _, c := range []struct {
		text string
		want bool
	}{
		{"", true},
		{"   ", true},
		{"render", true},
		{"Render", true},
		{"rENDER", false}, // An upper-case letter asks for the case as typed.
		{"07 carla", true},
		{"carla 07 game", true},
		{"carla 08", false},
		{"1qa0", true},
		{"1QA0qE1", true},
		{"qE1h", false}, // A few letters within a peer ID are there by chance.
		{"1qa0q render", true},
		{"ægir", true},
		{"stanbul", true},
		{"offline", false},
	} {
		if got := Parse(c.text).Match(host); got != c.want {
			t.Errorf("Parse(%q).Match = %v, want %v", c.text, got, c.want)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		text, in string
		want     []Span
	}{
		{"ren 07", "render-07", []Span{{0, 3}, {7, 9}}},
		{"07 ren", "render-07", []Span{{0, 3}, {7, 9}}},
		{"ren ender", "render-07", []Span{{0, 6}}},
		{"z", "İz", []Span{{2, 3}}}, // The first letter is longer when lowered.
		{"x", "render", nil},
		{"", "render", nil},
	} {
		if diff := cmp.Diff(c.want, Parse(c.text).Spans(c.in)); diff != "" {
			t.Errorf("Parse(%q).Spans(%q): %s", c.text, c.in, diff)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		hosts := make([]*fleet.Host, n)
		for i := range hosts {
			hosts[i] = &fleet.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: fmt.Sprintf("render-%05d", i), UserName: "studio#anna", Mode: "desktop"}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			q := Parse("zz")
			for b.Loop() {
				for _, h := range hosts {
					q.Match(h)
				}
			}
		})
	}
}
