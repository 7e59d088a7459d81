package query

import "unicode"

// mask is a set of letters, close enough to tell in one step that a text cannot have all that is looked
// for: two letters may share a bit, but one letter never has two. It spares nearly all texts the search
// (BenchmarkFind of a text that nothing has).
type mask uint64

// hard is set in the mask of a text that needs more than a look at its bytes.
const hard mask = 1 << 63

// asciiBits has the bit of every character in ASCII. Capitals have that of the small letter.
var asciiBits = makeASCIIBits()

func makeASCIIBits() (bits [128]mask) {
	const frequent = " -_.#"
	const digits, signs, rest = 26, 36, 42
	for c := range bits {
		bits[c] = 1 << (rest + c%8)
	}
	for i := range 26 {
		bits['a'+i], bits['A'+i] = 1<<i, 1<<i
	}
	for i := range 10 {
		bits['0'+i] = 1 << (digits + i)
	}
	for i, c := range frequent {
		bits[c] = 1 << (signs + i)
	}
	return bits
}

// bitOf is the bit of a letter without its marks, in any case.
func bitOf(base rune) mask {
	const beyondASCII, kinds = 50, 13
	base = unicode.ToLower(base)
	if base < int32(len(asciiBits)) && base >= 0 {
		return asciiBits[base]
	}
	return 1 << (beyondASCII + uint32(base)%kinds)
}

// maskOf is the set of the letters of a text. That of a text beyond ASCII is marked as hard.
func maskOf(text string) mask {
	var m mask
	for i := range len(text) {
		c := text[i]
		if c >= 0x80 {
			return maskOfLetters(appendLetters(nil, text, false)) | hard
		}
		m |= asciiBits[c]
	}
	return m
}

func maskOfLetters(letters []letter) mask {
	var m mask
	for _, l := range letters {
		m |= bitOf(l.base)
	}
	return m
}
