package textsafe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

const (
	maxMarks        = 4  // on one letter; Vietnamese has two, pointed Hebrew up to four
	maxClusterRunes = 12 // more than any letter with its signs has
)

// isJoined reports whether a cluster is an emoji made of several: joined, or of a skin tone. Many
// terminals draw each of them, and as wide as all of them.
func isJoined(cluster string) bool {
	base, size := utf8.DecodeRuneInString(cluster)
	return !unicode.IsLetter(base) && strings.ContainsFunc(cluster[size:], func(r rune) bool {
		return r == joiner || isSkinTone(r)
	})
}

// safePrefix returns how many bytes at the beginning of a grapheme cluster are safe together: up
// to a pile of marks, a joiner or skin tone, or the style of what has none.
func safePrefix(cluster string) int {
	base, size := utf8.DecodeRuneInString(cluster)
	symbol := !unicode.IsLetter(base)
	runes, marks, previous := 1, 0, base
	for i, r := range cluster[size:] {
		safe := true
		switch {
		case r == joiner, isSkinTone(r):
			safe = false
		case isStyle(r):
			safe = symbol && !isMark(previous) && !isStyle(previous)
		case isMark(r):
			marks += marksIn(r)
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

// marksIn is how many marks r is, which a single character may be composed of: composing a letter with
// its accents takes these apart.
func marksIn(r rune) int {
	return max(1, utf8.RuneCount(norm.NFD.PropertiesString(string(r)).Decomposition()))
}

// settle returns a cluster that terminals agree about: this one, this one without its style
// selectors, its first character, or nothing. It reports whether the result still shows the whole.
// An ASCII letter and its accents are composed, since the renderer loses accents that follow one.
// Clusters of other letters stay as they are; see the package documentation.
func settle(cluster string) (safe string, whole bool) {
	if cluster[0] < utf8.RuneSelf {
		cluster = norm.NFC.String(cluster)
	}
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

// isSettled reports whether a cluster is equally wide by both measures of the renderer.
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
