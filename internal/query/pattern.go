package query

// pattern is words prepared for texts in ASCII, which are looked through as the bytes they are. It finds
// and rates as find and worth do, without taking a text apart into letters
// (TestAPatternRatesAsLettersDo), in a tenth of the time (BenchmarkFind of what many have).
type pattern struct {
	words *words
	how   how
	mask  mask
	want  []byte     // the letters; none when no text in ASCII has them
	fold  *[256]byte // what each byte of a text counts as

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
	p := &pattern{words: w, how: h, mask: maskOfLetters(w.letters), fold: &inAnyCase}
	if w.matchCase {
		p.fold = &asItIs
	}
	for _, l := range w.letters {
		if l.base >= 0x80 || l.mark != 0 {
			p.want = nil
			return p
		}
		p.want = append(p.want, byte(l.base))
	}
	if h == inOrder && len(p.want) <= longestPattern {
		p.number()
	}
	return p
}

// number numbers the letters by the bytes that count as them.
func (p *pattern) number() {
	for i, c := range p.want {
		p.before[i+1], p.last[c] = p.last[c], uint8(i+1)
	}
	for c, counted := range p.fold {
		p.last[c] = p.last[counted]
	}
}

// rate returns the points of the best find in a text in ASCII, or notFound.
func (p *pattern) rate(text string) int32 {
	n := len(p.want)
	switch {
	case n == 0 || n > len(text):
		return notFound
	case p.how != inOrder:
		at := p.find(text)
		if at < 0 {
			return notFound
		}
		return runAt(text, at, at+n)
	case n*len(text) > longestWork:
		return p.words.rateText(p.how, text)
	}
	return p.inOrder(text)
}

// find returns where the letters stand together in a text, in the way that is wanted, or -1.
func (p *pattern) find(text string) int {
	n := len(p.want)
	if p.how == together {
		for at := range len(text) - n + 1 {
			if p.fold[text[at]] == p.want[0] && p.standsAt(text, at) {
				return at
			}
		}
		return -1
	}
	from, to := 0, len(text)
	for p.want[0] != ' ' && p.how != atEnd && from < to && text[from] == ' ' {
		from++
	}
	for p.want[n-1] != ' ' && p.how != atStart && from < to && text[to-1] == ' ' {
		to--
	}
	if p.how == atEnd {
		from = max(from, to-n)
	}
	if to-from < n || p.how == whole && to-from > n || !p.standsAt(text, from) {
		return -1
	}
	return from
}

func (p *pattern) standsAt(text string, at int) bool {
	for i, c := range p.want {
		if p.fold[text[at+i]] != c {
			return false
		}
	}
	return true
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
			points := perLetter + 2*begins - min(at, latestStart)
			if n > 1 {
				points = p.ways[n-1].goOn(at, begins)
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

// runAt is runPoints of a text in ASCII.
func runAt(text string, from, to int) int32 {
	points := perLetter + 2*beginningAt(text, from) - int32(min(from, latestStart))
	for i := from + 1; i < to; i++ {
		points += perLetter + max(joined, beginningAt(text, i))
	}
	return points
}
