package query

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letter is a character with the marks on it, taken apart: ë is an e with a diaeresis.
type letter struct {
	base rune // in lower case, unless case matters
	mark rune // the first of the marks, or 0
	at   int32
	kind kind
}

// kind is what a change of which begins a word.
type kind uint8

const (
	other kind = iota
	lower      // and all letters without case
	upper
	digit
)

// appendLetters takes text apart. Positions are bytes from its beginning.
func appendLetters(to []letter, text string, matchCase bool) []letter {
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			var size int
			to, size = appendRare(to, text[i:], i, matchCase)
			i += size
			continue
		}
		l := letter{base: rune(c), at: int32(i)}
		switch {
		case 'a' <= c && c <= 'z':
			l.kind = lower
		case 'A' <= c && c <= 'Z':
			l.kind = upper
			if !matchCase {
				l.base += 'a' - 'A'
			}
		case '0' <= c && c <= '9':
			l.kind = digit
		}
		to = append(to, l)
		i++
	}
	return to
}

// appendRare adds the character beyond ASCII that text begins with, or puts it as a mark on the
// letter before.
func appendRare(to []letter, text string, at int, matchCase bool) (letters []letter, size int) {
	r, size := utf8.DecodeRuneInString(text)
	if isPlain(r) {
		return append(to, letter{base: r, at: int32(at), kind: lower}), size
	}
	if unicode.Is(unicode.M, r) && len(to) > 0 {
		if last := &to[len(to)-1]; last.mark == 0 {
			last.mark = r
		}
		return to, size
	}
	l := letter{at: int32(at), kind: kindOf(r)}
	l.base, l.mark = takeApart(r, text[:size])
	if !matchCase {
		l.base = unicode.ToLower(l.base)
	}
	return append(to, l), size
}

// isPlain reports whether r is of the most common scripts that have neither case nor marks.
func isPlain(r rune) bool { return '一' <= r && r <= '龿' || '가' <= r && r <= '힣' }

func kindOf(r rune) kind {
	switch {
	case unicode.IsUpper(r):
		return upper
	case unicode.IsLetter(r):
		return lower
	case unicode.IsDigit(r):
		return digit
	}
	return other
}

const stroke = '\u0338'

// strokes are letters that Unicode does not take apart, although people leave out the difference.
var strokes = map[rune]rune{'ø': 'o', 'Ø': 'O', 'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ħ': 'h', 'Ħ': 'H', 'ı': 'i'}

// takeApart returns the letter and the mark that r, encoded as text, is composed of.
func takeApart(r rune, text string) (base, mark rune) {
	if plain := strokes[r]; plain != 0 {
		return plain, stroke
	}
	parts := norm.NFD.PropertiesString(text).Decomposition()
	if len(parts) == 0 {
		return r, 0
	}
	base, size := utf8.DecodeRune(parts)
	if second, _ := utf8.DecodeRune(parts[size:]); size < len(parts) && unicode.Is(unicode.M, second) {
		mark = second
	}
	return base, mark
}

// is reports whether l is what was typed as want: without its mark it stands for every mark.
func (l letter) is(want letter) bool {
	return l.base == want.base && (want.mark == 0 || want.mark == l.mark)
}
