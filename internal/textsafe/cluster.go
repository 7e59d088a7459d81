package textsafe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	maxMarks        = 4  // on one letter; Vietnamese has two, pointed Hebrew up to four
	maxClusterRunes = 12 // the longest emoji in use, a kiss of two skin tones, has ten
)

// safePrefix returns how many bytes at the beginning of a grapheme cluster are safe together: up
// to a pile of marks, a joiner that joins no emoji, or a style or skin tone of what has none.
func safePrefix(cluster string) int {
	base, size := utf8.DecodeRuneInString(cluster)
	symbol := !unicode.IsLetter(base)
	runes, marks, previous := 1, 0, base
	for i, r := range cluster[size:] {
		safe := true
		switch {
		case r == joiner:
			safe = symbol && joins(cluster[size+i+len(string(joiner)):])
		case isStyle(r):
			safe = symbol && !isMark(previous) // style selectors are marks, too
		case isSkinTone(r):
			safe = symbol && !isSkinTone(previous)
		case isMark(r):
			marks++
			safe = marks <= maxMarks
		default:
			marks = 0
		}
		runes++
		if !safe || runes > maxClusterRunes {
			return size + i
		}
		previous = r
	}
	return len(cluster)
}

// joins reports whether the joiner of an emoji joins another one: rest is the remainder of their
// cluster, in which only what belongs to the first may follow instead.
func joins(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return size > 0 && r != joiner && !isSkinTone(r) && !isMark(r)
}

// settle returns a cluster that is equally wide by both measures of the renderer: this one, this
// one without its style selectors, its first character, or nothing. It reports whether the result
// still shows the whole. Clusters of letters stay as they are; see the package documentation.
func settle(cluster string) (safe string, whole bool) {
	base, size := utf8.DecodeRuneInString(cluster)
	// No script writes spacing vowel signs on ASCII letters.
	if unicode.IsLetter(base) && base >= utf8.RuneSelf || isSettled(cluster) {
		return cluster, true
	}
	if plain := withoutStyles(cluster); isSettled(plain) {
		return plain, true
	}
	if isSettled(cluster[:size]) {
		return cluster[:size], false
	}
	return "", false
}

func isSettled(cluster string) bool {
	if ansi.StringWidth(cluster) != ansi.StringWidthWc(cluster) {
		return false
	}
	// The renderer draws an ASCII character alone and measures what follows by itself.
	return cluster[0] >= utf8.RuneSelf || ansi.StringWidth(cluster[1:]) == 0
}

func withoutStyles(cluster string) string {
	return strings.Map(func(r rune) rune {
		if isStyle(r) {
			return -1
		}
		return r
	}, cluster)
}
