package fleet

import (
	"cmp"
	"unicode"
	"unicode/utf8"
)

// ByName orders hosts as people look for them: by name without regard to case and with numbers by
// value, so that render-2 comes before render-10. Hosts of the same name are ordered by peer ID, so
// that the order never depends on that of an answer.
func ByName(a, b *Host) int {
	if order := CompareNatural(a.Name, b.Name); order != 0 {
		return order
	}
	return cmp.Compare(a.PeerID, b.PeerID)
}

// CompareNatural orders texts as people do: letter by letter without regard to case, and runs of
// digits by their value. It returns -1, 0 or 1, as strings.Compare.
func CompareNatural(a, b string) int {
	for a != "" && b != "" {
		if isDigit(a[0]) && isDigit(b[0]) {
			na, nb := digits(a), digits(b)
			if c := compareNumbers(a[:na], b[:nb]); c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] == b[0] && a[0] < utf8.RuneSelf {
			a, b = a[1:], b[1:] // as nearly always
			continue
		}
		ra, sa := utf8.DecodeRuneInString(a)
		rb, sb := utf8.DecodeRuneInString(b)
		if c := cmp.Compare(unicode.ToLower(ra), unicode.ToLower(rb)); c != 0 {
			return c
		}
		a, b = a[sa:], b[sb:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// compareNumbers compares two runs of digits of any length.
func compareNumbers(a, b string) int {
	a, b = trimZeros(a), trimZeros(b)
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

func trimZeros(s string) string {
	for len(s) > 1 && s[0] == '0' {
		s = s[1:]
	}
	return s
}
