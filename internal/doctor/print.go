package doctor

import (
	"strings"

	"parsec-hosts/internal/ink"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// Printer lays the checks out for a person.
type Printer struct {
	Width int  // of the terminal in cells; 0 breaks no lines
	ASCII bool // signs in ASCII
	Color ink.Colored
	Home  string // the user's home folder, which is written as ~
}

const (
	nameColumn = 14 // a longer name takes its own room
	leastWidth = 40
)

type sign struct {
	sign, ascii string
	style       ink.Style
}

var signs = map[Status]sign{
	OK:      {"✓", "+", ink.Green},
	Warn:    {"!", "!", ink.Yellow},
	Fail:    {"✗", "x", ink.Red},
	Skipped: {"·", "-", ink.Dim},
}

// Group returns the lines of one group, its heading first.
func (p Printer) Group(name string, checks []Check) string {
	var b strings.Builder
	b.WriteString(p.Color.Paint(ink.Bold, name) + "\n")
	for _, c := range checks {
		s := signs[c.Status]
		drawn := s.sign
		if p.ASCII {
			drawn = s.ascii
		}
		name := textsafe.Truncate(c.Name.String(), 2*nameColumn)
		column := max(nameColumn, textsafe.Width(name))
		head := "  " + p.Color.Paint(s.style, drawn) + " " + textsafe.Pad(name, column) + "  "
		indent := strings.Repeat(" ", 4+nameColumn+2)
		for i, line := range p.lines(c.Found, 4+column+2) {
			if i > 0 {
				head = indent
			}
			b.WriteString(strings.TrimRight(head+line, " ") + "\n")
		}
		if c.Remedy != "" {
			for _, line := range p.lines(c.Remedy, len(indent)+2) {
				b.WriteString(indent + "  " + line + "\n")
			}
		}
	}
	return b.String()
}

// Summary is the last line.
func (p Printer) Summary(checks []Check) string {
	failed, warned := count(checks, Fail), count(checks, Warn)
	switch {
	case failed == 0 && warned == 0:
		return p.Color.Paint(signs[OK].style, "All is well.") + "\n"
	case failed == 0:
		return p.Color.Paint(signs[Warn].style, words.Plural(warned, "thing")+" worth knowing, nothing that fails.") + "\n"
	case warned == 0:
		return p.Color.Paint(signs[Fail].style, words.Plural(failed, "failure")+".") + "\n"
	}
	return p.Color.Paint(signs[Fail].style, words.Plural(failed, "failure")+", "+words.Plural(warned, "thing")+" worth knowing.") + "\n"
}

// lines breaks a text between words. A word that is too long, such as a path, stays whole, so that it
// can be copied.
func (p Printer) lines(t Text, indent int) []string {
	text := t.String()
	if p.Home != "" && p.Home != "/" {
		text = strings.ReplaceAll(text, p.Home+"/", "~/")
	}
	room := max(p.Width, leastWidth) - indent
	if p.Width == 0 || textsafe.Width(text) <= room {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case textsafe.Width(line)+1+textsafe.Width(word) <= room:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
