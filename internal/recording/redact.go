package recording

import (
	"crypto/hmac"
	"crypto/sha256"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	// KeySize is the length of a Redactor's key in bytes.
	KeySize = 32

	// longest is how many characters of a text are kept in their shape. A text of a megabyte is
	// told from a line by less.
	longest = 4096
)

// peerID is the form of the service's peer IDs, which also stays.
var peerID = regexp.MustCompile(`^[0-9A-Za-z]{27}$`)

// token is what could be a key, a session or a peer ID inside of a longer text.
var token = regexp.MustCompile(`[0-9A-Za-z_-]{20,}`)

// Redactor replaces texts by made-up ones of the same shape. Equal texts become equal ones. Which
// text became which cannot be found out without the key, so it must be random and not be kept.
type Redactor struct {
	key   []byte
	keep  map[string]bool
	pools map[rune][]rune // of the shaper
}

// NewRedactor returns a Redactor that leaves the values of the fields in keep as they are; see
// CheckKeep.
func NewRedactor(key [KeySize]byte, keep []string) *Redactor {
	r := &Redactor{key: key[:], keep: map[string]bool{}, pools: map[rune][]rune{}}
	for _, field := range keep {
		r.keep[field] = true
	}
	return r
}

// text returns the made-up text for a text. Not a single letter or digit stays in its place;
// blanks, punctuation and control characters do.
func (r *Redactor) text(text string) string {
	s := shaper{rng: r.random(text), pools: r.pools}
	if peerID.MatchString(text) {
		return strings.Map(func(c rune) rune { return s.pick(base62, c) }, text)
	}
	return s.reshape(cut(text))
}

// number returns the made-up number for a JSON number of whatever form: as many digits, up to
// fifteen, of which the first is not zero.
func (r *Redactor) number(number string) string {
	s := shaper{rng: r.random(number)}
	made := []rune{s.pick(nonZero, rune(number[0]))}
	for _, c := range number[1:min(len(number), 15)] {
		made = append(made, s.pick(digits, c))
	}
	return string(made)
}

// random returns the numbers that a text decides together with the key.
func (r *Redactor) random(text string) *rand.Rand {
	sum := hmac.New(sha256.New, r.key)
	_, _ = sum.Write([]byte(text)) // a hash takes everything
	return rand.New(rand.NewChaCha8([sha256.Size]byte(sum.Sum(nil))))
}

// userName keeps apart what is apart in PROVIDER#EXTERNAL_ID, so that each part becomes what it
// becomes where it stands alone.
func (r *Redactor) userName(name string) string {
	provider, external, found := strings.Cut(name, "#")
	if !found {
		return r.text(name)
	}
	return r.text(provider) + "#" + r.text(external)
}

// withoutTokens returns a text that was asked to be kept, but for what could be a secret in it.
func (r *Redactor) withoutTokens(text string) string {
	return token.ReplaceAllStringFunc(text, r.text)
}

// cut returns at most the longest beginning of text that is kept.
func cut(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest])
}
