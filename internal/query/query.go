package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parsec-hosts/internal/fleet"
)

// Query is a parsed filter. The zero Query matches every host.
type Query struct {
	words []word
}

// word is one term. It ignores case unless it has an upper-case letter itself (smart case).
type word struct {
	text      string
	matchCase bool
}

// Span is a matched part of a text, in bytes.
type Span struct {
	Start, End int
}

// Parse reads a filter as typed.
func Parse(text string) Query {
	var q Query
	for _, field := range strings.Fields(text) {
		exact := strings.ContainsFunc(field, unicode.IsUpper)
		q.words = append(q.words, word{text: field, matchCase: exact})
	}
	return q
}

// Empty reports whether the query matches everything.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Match reports whether every word is found in one of the host's fields. In a peer ID it must stand
// at the start: anywhere else, a few letters are found in many by chance.
func (q Query) Match(h *fleet.Host) bool {
	for _, w := range q.words {
		if !w.in(h.Name) && !w.in(h.UserName) && !w.in(h.Mode) && !w.in(h.Game) && !w.begins(h.PeerID) {
			return false
		}
	}
	return true
}

// Spans returns the parts of text that the query's words match, in order and without overlap.
func (q Query) Spans(text string) []Span {
	var spans []Span
	for _, w := range q.words {
		if start, end := w.find(text); start >= 0 {
			spans = merge(spans, Span{Start: start, End: end})
		}
	}
	return spans
}

// merge inserts s into the ordered spans, joining those that touch.
func merge(spans []Span, s Span) []Span {
	merged := make([]Span, 0, len(spans)+1)
	for i, old := range spans {
		switch {
		case old.End < s.Start:
			merged = append(merged, old)
		case s.End < old.Start:
			return append(append(merged, s), spans[i:]...)
		default:
			s = Span{Start: min(s.Start, old.Start), End: max(s.End, old.End)}
		}
	}
	return append(merged, s)
}

func (w word) in(text string) bool {
	start, _ := w.find(text)
	return start >= 0
}

func (w word) begins(text string) bool {
	if w.matchCase {
		return strings.HasPrefix(text, w.text)
	}
	_, ok := w.prefixOf(text)
	return ok
}

// find returns where the word first stands in text, or -1. Offsets are those of text itself:
// lowering a whole text first could move them, since some letters change their length.
func (w word) find(text string) (start, end int) {
	if w.matchCase {
		start = strings.Index(text, w.text)
		return start, start + len(w.text)
	}
	for start = range text {
		if end, ok := w.prefixOf(text[start:]); ok {
			return start, start + end
		}
	}
	return -1, -1
}

// prefixOf reports whether text begins with the word, ignoring case, and how many bytes of text
// that takes.
func (w word) prefixOf(text string) (length int, ok bool) {
	rest := text
	for _, want := range w.text {
		got, size := utf8.DecodeRuneInString(rest)
		if size == 0 || got != want && unicode.ToLower(got) != unicode.ToLower(want) {
			return 0, false
		}
		rest = rest[size:]
	}
	return len(text) - len(rest), true
}
