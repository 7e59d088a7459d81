package ui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"parsec-hosts/internal/textsafe"
)

// segment is a piece of a line in one style.
type segment struct {
	text  string
	style style
	// rank says which segments of a line go first when it is too long: the highest. Segments of
	// rank 0 always stay.
	rank int
	// close has it stand one cell behind the one before it, not two.
	close bool
}

// line is a row of segments with a gap of two cells between those that have text.
type line []segment

const segmentGap = "  "

// gap is what stands before the segment, unless it is the first one.
func (s segment) gap() string {
	if s.close {
		return segmentGap[:1]
	}
	return segmentGap
}

func (l line) width() int {
	total := 0
	for _, s := range l {
		if s.text == "" {
			continue
		}
		if total > 0 {
			total += len(s.gap())
		}
		total += textsafe.Width(s.text)
	}
	return total
}

// without returns the line without its segments of the given rank or above.
func (l line) without(rank int) line {
	var kept line
	for _, s := range l {
		if s.rank < rank {
			kept = append(kept, s)
		}
	}
	return kept
}

func (l line) maxRank() int {
	highest := 0
	for _, s := range l {
		highest = max(highest, s.rank)
	}
	return highest
}

func (l line) render() string {
	var b strings.Builder
	first := true
	for _, s := range l {
		if s.text == "" {
			continue
		}
		if !first {
			b.WriteString(s.gap())
		}
		first = false
		b.WriteString(s.style.render(s.text))
	}
	return b.String()
}

// spread writes left and right at the two ends of a line of the given width, with a margin of
// one cell. What does not fit is dropped by rank, and at last the left is cut.
func spread(width int, left, right line) string {
	inner := width - 2
	if inner < 1 {
		return ""
	}
	for rank := max(left.maxRank(), right.maxRank()); rank > 0 && !fits(inner, left, right); rank-- {
		left, right = left.without(rank), right.without(rank)
	}
	if !fits(inner, left, right) {
		left = left.cut(inner - right.width() - len(segmentGap))
	}
	if !fits(inner, left, right) {
		left, right = nil, right.cut(inner)
	}
	gap := inner - left.width() - right.width()
	return " " + left.render() + strings.Repeat(" ", max(0, gap)) + right.render()
}

func fits(width int, left, right line) bool {
	return left.width()+right.width()+len(segmentGap) <= width || left.width() <= width && right.width() == 0
}

// cut shortens the line to at most width cells.
func (l line) cut(width int) line {
	var kept line
	for _, s := range l {
		gap := 0
		if len(kept) > 0 {
			gap = len(s.gap())
		}
		room := width - kept.width() - gap
		if room <= 0 {
			return kept
		}
		s.text = textsafe.Truncate(s.text, room)
		kept = append(kept, s)
	}
	return kept
}

// wrappedLines bounds what one text may take of the screen, and what it costs to lay out: a peer ID
// may be a megabyte long.
const wrappedLines = 12

// wrap breaks text into lines of at most width cells, at spaces where there are any.
func wrap(text string, width int) []string {
	const widestLetter = 2
	if width < widestLetter {
		return nil
	}
	var lines []string
	current := ""
	for _, word := range strings.Fields(textsafe.Truncate(text, width*wrappedLines)) {
		for textsafe.Width(word) > width {
			if current != "" {
				lines, current = append(lines, current), ""
			}
			head := ansi.Truncate(word, width, "")
			lines, word = append(lines, head), word[len(head):]
		}
		switch {
		case current == "":
			current = word
		case textsafe.Width(current)+1+textsafe.Width(word) <= width:
			current += " " + word
		default:
			lines, current = append(lines, current), word
		}
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines
}

// fitsAsItIs reports whether a text is one line that breaking would not change. Most are.
func fitsAsItIs(text string, width int) bool {
	last := ' '
	for _, r := range text {
		if unicode.IsSpace(r) && (r != ' ' || last == ' ') {
			return false
		}
		last = r
	}
	return last != ' ' && textsafe.Width(text) <= width
}
