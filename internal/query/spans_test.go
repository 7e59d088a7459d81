package query

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSpans marks what is found with brackets.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		text  string
		field Field
		want  string
	}{
		{"ren 07", Name, "[ren]der-[07]"},
		{"07 ren", Name, "[ren]der-[07]"},
		{"ren ender", Name, "[render]-07"},
		{"rndr07", Name, "[r]e[nd]e[r]-[07]"},
		{"es", Name, "test [e]dit-[s]uite"}, // the best place, not the first
		{"re", Name, "surely a [re]nder"},
		{"'de", Name, "ren[de]r"},
		{"^r", Name, "[r]ender"},
		{"r$", Name, "rende[r]   "}, // padded for a column
		{"^render$", Name, "[render]"},
		{"^ender", Name, "render"},
		{"!r", Name, "render"},
		{"x", Name, "render"},
		{"", Name, "render"},
		{"anna | bob ren", Name, "[bob] [ren]"},
		{"is:full ren", Name, "[ren]der"},
		{"user:ren", Name, "render"},
		{"name:ren user:a", User, "[a]nna"},
		{`"studio · a"`, User, "[studio · a]nna"},
		{"^anna", User, "studio · [anna]"},
		{"studio$", User, "[studio] · anna"},
		{"^anna", Name, "studio · anna"},
		{"1qa", PeerID, "[1QA]0q"},
		{"0q", PeerID, "1QA0q"},
		{"0q$", PeerID, "1QA0q"},
		{"id:'0q", PeerID, "1QA[0q]"},
		{"z", Name, "İ[z]"}, // the letter before it is longer in lower case
		{"zoe", Name, "[zoë]!"},
		{"ze", Name, "[z]o[e\u0308]!"},
		{"東京", Name, "編集室-[東京]"},
		{"🇩", Name, "a[🇩🇪]b"}, // half of a flag is another picture
		{"क", Name, "[क्षि] त"},
	} {
		plain := strings.NewReplacer("[", "", "]", "").Replace(c.want)
		if diff := cmp.Diff(c.want, bracketed(plain, mustParse(t, c.text).Spans(c.field, plain))); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

func bracketed(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start] + "[" + text[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + text[at:]
}

// Spans that touch are one: lit apart, they would be drawn with needless escape sequences.
func TestTouchingSpansAreOne(t *testing.T) {
	for _, text := range []string{"ren der", "der ren", "ren r der", "e render", "'ren 'der"} {
		if diff := cmp.Diff([]Span{{0, 6}}, mustParse(t, text).Spans(Name, "render-07")); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
