package query

import (
	"slices"
	"unicode"
)

// narrows reports whether every host that has the words of q has those of the other query, too. Where that
// cannot be told from the queries alone, it says no.
func (q Query) narrows(other Query) bool {
	for _, o := range other.groups {
		if o.lasts() && !slices.ContainsFunc(q.groups, func(g group) bool { return g.narrows(o) }) {
			return false
		}
	}
	return true
}

// narrows reports whether every alternative is a narrower form of one of the other group.
func (g group) narrows(other group) bool {
	return !slices.ContainsFunc(g, func(t term) bool { return !slices.ContainsFunc(other, t.narrows) })
}

func (t term) narrows(other term) bool {
	switch {
	case t.words == nil || other.words == nil || t.negated != other.negated:
		return false
	case t.negated:
		return other.words.begin(t.words) && t.words.begin(other.words)
	}
	return other.words.begin(t.words)
}

// begin reports whether the longer words are these, with more letters behind them at most. A text that
// must end with the letters has none behind them.
func (w *words) begin(longer *words) bool {
	more := len(longer.letters) - len(w.letters)
	if w.fields != longer.fields || w.how != longer.how || more < 0 || more > 0 && w.how >= atEnd {
		return false
	}
	for i, l := range w.letters {
		if !longer.letters[i].narrows(l, w.matchCase, longer.matchCase) {
			return false
		}
	}
	return true
}

// narrows reports whether every letter that l is found in is one for the other wanted letter.
func (l letter) narrows(other letter, otherCase, thisCase bool) bool {
	base := l.base
	if thisCase && !otherCase {
		base = unicode.ToLower(base)
	}
	return base == other.base && (thisCase || !otherCase) && (other.mark == 0 || other.mark == l.mark)
}
