package query

import "strings"

// pattern is words prepared for texts in ASCII, which are looked through as the bytes they are. It finds
// and rates as find and worth do, without taking a text apart into letters
// (TestAPatternRatesAsLettersDo), in a tenth of the time (BenchmarkFind of what many have).
type pattern struct {
	words *words
	how   how
	mask  mask
	want  string // the letters; none when no text in ASCII has them
	inner int32  // points of all but the first, where they stand together as wanted, capitals included

	// For letters in order, which are numbered from 1: last is the number of the last one that a byte
	// counts as, or 0, and before that of the one before it that is the same.
	last   [256]uint8
	before [longestPattern + 1]uint8
	ways   [longestPattern + 1]way // by the number of the letter found last
}

// longestPattern is the most letters that are looked for in order as bytes. No text with more of them is
// short enough to be rated.
const longestPattern = 1 << 7

// notFound stands in the place of points.
const notFound int32 = -1

func newPattern(w *words, h how) *pattern {
	p := &pattern{words: w, how: h, mask: maskOfLetters(w.letters)}
	want := make([]byte, 0, len(w.letters))
	for _, l := range w.letters {
		if l.base >= 0x80 || l.mark != 0 {
			return p
		}
		want = append(want, byte(l.base))
	}
	p.want = string(want)
	p.inner = innerPoints(p.want, 0, len(p.want))
	if h == inOrder && len(want) <= longestPattern {
		p.number()
	}
	return p
}

// number numbers the letters by the bytes that count as them.
func (p *pattern) number() {
	for i := range len(p.want) {
		c := p.want[i]
		p.before[i+1], p.last[c] = p.last[c], uint8(i+1)
	}
	if p.words.matchCase {
		return
	}
	for c, small := range inAnyCase {
		p.last[c] = p.last[small]
	}
}

// rate returns the points of the best find in a text in ASCII, given as it is and in small letters, or
// notFound.
func (p *pattern) rate(text, small string) int32 {
	n := len(p.want)
	switch {
	case n == 0 || n > len(text):
		return notFound
	case p.how != inOrder:
		at := -1
		if p.words.matchCase {
			at = p.find(text)
		} else {
			at = p.find(small)
		}
		if at < 0 {
			return notFound
		}
		if text[at:at+n] == p.want {
			return firstAt(text, at) + p.inner
		}
		return firstAt(text, at) + innerPoints(text, at, at+n)
	case n*len(text) > longestWork:
		return p.words.rateText(p.how, text)
	}
	return p.inOrder(text)
}

// find returns where the letters stand together in a text, in the way that is wanted, or -1. Spaces at its
// edges are passed over unless they are wanted.
func (p *pattern) find(text string) int {
	if p.how == together {
		return strings.Index(text, p.want)
	}
	from, to := 0, len(text)
	for p.want[0] != ' ' && p.how != atEnd && from < to && text[from] == ' ' {
		from++
	}
	for p.want[len(p.want)-1] != ' ' && p.how != atStart && from < to && text[to-1] == ' ' {
		to--
	}
	inside := text[from:to]
	switch {
	case p.how == atStart && strings.HasPrefix(inside, p.want), p.how == whole && inside == p.want:
		return from
	case p.how == atEnd && strings.HasSuffix(inside, p.want):
		return to - len(p.want)
	}
	return -1
}

// way is the best ways to find the first letters, in a text that is read from its start.
type way struct {
	at     int32 // where the last of them was found last
	points int32 // of the best way that ends there
	// gapped is the most points of a way that ended before, less what the gap behind it costs up to the
	// start of the text: in this form it stays the same while the text is read on.
	gapped int32
}

// inOrder is align, without the way itself. It looks only where a letter wanted stands, so that the work is
// that of reading the text.
func (p *pattern) inOrder(text string) int32 {
	all := uint8(len(p.want))
	found, most := uint8(0), int32(none)
	for i := range len(text) {
		n := p.last[text[i]]
		if n == 0 {
			continue
		}
		at, begins := int32(i), beginningAt(text, i)
		for ; n > 0; n = p.before[n] {
			if n > found+1 {
				continue
			}
			var points int32
			if n > 1 {
				points = p.ways[n-1].goOn(at, begins)
			} else {
				points = firstAt(text, i)
			}
			if n > found {
				found = n
				p.ways[n] = way{at: at, points: points, gapped: none}
			} else {
				p.ways[n].add(at, points)
			}
			if n == all {
				most = max(most, points)
			}
		}
	}
	if found < all {
		return notFound
	}
	return max(1, most)
}

// goOn returns the points of the best way that goes on with a letter found at the given place.
func (w *way) goOn(at, begins int32) int32 {
	if w.at == at-1 {
		return perLetter + max(w.gapped-gapGoesOn*at+begins, w.points+max(joined, begins))
	}
	return perLetter + max(w.gapped, w.leave()) - gapGoesOn*at + begins
}

// leave is what gapped counts a way for that ended at w.at.
func (w *way) leave() int32 { return w.points - gapBegins + gapGoesOn*(w.at+2) }

func (w *way) add(at, points int32) {
	w.gapped = max(w.gapped, w.leave())
	w.at, w.points = at, points
}

// firstAt is firstPoints of a text in ASCII.
func firstAt(text string, i int) int32 {
	return perLetter + 2*beginningAt(text, i) - int32(min(i, latestStart))
}

// innerPoints are those of letters that are found together, without the first.
func innerPoints(text string, from, to int) (points int32) {
	for i := from + 1; i < to; i++ {
		points += perLetter + max(joined, beginningAt(text, i))
	}
	return points
}
