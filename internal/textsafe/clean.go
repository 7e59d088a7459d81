package textsafe

import (
	"strings"
	"unicode/utf8"
)

const (
	maxBytes = 4 << 10
	ellipsis = "…"
)

// Clean returns s as one safe line of at most 4 KiB, ending in … when it was cut. Every run of
// dangerous or invisible characters becomes one U+FFFD, so that texts that differ in them still
// look different. The one thing that goes without trace is the wish to have a symbol drawn as
// text or as an emoji, where it would make the width uncertain. Clean text comes back as it is.
func Clean(s string) string {
	if len(s) <= maxBytes && IsPrintableASCII(s) {
		return s
	}
	head := s[:runeStart(s, maxBytes)]
	var c cleaner
	c.text(replaceUnsafe(head))
	clean := c.out
	if len(head) < len(s) || len(clean) > maxBytes {
		clean = append(clean[:c.fits], ellipsis...)
	}
	if string(clean) == s {
		return s
	}
	return string(clean)
}

// replaceUnsafe replaces the characters that are never safe by U+FFFD, one each. Joiners and style
// selectors pass: whether they are safe depends on their neighbours.
func replaceUnsafe(s string) string {
	return strings.Map(func(r rune) rune { // invalid bytes arrive as U+FFFD
		if isInert(r) || r == joiner || isStyle(r) {
			return r
		}
		return replacement
	}, s)
}

// cleaner collects the safe text, grapheme cluster by grapheme cluster.
type cleaner struct {
	out      []byte
	fits     int  // how much of out leaves room for an ellipsis
	replaced bool // out ends in U+FFFD
}

// text adds what is safe of s.
func (c *cleaner) text(s string) {
	c.out = make([]byte, 0, len(s)+utf8.UTFMax)
	for len(s) > 0 {
		s = s[c.cluster(s):]
	}
}

// cluster adds what is safe of the cluster that s begins with. It returns how much of s is done
// with: the whole cluster, or less, up to and including the character that had to go.
func (c *cleaner) cluster(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	edge := c.replaced || len(c.out) == 0
	if first == replacement || edge && extends(first) {
		// With nothing of its own text before it, it would join what is drawn to the left.
		c.replace()
		return size
	}
	// A longer cluster is cut anyway; looking no further keeps the cost linear.
	cluster := firstCluster(s[:runeStart(s, (maxClusterRunes+1)*utf8.UTFMax)])
	if isJoined(cluster) {
		settled, _ := settle(cluster[:size])
		c.add(settled)
		c.replace()
		return len(cluster)
	}
	safe := safePrefix(cluster)
	settled, whole := settle(cluster[:safe])
	c.add(settled)
	if !whole {
		c.replace()
	}
	if safe == len(cluster) {
		return safe
	}
	c.replace()
	_, size = utf8.DecodeRuneInString(cluster[safe:])
	return safe + size
}

func (c *cleaner) add(safe string) {
	if safe == "" {
		return
	}
	c.out = append(c.out, safe...)
	c.replaced = false
	c.measure()
}

func (c *cleaner) replace() {
	if c.replaced {
		return
	}
	c.out = utf8.AppendRune(c.out, replacement)
	c.replaced = true
	c.measure()
}

func (c *cleaner) measure() {
	if len(c.out) <= maxBytes-len(ellipsis) {
		c.fits = len(c.out)
	}
}

// IsPrintableASCII reports whether s has only characters from space to tilde.
func IsPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// runeStart returns the largest index of s, n at most, at which a character begins or s ends.
func runeStart(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
