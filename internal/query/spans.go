package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Span is a part of a text, in bytes.
type Span struct {
	Start, End int
}

// Spans returns the parts of text, as displayed of the field, that the query's terms find in it.
// They are in order, do not touch, and never split a grapheme cluster.
func (q Query) Spans(field Field, text string) []Span { return q.AppendSpans(nil, field, text) }

// AppendSpans is Spans in memory that there is already: spans must be empty.
func (q Query) AppendSpans(spans []Span, field Field, text string) []Span {
	for _, g := range q.groups {
		for _, t := range g {
			if t.words != nil && !t.negated {
				spans = t.words.spans(spans, field, text)
			}
		}
	}
	return widen(spans, text)
}

// spans adds what the words find in text.
func (w *words) spans(to []Span, field Field, text string) []Span {
	h, ok := w.inField(field)
	if !ok {
		return to
	}
	to = w.spansOf(to, h, 0, text)
	provider, id, halves := strings.Cut(text, separator)
	if field != User || h < atStart || !halves {
		return to
	}
	to = w.spansOf(to, h, 0, provider)
	return w.spansOf(to, h, len(text)-len(id), id)
}

// spansOf adds what the words find in a part of the text that begins at byte start.
func (w *words) spansOf(to []Span, h how, start int, part string) []Span {
	if !w.possible([]string{part}) {
		return to
	}
	var room [64]letter // as in a search
	letters := appendLetters(room[:0], part, w.matchCase)
	from, end, ok := find(letters, w.letters, h)
	if !ok {
		return to
	}
	add := func(i int) { to = merge(to, letterSpan(letters, i, start, len(part))) }
	if h == inOrder {
		var grid [512]int32
		a := align(letters, w.letters, from, end, grid[:])
		a.trace(letters, w.letters, add)
		return to
	}
	for i := from; i < end; i++ {
		add(i)
	}
	return to
}

func letterSpan(letters []letter, i, start, length int) Span {
	if i+1 < len(letters) {
		length = int(letters[i+1].at)
	}
	return Span{Start: start + int(letters[i].at), End: start + length}
}

// merge inserts s into the ordered spans, joining those that touch: lit apart, they would be drawn
// with needless escape sequences.
func merge(spans []Span, s Span) []Span {
	first := 0
	for first < len(spans) && spans[first].End < s.Start {
		first++
	}
	end := first
	for end < len(spans) && spans[end].Start <= s.End {
		s = Span{Start: min(s.Start, spans[end].Start), End: max(s.End, spans[end].End)}
		end++
	}
	return slices.Replace(spans, first, end, s)
}

// widen makes every span cover whole grapheme clusters: half of a flag is another picture.
func widen(spans []Span, text string) []Span {
	if len(spans) == 0 || !strings.ContainsFunc(text, beyondASCII) {
		return spans
	}
	wide := make([]Span, 0, len(spans))
	at := 0
	for _, s := range spans {
		for at < s.End {
			cluster, _ := ansi.FirstGraphemeCluster(text[at:], ansi.GraphemeWidth)
			start := at
			at += len(cluster)
			switch last := len(wide) - 1; {
			case at <= s.Start:
			case last >= 0 && wide[last].End == start:
				wide[last].End = at
			default:
				wide = append(wide, Span{Start: start, End: at})
			}
		}
	}
	return wide
}

func beyondASCII(r rune) bool { return r >= utf8.RuneSelf }
