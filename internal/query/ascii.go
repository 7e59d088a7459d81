package query

// Tables for texts in ASCII.
var (
	inAnyCase, asItIs = makeFolds()
	kinds             = makeKinds()
	beginnings        = makeBeginnings()
)

// makeFolds returns what the bytes of a text count as where case does not matter, and where it does.
func makeFolds() (inAnyCase, asItIs [256]byte) {
	for i := range 256 {
		c := byte(i)
		inAnyCase[i], asItIs[i] = c, c
		if 'A' <= c && c <= 'Z' {
			inAnyCase[i] = c + 'a' - 'A'
		}
	}
	return inAnyCase, asItIs
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
