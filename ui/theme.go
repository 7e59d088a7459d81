package ui

import (
	"cmp"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// style is a lipgloss style reduced to the two strings that surround a text. Rows are drawn on
// every key press, and a lipgloss render per cell costs a hundred times as much.
type style struct {
	open, shut string
}

func newStyle(s lipgloss.Style) style {
	const mark = "x"
	open, shut, _ := strings.Cut(s.Render(mark), mark)
	return style{open: open, shut: shut}
}

func (s style) render(text string) string {
	if text == "" {
		return ""
	}
	return s.open + text + s.shut
}

// rowStyles are the styles within one line. A line with a background needs its own set, since
// the end of an inner style also ends the background around it.
type rowStyles struct {
	text, strong, dim, match     style
	online, offline, warn, alert style
	cursor, mark, changed, key   style
}

// line is how a line of a list is drawn, and what its first cell shows.
func (t *theme) line(underCursor bool) (r rowStyles, cursor string) {
	if underCursor {
		return t.selected, t.glyphs.cursor
	}
	return t.row, " "
}

// theme has every style and glyph of the program; nothing else makes any.
type theme struct {
	row, selected rowStyles
	title         style
	profile       style
	block         bool // the profile's name is a block of colour, with air around it
	rule          style
	prompt        style
	key           style
	frame         style // around a box above the screen
	glyphs        glyphs
}

// newTheme makes the styles that the terminal can show. A terminal without any gets no escape
// sequences at all.
func newTheme(l Looks, profile colorprofile.Profile, told Background) *theme {
	if profile == colorprofile.NoTTY {
		return &theme{glyphs: l.glyphs()}
	}
	p := l.scheme().on(profile, cmp.Or(l.Background, told))
	if profile > colorprofile.ASCII {
		p = p.with(l.Colors)
	}
	base := paint(lipgloss.NewStyle(), p.text)
	row, selected := newRowStyles(p, base), reversedRowStyles()
	selected.cursor = row.text // reversed, the bar would be a notch
	if p.selection != "" {
		chosen := p.onSelection()
		onIt := lipgloss.NewStyle().Background(lipgloss.Color(p.selection)).Bold(p.bold)
		selected = newRowStyles(chosen, paint(onIt, chosen.text))
	}
	return &theme{
		row:      row,
		selected: selected,
		title:    newStyle(base.Bold(true)),
		profile:  newStyle(profileStyle(l.HeaderColor, profile, paint(base, p.accent))),
		block:    l.HeaderColor != "",
		rule:     newStyle(paint(base, cmp.Or(p.rule, p.dim)).Faint(p.rule == "" && !p.bold)),
		prompt:   newStyle(paint(base, p.warn).Bold(true)),
		key:      newStyle(paint(base, p.accent).Bold(true)),
		frame:    newStyle(paint(base, p.accent)),
		glyphs:   l.glyphs(),
	}
}

// scheme is the theme by its name, or the default one.
func (l Looks) scheme() scheme {
	if s, ok := schemes[l.Theme]; ok {
		return s
	}
	return schemes[ThemeDefault]
}

// paint writes in a colour, or as base does.
func paint(base lipgloss.Style, colour string) lipgloss.Style {
	if colour == "" {
		return base
	}
	return base.Foreground(lipgloss.Color(colour))
}

func newRowStyles(p palette, base lipgloss.Style) rowStyles {
	dim := newStyle(paint(base, p.dim).Faint(p.faint))
	return rowStyles{
		text:    newStyle(base),
		strong:  newStyle(base.Bold(true)),
		dim:     dim,
		match:   newStyle(paint(base, p.accent).Bold(true).Underline(true)),
		online:  newStyle(paint(base, p.good).Bold(p.bold)),
		offline: dim,
		warn:    newStyle(paint(base, p.warn).Bold(p.bold)),
		alert:   newStyle(paint(base, p.bad).Bold(true)),
		cursor:  newStyle(paint(base, p.accent)),
		mark:    newStyle(paint(base, p.accent).Bold(true)),
		changed: newStyle(paint(base, p.accent)),
		key:     newStyle(paint(base, p.accent).Bold(true)),
	}
}

// reversedRowStyles leave colours out: reversed, each would be another background.
func reversedRowStyles() rowStyles {
	base := lipgloss.NewStyle().Reverse(true)
	text, strong := newStyle(base), newStyle(base.Bold(true))
	return rowStyles{
		text: text, strong: strong, dim: text, match: newStyle(base.Bold(true).Underline(true)),
		online: text, offline: text, warn: strong, alert: strong, mark: strong, changed: strong, key: strong,
	}
}

// profileStyle is for the profile's name: a block of its own colour, so that production is never
// taken for staging. Without colours the block is reversed.
func profileStyle(colour string, profile colorprofile.Profile, plain lipgloss.Style) lipgloss.Style {
	switch {
	case colour == "":
		return plain.Bold(true)
	case profile <= colorprofile.ASCII:
		return plain.Bold(true).Reverse(true)
	}
	background := lipgloss.Color(colour)
	return lipgloss.NewStyle().Bold(true).Foreground(ink(background)).Background(background)
}

// profileName is the profile's name as the header shows it.
func (t *theme) profileName(name string) string {
	if name == "" || !t.block {
		return name
	}
	return " " + name + " "
}
