package textsafe

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns how many cells clean text occupies.
func Width(s string) int {
	if cells, ok := widthOfLatin(s); ok {
		return cells
	}
	return ansi.StringWidth(s)
}

// widthOfLatin counts the cells of a text whose characters are those of ASCII and Latin-1: each takes one.
// That is nearly every text, and a fiftieth of the work (BenchmarkWidth).
func widthOfLatin(s string) (cells int, ok bool) {
	const softHyphen = 0xad
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= ' ' && c <= '~':
		case (c == 0xc2 || c == 0xc3) && i+1 < len(s):
			i++
			if r := c<<6 | s[i]&0x3f; r <= 0xa0 || r == softHyphen || s[i]&0xc0 != 0x80 {
				return 0, false
			}
		default:
			return 0, false
		}
		cells++
	}
	return cells, true
}

// Truncate returns clean text cut to at most width cells, ending in … when something was cut. No
// character is cut in half: where a wide one does not fit, the result is one cell shorter.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if len(s) <= width && IsPrintableASCII(s) {
		return s
	}
	end, used, fits := 0, 0, 0 // fits: what leaves a cell for the ellipsis
	for end < len(s) {
		cluster, cells := nextCell(s[end:])
		if used += cells; used > width {
			return s[:fits] + ellipsis
		}
		end += len(cluster)
		if used < width {
			fits = end
		}
	}
	return s
}

// Pad returns clean text cut as by Truncate or filled with spaces to exactly width cells.
func Pad(s string, width int) string {
	s = Truncate(s, width)
	if missing := width - Width(s); missing > 0 {
		return s + strings.Repeat(" ", missing)
	}
	return s
}

// nextCell returns the grapheme cluster that s begins with and its width. An ASCII character comes
// alone, as in the renderer: in clean text the marks on it add nothing to its width.
func nextCell(s string) (string, int) {
	if s[0] < utf8.RuneSelf {
		return s[:1], 1
	}
	return ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
}
