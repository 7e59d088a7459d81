package config

import "strings"

// nearest returns the candidate a mistyped word was probably meant to be, or "".
func nearest(word string, candidates []string) string {
	const longest = 64 // longer than any name here; bounds the work
	if len(word) > longest {
		return ""
	}
	plain := fold(word)
	best, found := 1+max(1, len(plain)/3), ""
	for _, candidate := range candidates {
		if d := distance(plain, fold(candidate)); d < best {
			best, found = d, candidate
		}
	}
	return found
}

// DidYouMean is the end of an error about the unknown word, or "" when nothing is near it.
func DidYouMean(word string, candidates []string) string {
	if near := nearest(word, candidates); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// fold drops what people vary without meaning to.
func fold(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// distance is the number of single-byte insertions, deletions, replacements and swaps of
// neighbours between a and b.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	before, last, row := rows[0], rows[1], rows[2]
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			replaced := last[j]
			if a[i] != b[j] {
				replaced++
			}
			row[j+1] = min(replaced, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
