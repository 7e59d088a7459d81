package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"parsec-hosts/internal/textsafe"
)

// framed puts a frame around lines of exactly width cells, with a title and, unless it is empty, a foot.
func (m Model) framed(title, foot string, lines []string, width int) []string {
	g, edge := m.theme.glyphs, m.theme.frame
	title = textsafe.Truncate(title, max(1, width-4))
	rest := max(0, width-textsafe.Width(title)-3)
	box := make([]string, 0, len(lines)+2)
	box = append(box, edge.render(g.topLeft+g.rule)+" "+m.theme.title.render(title)+" "+edge.render(strings.Repeat(g.rule, rest)+g.topRight))
	for _, l := range lines {
		box = append(box, edge.render(g.column)+l+edge.render(g.column))
	}
	if foot == "" {
		return append(box, edge.render(g.bottomLeft+strings.Repeat(g.rule, width)+g.bottomRight))
	}
	foot = textsafe.Truncate(foot, max(1, width-4))
	rest = max(0, width-textsafe.Width(foot)-3)
	return append(box, edge.render(g.bottomLeft+strings.Repeat(g.rule, rest))+" "+m.theme.row.dim.render(foot)+" "+edge.render(g.rule+g.bottomRight))
}

// boxPlace is the left upper corner of a box on a screen: in the middle, a little above the centre,
// where the eye is.
func boxPlace(width, height int, box []string) (left, top int) {
	return max(0, (width-ansi.StringWidth(box[0]))/2), max(0, (height-len(box))/3)
}

// overlay draws a box above the screen.
func overlay(screen, box []string, width int) []string {
	if len(box) == 0 || len(box) > len(screen) {
		return screen
	}
	boxWidth := ansi.StringWidth(box[0])
	left, top := boxPlace(width, len(screen), box)
	drawn := append([]string{}, screen...)
	for i, line := range box {
		below := screen[top+i]
		drawn[top+i] = padStyled(ansi.Truncate(below, left, ""), left) + line + cutLeft(below, left+boxWidth)
	}
	return drawn
}

const resetStyle = "\x1b[m"

// padStyled ends the styles of a line and fills it to width cells.
func padStyled(line string, width int) string {
	missing := strings.Repeat(" ", max(0, width-ansi.StringWidth(line)))
	if strings.Contains(line, "\x1b") {
		return line + resetStyle + missing
	}
	return line + missing
}

// cutLeft leaves out the first cells of a line. A wide character that is cut in half becomes a blank.
func cutLeft(line string, cells int) string {
	rest := ansi.TruncateLeft(line, cells, "")
	if ansi.StringWidth(rest) > max(0, ansi.StringWidth(line)-cells) { // which keeps such a character whole
		return " " + ansi.TruncateLeft(line, cells+1, "")
	}
	return rest
}
