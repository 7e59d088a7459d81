package query

import "math"

// The points that a find is made of. Two letters together are worth more than two at the starts
// of neighbouring words, which have at least one between them.
const (
	perLetter   = 160
	textBegins  = 160 // more for a letter that begins the text
	wordBegins  = 128 // or a word in it
	partBegins  = 112 // or a part of a word: a capital within small letters, a number
	joined      = 96  // or for one that follows the one found before it
	gapBegins   = 48  // less for the first letter passed over between two found ones
	gapGoesOn   = 16  // and for each further one
	latestStart = 15  // less, at most, for letters before the first: only a tie is decided by it
)

// beginning returns what the letter at index i is worth because of what it begins.
func beginning(letters []letter, i int) int32 {
	if i == 0 {
		return textBegins
	}
	return beginningAfter(letters[i-1].kind, letters[i].kind)
}

// beginningAfter is the same of a letter by its kind and that of the letter before it.
func beginningAfter(before, l kind) int32 {
	switch {
	case l == other || l == before:
		return 0
	case before == other:
		return wordBegins
	case l == upper && before == lower, l == digit:
		return partBegins
	}
	return 0
}

// firstPoints are those of the first letter found, whose beginning counts twice.
func firstPoints(letters []letter, i int) int32 {
	return perLetter + 2*beginning(letters, i) - int32(min(i, latestStart))
}

// joinedPoints are those of a letter that directly follows one found.
func joinedPoints(letters []letter, i int) int32 {
	return perLetter + max(joined, beginning(letters, i))
}

// runPoints returns the points of letters that are found together.
func runPoints(letters []letter, from, to int) int {
	points := firstPoints(letters, from)
	for i := from + 1; i < to; i++ {
		points += joinedPoints(letters, i)
	}
	return int(points)
}

// none is the points of what is not possible, far from an overflow.
const none = math.MinInt32 / 2

// alignment is the best way to find letters in order.
type alignment struct {
	points int
	last   int // index of the last letter found

	from, to int
	// grid[j*(to-from)+i-from] is the most points for the first j+1 letters wanted, of which the
	// last is found at index i.
	grid []int32
}

// align finds the best way to find want, of which the first letter is not before from, nor the last
// at or after to. It needs room for len(want)*(to-from) numbers and takes more if that is too small.
func align(letters, want []letter, from, to int, room []int32) alignment {
	width := to - from
	if len(room) < len(want)*width {
		room = make([]int32, len(want)*width)
	}
	a := alignment{from: from, to: to, grid: room}
	a.fillFirst(letters, want[0])
	for j := 1; j < len(want); j++ {
		a.fill(j, letters, want[j])
	}
	last := a.row(len(want) - 1)
	best := 0
	for i, points := range last {
		if points > last[best] {
			best = i
		}
	}
	a.points, a.last = int(last[best]), from+best
	return a
}

// fillFirst works out the row of the first letter wanted.
func (a *alignment) fillFirst(letters []letter, want letter) {
	row := a.row(0)
	for i := range row {
		row[i] = none
		if letters[a.from+i].is(want) {
			row[i] = firstPoints(letters, a.from+i)
		}
	}
}

// fill works out row j from the one above.
func (a *alignment) fill(j int, letters []letter, want letter) {
	row, above := a.row(j), a.row(j-1)
	row[0] = none
	gapped := int32(none) // the best of the row above, less the gap between it and i
	for i := 1; i < len(row); i++ {
		if i >= 2 {
			gapped = max(gapped-gapGoesOn, above[i-2]-gapBegins)
		}
		row[i] = none
		if at := a.from + i; letters[at].is(want) {
			row[i] = max(gapped+perLetter+beginning(letters, at), above[i-1]+joinedPoints(letters, at))
		}
	}
}

func (a *alignment) row(j int) []int32 {
	width := a.to - a.from
	return a.grid[j*width : (j+1)*width]
}

// trace calls found with the index of each letter, from the last to the first.
func (a *alignment) trace(letters, want []letter, found func(i int)) {
	at := a.last
	for j := len(want) - 1; ; j-- {
		found(at)
		if j == 0 {
			return
		}
		at = a.from + before(a.row(j-1), a.row(j)[at-a.from], letters, at, a.from)
	}
}

// before returns the index in the row above from which the letter at index at got its points.
func before(above []int32, points int32, letters []letter, at, from int) int {
	i := at - from
	if above[i-1]+joinedPoints(letters, at) == points {
		return i - 1
	}
	left := points - perLetter - beginning(letters, at)
	gap := int32(gapBegins)
	for k := i - 2; k > 0; k-- {
		if above[k]-gap == left {
			return k
		}
		gap += gapGoesOn
	}
	return 0
}
