package query

import (
	"strings"
	"unicode"
)

// words are a text that is to be found in fields of a host.
type words struct {
	letters   []letter
	matchCase bool
	separated bool // has a letter that the separator of a user has, too
	fields    Field
	how       how
}

// how is the way in which letters must stand in a text.
type how uint8

const (
	inOrder how = iota
	together
	atStart
	atEnd
	whole
)

func newWords(fields Field, text string) *words {
	matchCase := strings.ContainsFunc(text, unicode.IsUpper)
	return &words{
		letters: appendLetters(nil, text, matchCase), matchCase: matchCase,
		separated: strings.ContainsAny(text, separator), fields: fields,
	}
}

// inField is how the words must stand in a text of the field. Wherever a term without a field may
// stand, in the peer ID it must be the start.
func (w *words) inField(f Field) (h how, ok bool) {
	if f != PeerID || w.fields == PeerID || w.how == whole {
		return w.how, w.fields&f != 0
	}
	return atStart, w.fields&f != 0 && w.how != atEnd
}

// find returns where want first stands in letters. For letters in order that is from the first
// place where the first of them may be to the last place where the last may be.
func find(letters, want []letter, h how) (from, to int, ok bool) {
	switch h {
	case inOrder:
		return findInOrder(letters, want)
	case together:
		for from := 0; from+len(want) <= len(letters); from++ {
			if begins(letters[from:], want) {
				return from, from + len(want), true
			}
		}
		return 0, 0, false
	}
	from, to = 0, len(letters)
	if want[0].base != ' ' && h != atEnd {
		for from < to && letters[from].base == ' ' {
			from++
		}
	}
	if want[len(want)-1].base != ' ' && h != atStart {
		for from < to && letters[to-1].base == ' ' {
			to--
		}
	}
	if h == atEnd {
		from = max(from, to-len(want))
	}
	if h == atStart {
		to = min(to, from+len(want))
	}
	return from, to, to-from == len(want) && begins(letters[from:to], want)
}

func begins(letters, want []letter) bool {
	if len(letters) < len(want) {
		return false
	}
	for i, w := range want {
		if !letters[i].is(w) {
			return false
		}
	}
	return true
}

func findInOrder(letters, want []letter) (from, to int, ok bool) {
	next := 0
	for i, l := range letters {
		if !l.is(want[next]) {
			continue
		}
		if next == 0 {
			from = i
		}
		if next++; next < len(want) {
			continue
		}
		for to = len(letters); !letters[to-1].is(want[next-1]); to-- {
		}
		return from, to, true
	}
	return 0, 0, false
}
