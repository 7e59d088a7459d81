package query

// Tables for texts in ASCII.
var (
	inAnyCase  = makeSmallLetters()
	kinds      = makeKinds()
	beginnings = makeBeginnings()
)

// makeSmallLetters returns what each byte is where case does not matter.
func makeSmallLetters() (small [256]byte) {
	for i := range small {
		small[i] = byte(i)
	}
	for c := 'A'; c <= 'Z'; c++ {
		small[c] = byte(c) + 'a' - 'A'
	}
	return small
}

// makeKinds returns the kind of every byte.
func makeKinds() (kinds [256]kind) {
	for c := range 0x80 {
		kinds[c] = appendLetters(nil, string(rune(c)), true)[0].kind
	}
	return kinds
}

// makeBeginnings returns what a letter is worth because of its kind and that of the letter before.
func makeBeginnings() (points [4][4]int32) {
	for before := range points {
		for k := range points[before] {
			points[before][k] = beginningAfter(kind(before), kind(k))
		}
	}
	return points
}

// beginningAt is beginning of a text in ASCII.
func beginningAt(text string, i int) int32 {
	if i == 0 {
		return textBegins
	}
	return beginnings[kinds[text[i-1]]&3][kinds[text[i]]&3]
}

// inSmallLetters returns text of the same length, with the capitals in ASCII made small letters.
func inSmallLetters(text string) string {
	small := []byte(text)
	for i, c := range small {
		small[i] = inAnyCase[c]
	}
	return string(small)
}
