package ui

import (
	"fmt"
	"strings"

	"parsec-hosts/internal/textsafe"
)

// boxFrame and boxMargin are what a box takes of a screen beside its lines, in each direction.
const boxFrame, boxMargin = 2, 2

// menuInner is the width of a menu's lines on a screen of the given width. A menu that takes nearly all
// of it takes all: scraps of the screen at its sides would look like a part of it.
func (m Model) menuInner(width int) int {
	most := width - boxFrame
	wanted := max(m.menuColumns().width(), textsafe.Width(m.menu.title)+4, 24)
	if m.menu.large || wanted > most-boxMargin {
		return most
	}
	return wanted
}

func (m Model) menuColumns() (c menuColumns) {
	for _, i := range m.menu.items {
		c.key = max(c.key, textsafe.Width(i.key))
		c.label = max(c.label, textsafe.Width(i.label))
		c.sign = max(c.sign, textsafe.Width(i.sign))
		c.note = max(c.note, textsafe.Width(i.note))
	}
	return c
}

// menuBox draws the menu with its frame, for a screen of the given size.
func (m Model) menuBox(width, height int) []string {
	items, c, inner := m.menu.listed(), m.menuColumns(), m.menuInner(width)
	var lines []string
	if m.menu.search {
		lines = append(lines, m.searchLine(inner))
	}
	room := max(1, height-boxFrame-boxMargin-len(lines))
	from := max(0, min(m.menu.cursor-room/2, len(items)-room))
	for i := from; i < min(len(items), from+room); i++ {
		lines = append(lines, m.menuLine(items[i], i == m.menu.cursor, c, inner))
	}
	if len(items) == 0 {
		words := " nothing matches"
		if len(m.menu.items) == 0 {
			words = " nothing yet"
		}
		lines = append(lines, m.theme.row.dim.render(textsafe.Pad(words, inner)))
	}
	foot := ""
	if len(items) > room {
		foot = fmt.Sprintf("%d of %d", m.menu.cursor+1, len(items))
	}
	return m.framed(m.menu.title, foot, lines, inner)
}

// menuColumns are the widths of the widest parts of a menu's items.
type menuColumns struct{ key, sign, label, note int }

const menuGap = 2

// width is what a line needs, the cursor and the blanks at both ends included.
func (c menuColumns) width() int {
	width := 2 + c.label + 1
	for _, other := range []int{c.key, c.note} {
		if other > 0 {
			width += other + menuGap
		}
	}
	if c.sign > 0 {
		width += c.sign + 1
	}
	return width
}

// menuLine is an item in exactly width cells.
func (m Model) menuLine(i menuItem, underCursor bool, c menuColumns, width int) string {
	r, cursor := m.theme.line(underCursor)
	label := r.text
	if i.blocked != "" {
		label = r.dim
	}
	used := 2
	line := r.cursor.render(cursor) + r.text.render(" ")
	add := func(text string, wide int, s style) {
		text = textsafe.Pad(text, min(wide, width-used))
		used += textsafe.Width(text)
		line += s.render(text)
	}
	gap := strings.Repeat(" ", menuGap)
	if c.key > 0 {
		add(i.key, c.key, r.key)
		add(gap, menuGap, r.text)
	}
	if c.sign > 0 {
		s := r.text
		if i.signStyle != nil && !underCursor {
			s = i.signStyle(r)
		}
		add(i.sign, c.sign, s)
		add(" ", 1, r.text)
	}
	add(i.label, c.label, label)
	if c.note > 0 {
		add(gap, menuGap, r.text)
		add(i.note, c.note, r.dim)
	}
	return line + r.text.render(strings.Repeat(" ", max(0, width-used)))
}

// searchMargin is what stands before the text that is typed in a search menu.
const searchMargin = 3

// searchLine is what was typed in a search menu, in exactly width cells.
func (m Model) searchLine(width int) string {
	room := width - searchMargin
	typed, _ := m.menu.input.inSight(room - 1)
	text, s := typed, m.theme.row.text
	if typed == "" {
		text, s = "type to search", m.theme.row.dim
	}
	return m.theme.key.render(" "+m.theme.glyphs.choice+" ") + s.render(textsafe.Pad(text, room))
}
