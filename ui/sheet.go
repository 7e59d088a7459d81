package ui

import (
	"strings"

	"parsec-hosts/internal/textsafe"
)

// sheet is lines that are written one after the other into one block of memory. The zero sheet is empty.
type sheet struct {
	strings.Builder
	ends   []int // where each line ends
	margin int   // blanks before a line that has anything in it
}

// newSheet has room for so many lines of so many bytes altogether.
func newSheet(lines, bytes int) *sheet {
	s := &sheet{ends: make([]int, 0, lines)}
	s.Grow(bytes)
	return s
}

// styled is how many bytes a cell takes, with what colours and letters beyond ASCII take.
const styled = 4

// begin begins a line that has something in it.
func (s *sheet) begin() { writeBlanks(&s.Builder, s.margin) }

func (s *sheet) endLine() { s.ends = append(s.ends, s.Len()) }

// line writes a whole line in one style.
func (s *sheet) line(text string, look style) {
	s.begin()
	look.write(&s.Builder, text)
	s.endLine()
}

func (s *sheet) lines() []string {
	text, lines, from := s.String(), make([]string, len(s.ends)), 0
	for i, end := range s.ends {
		lines[i], from = text[from:end], end
	}
	return lines
}

// write is render into what is being written.
func (s style) write(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	b.WriteString(s.open)
	b.WriteString(text)
	b.WriteString(s.shut)
}

// writePadded writes a text cut or filled with blanks to exactly width cells.
func (s style) writePadded(b *strings.Builder, text string, width int) {
	if width <= 0 {
		return
	}
	text = textsafe.Truncate(text, width)
	b.WriteString(s.open)
	b.WriteString(text)
	writeBlanks(b, width-textsafe.Width(text))
	b.WriteString(s.shut)
}

// writeBlanks writes n blanks in a style.
func (s style) writeBlanks(b *strings.Builder, n int) {
	if n > 0 {
		b.WriteString(s.open)
		writeBlanks(b, n)
		b.WriteString(s.shut)
	}
}

const blanks = "                                                                "

func writeBlanks(b *strings.Builder, n int) {
	for ; n > len(blanks); n -= len(blanks) {
		b.WriteString(blanks)
	}
	b.WriteString(blanks[:max(0, n)])
}
