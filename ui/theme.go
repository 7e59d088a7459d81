package ui

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
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

// theme has every style and glyph of the program; nothing else makes any.
type theme struct {
	row, selected rowStyles
	title         style
	profile       style
	rule          style
	prompt        style
	key           style
	frame         style // around a box above the screen
	glyphs        glyphs
}

// glyphs are the signs of the dashboard. Each is one cell wide.
type glyphs struct {
	online, missing, offline, unknown string
	cursor, up, down, changed         string
	sortedUp, sortedDown              string
	folded, unfolded, pinned, marked  string
	rule, column, ellipsis            string
	running, done, failed, pause      string
	enter, choice, watch, timer       string
	topLeft, topRight                 string
	bottomLeft, bottomRight           string
}

func unicodeGlyphs() glyphs {
	return glyphs{
		online: "●", missing: "◐", offline: "◌", unknown: "?",
		cursor: "▌", up: "▲", down: "▼", changed: "◆", sortedUp: "▴", sortedDown: "▾",
		folded: "▸", unfolded: "▾", pinned: "★", marked: "◉",
		rule: "─", column: "│", ellipsis: "…",
		running: "▶", done: "✓", failed: "✗", pause: "‖",
		enter: "⏎", choice: "›", watch: "◎", timer: "◷",
		topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
	}
}

// palette is what differs from terminal to terminal.
type palette struct {
	dim                     lipgloss.Style
	accent, good, warn, bad color.Color
	// selection is the background of the selected row; nil reverses the row.
	selection color.Color
}

func coloured(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(hex)) }

func darkPalette() palette {
	return palette{
		dim: coloured("#8a8f98"), accent: lipgloss.Color("#6cb6ff"), good: lipgloss.Color("#57c98a"),
		warn: lipgloss.Color("#e3b341"), bad: lipgloss.Color("#ff7b72"), selection: lipgloss.Color("#26324a"),
	}
}

func lightPalette() palette {
	return palette{
		dim: coloured("#646a73"), accent: lipgloss.Color("#0b62c4"), good: lipgloss.Color("#14703a"),
		warn: lipgloss.Color("#8a5a00"), bad: lipgloss.Color("#b3261e"), selection: lipgloss.Color("#d8e8fb"),
	}
}

// neutralPalette can be read on dark and light alike. It is for terminals that do not tell, such
// as tmux 3.3.
func neutralPalette() palette {
	return palette{
		dim: coloured("#808790"), accent: lipgloss.Color("#3b82d6"), good: lipgloss.Color("#2f9e5b"),
		warn: lipgloss.Color("#b7791f"), bad: lipgloss.Color("#d9534f"),
	}
}

// ansiPalette leaves it to the terminal's own sixteen colours, which its user has chosen. Its cyan
// and yellow are for dark backgrounds only.
func ansiPalette(light bool) palette {
	p := palette{
		dim: lipgloss.NewStyle().Faint(true), accent: lipgloss.Color("6"), good: lipgloss.Color("2"),
		warn: lipgloss.Color("3"), bad: lipgloss.Color("1"),
	}
	if light {
		p.accent, p.warn = lipgloss.Color("4"), lipgloss.Color("5")
	}
	return p
}

func newTheme(p palette) theme {
	base := lipgloss.NewStyle()
	row, selected := newRowStyles(p, base), reversedRowStyles()
	selected.cursor = row.text // reversed, the bar would be a notch
	if p.selection != nil {
		selected = newRowStyles(p, base.Background(p.selection))
	}
	return theme{
		row:      row,
		selected: selected,
		title:    newStyle(base.Bold(true)),
		profile:  newStyle(base.Bold(true).Foreground(p.accent)),
		rule:     newStyle(p.dim.Faint(true)),
		prompt:   newStyle(base.Bold(true).Foreground(p.warn)),
		key:      newStyle(base.Bold(true).Foreground(p.accent)),
		frame:    newStyle(base.Foreground(p.accent)),
		glyphs:   unicodeGlyphs(),
	}
}

func newRowStyles(p palette, base lipgloss.Style) rowStyles {
	return rowStyles{
		text:    newStyle(base),
		strong:  newStyle(base.Bold(true)),
		dim:     newStyle(p.dim.Inherit(base)),
		match:   newStyle(base.Bold(true).Underline(true).Foreground(p.accent)),
		online:  newStyle(base.Foreground(p.good)),
		offline: newStyle(p.dim.Inherit(base)),
		warn:    newStyle(base.Foreground(p.warn)),
		alert:   newStyle(base.Bold(true).Foreground(p.bad)),
		cursor:  newStyle(base.Foreground(p.accent)),
		mark:    newStyle(base.Bold(true).Foreground(p.accent)),
		changed: newStyle(base.Foreground(p.accent)),
		key:     newStyle(base.Bold(true).Foreground(p.accent)),
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

// plainTheme has no escape sequences at all.
func plainTheme() theme {
	return theme{glyphs: unicodeGlyphs()}
}
