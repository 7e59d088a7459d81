package recording

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"parsec-hosts/internal/textsafe"
)

// The characters that ASCII ones give way to.
var (
	consonants = []rune("bcdfghjklmnpqrstvwxyz")
	vowels     = []rune("aeiou")
	nonZero    = []rune("123456789")
	digits     = []rune("0123456789")
	base62     = []rune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
)

// kept are the characters that give a text its look and tell nothing by themselves: blanks,
// punctuation, signs, controls, joiners, and what chooses the look of an emoji.
var kept = []*unicode.RangeTable{
	unicode.Z, unicode.P, unicode.Sc, unicode.Sk, unicode.Sm, unicode.Cc, unicode.Cf, unicode.Variation_Selector,
}

// classes are the characters that are replaced by others of the same table.
var classes = []*unicode.RangeTable{
	tags, unicode.Regional_Indicator,
	unicode.Lu, unicode.Ll, unicode.Lt, unicode.Lm, unicode.Lo,
	unicode.Mn, unicode.Mc, unicode.Me, unicode.Nd, unicode.Nl, unicode.No, unicode.So, unicode.Co,
}

// tags are invisible characters that spell ASCII, and so could hide a name.
var tags = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0xE0020, Hi: 0xE007E, Stride: 1}}}

// Two more classes, beside the indices of the tables.
const (
	stays   = -1
	unknown = -2 // characters of a newer Unicode, for example
)

// block is how many neighbours a character is replaced from. They are of its script.
const block = 128

// shaper writes one text in the shape of another: each character gives way to another one of its
// class, its width and its part of Unicode. ASCII letters become syllables that can be pronounced.
type shaper struct {
	rng   *rand.Rand
	vowel bool // whether the next ASCII letter is one
	pools map[rune][]rune
}

func (s *shaper) reshape(text string) string {
	var made strings.Builder
	for _, r := range text {
		made.WriteRune(s.instead(r))
	}
	return made.String()
}

// instead returns another character for r, or r itself if it is kept.
func (s *shaper) instead(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return s.letter(r)
	case 'A' <= r && r <= 'Z':
		return unicode.ToUpper(s.letter(unicode.ToLower(r)))
	}
	s.vowel = false
	pool, known := s.pools[r]
	if !known {
		pool = neighbours(r)
		s.pools[r] = pool
	}
	if len(pool) == 0 {
		return r
	}
	return s.pick(pool, r)
}

func (s *shaper) letter(r rune) rune {
	pool := consonants
	if s.vowel {
		pool = vowels
	}
	s.vowel = !s.vowel
	return s.pick(pool, r)
}

// pick returns a character of the pool other than r.
func (s *shaper) pick(pool []rune, r rune) rune {
	if len(pool) == 1 {
		return unicode.ReplacementChar // r is alone in its class
	}
	i := s.rng.IntN(len(pool))
	if pool[i] == r {
		i = (i + 1) % len(pool)
	}
	return pool[i]
}

// neighbours returns the characters around r, itself among them, that look like it in class and
// width; none when r stays.
func neighbours(r rune) (pool []rune) {
	class, width := classOf(r), textsafe.Width(string(r))
	if class == stays {
		return nil
	}
	for other := r &^ (block - 1); other <= r|(block-1); other++ {
		if classOf(other) == class && textsafe.Width(string(other)) == width {
			pool = append(pool, other)
		}
	}
	return pool
}

// classOf returns the class of r.
func classOf(r rune) int {
	if r == unicode.ReplacementChar || unicode.In(r, kept...) && !unicode.Is(tags, r) {
		return stays
	}
	for i, table := range classes {
		if unicode.Is(table, r) {
			return i
		}
	}
	return unknown
}
