package bench

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// screen is a small model of a terminal: as much as it takes to read what a program shows. Colours and
// modes do not matter to it.
type screen struct {
	cells        [][]string // by line and column; "" right of a wide character
	width        int
	line, column int
	savedLine    int
	savedColumn  int
	last         string // the character written last, which can be repeated
	top, bottom  int    // of the region that scrolls
	rest         string // of a sequence that is not complete yet
	parser       *ansi.Parser
}

func newScreen(width, height int) *screen {
	s := &screen{width: width, bottom: height - 1, parser: ansi.NewParser()}
	for range height {
		s.cells = append(s.cells, blankLine(width))
	}
	return s
}

func blankLine(width int) []string {
	line := make([]string, width)
	for i := range line {
		line[i] = " "
	}
	return line
}

// Write takes what a program writes.
func (s *screen) Write(written []byte) (int, error) {
	text := s.rest + string(written)
	s.rest = ""
	for text != "" {
		if cut := incomplete(text); cut {
			s.rest = text
			break
		}
		sequence, width, n, _ := ansi.DecodeSequence(text, ansi.NormalState, s.parser)
		if width > 0 {
			s.print(sequence, width)
		} else {
			s.control(sequence)
		}
		text = text[n:]
	}
	return len(written), nil
}

// incomplete reports whether a text is the beginning of a sequence or a character, and no more.
func incomplete(text string) bool {
	if text[0] != 0x1b {
		return !utf8.FullRuneInString(text)
	}
	switch {
	case len(text) == 1:
		return true
	case text[1] == '[':
		return !strings.ContainsFunc(text[2:], func(r rune) bool { return r >= '@' && r <= '~' })
	case text[1] == ']' || text[1] == 'P' || text[1] == '_':
		return !strings.Contains(text, "\a") && !strings.Contains(text, "\x1b\\")
	}
	return false
}

func (s *screen) print(character string, width int) {
	if s.column+width > s.width {
		s.column = 0
		s.feed()
	}
	s.last = character
	s.cells[s.line][s.column] = character
	for i := 1; i < width; i++ {
		s.cells[s.line][s.column+i] = ""
	}
	s.column += width
}

func (s *screen) control(sequence string) {
	switch {
	case sequence == "\r":
		s.column = 0
	case sequence == "\n":
		s.feed()
	case sequence == "\b":
		s.column = max(0, s.column-1)
	case sequence == "\t":
		s.column = min(s.width-1, (s.column/8+1)*8)
	case sequence == "\x1bM":
		if s.line == s.top {
			s.scroll(-1)
		} else {
			s.line = max(0, s.line-1)
		}
	case sequence == "\x1b7":
		s.savedLine, s.savedColumn = s.line, s.column
	case sequence == "\x1b8":
		s.line, s.column = s.savedLine, s.savedColumn
	case strings.HasPrefix(sequence, "\x1b["):
		s.command(sequence[len(sequence)-1], strings.Split(sequence[2:len(sequence)-1], ";"))
	}
}

func (s *screen) command(final byte, parameters []string) {
	n := func(i, usual int) int {
		if i < len(parameters) {
			if value, err := strconv.Atoi(parameters[i]); err == nil && value > 0 {
				return value
			}
		}
		return usual
	}
	switch final {
	case 'A':
		s.line -= n(0, 1)
	case 'B':
		s.line += n(0, 1)
	case 'C':
		s.column += n(0, 1)
	case 'D':
		s.column -= n(0, 1)
	case 'E':
		s.line, s.column = s.line+n(0, 1), 0
	case 'F':
		s.line, s.column = s.line-n(0, 1), 0
	case 'G', '`':
		s.column = n(0, 1) - 1
	case 'd':
		s.line = n(0, 1) - 1
	case 'H', 'f':
		s.line, s.column = n(0, 1)-1, n(1, 1)-1
	case 'J':
		s.eraseScreen(n(0, 0))
	case 'K':
		s.eraseLine(n(0, 0))
	case 'X':
		s.blank(s.line, s.column, s.column+n(0, 1))
	case 'P':
		line := s.cells[s.line]
		from := min(s.width, s.column+n(0, 1))
		copy(line[s.column:], line[from:])
		s.blank(s.line, s.width-(from-s.column), s.width)
	case '@':
		line := s.cells[s.line]
		to := min(s.width, s.column+n(0, 1))
		copy(line[to:], line[s.column:])
		s.blank(s.line, s.column, to)
	case 'b':
		for range n(0, 1) {
			s.print(s.last, max(1, ansi.StringWidth(s.last)))
		}
	case 'r':
		s.top, s.bottom = n(0, 1)-1, n(1, len(s.cells))-1
		s.line, s.column = 0, 0
	case 'S':
		s.scroll(n(0, 1))
	case 'T':
		s.scroll(-n(0, 1))
	case 'L', 'M':
		top := s.top
		s.top = s.line
		s.scroll(map[byte]int{'L': -1, 'M': 1}[final] * n(0, 1))
		s.top = top
	}
	s.line, s.column = max(0, min(s.line, len(s.cells)-1)), max(0, min(s.column, s.width-1))
}

func (s *screen) feed() {
	if s.line == s.bottom {
		s.scroll(1)
		return
	}
	s.line = min(s.line+1, len(s.cells)-1)
}

// scroll moves the lines of the region up by n.
func (s *screen) scroll(n int) {
	region := s.cells[s.top : s.bottom+1]
	for ; n > 0; n-- {
		copy(region, region[1:])
		region[len(region)-1] = blankLine(s.width)
	}
	for ; n < 0; n++ {
		copy(region[1:], region)
		region[0] = blankLine(s.width)
	}
}

func (s *screen) blank(line, from, to int) {
	for i := from; i < min(to, s.width); i++ {
		s.cells[line][i] = " "
	}
}

func (s *screen) eraseLine(part int) {
	switch part {
	case 0:
		s.blank(s.line, s.column, s.width)
	case 1:
		s.blank(s.line, 0, s.column+1)
	default:
		s.blank(s.line, 0, s.width)
	}
}

func (s *screen) eraseScreen(part int) {
	for line := range s.cells {
		if part >= 2 || part == 0 && line > s.line || part == 1 && line < s.line {
			s.blank(line, 0, s.width)
		}
	}
	if part < 2 {
		s.eraseLine(part)
	}
}

// String is what is to be read on the screen, line by line.
func (s *screen) String() string {
	var b strings.Builder
	for _, line := range s.cells {
		b.WriteString(strings.TrimRight(strings.Join(line, ""), " "))
		b.WriteByte('\n')
	}
	return b.String()
}
