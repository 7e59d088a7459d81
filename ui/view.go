package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

// View draws the whole screen. It has exactly as many lines as the terminal: the renderer would
// drop a line too many without a word, the footer first.
func (m Model) View() tea.View {
	if m.picking() {
		return m.pickView()
	}
	view := tea.NewView(m.content())
	view.AltScreen = true
	view.ReportFocus = true // coming back to the terminal is a sign of life, see pollIfOverdue
	if m.mouse {
		view.MouseMode = tea.MouseModeCellMotion
	}
	if m.opts.Progress && m.connecting() {
		view.ProgressBar = tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	view.WindowTitle = m.windowTitle()
	view.Cursor = m.cursor()
	return view
}

func (m Model) content() string {
	return m.opts.Looks.punctuate(strings.Join(m.screen(), "\n"))
}

// windowTitle is the same wherever the cursor is, as are all the parts that a picture keeps.
func (m Model) windowTitle() string {
	return m.picture.drawn.title.get(func() string {
		title := "parsec-hosts"
		if m.opts.Profile != "" {
			title += " " + textsafe.Clean(m.opts.Profile)
		}
		if !m.answered {
			return title
		}
		return fmt.Sprintf("%s: %d online", title, m.fleet.Counts().Online+m.fleet.Counts().Missing)
	})
}

// screen returns the lines of the screen.
func (m Model) screen() []string {
	l := m.layout()
	switch {
	case m.width <= 0 || m.height <= 0:
		return nil
	case l.tooSmall:
		return m.tooSmallScreen()
	case m.opts.Welcome != nil:
		return m.frame(m.welcomeLines())
	case m.log.open:
		return m.frame(m.logLines())
	case m.help.open:
		return m.frame(m.allHelp())
	case m.picking():
		return m.pickScreen(l)
	}
	lines := slices.Concat(m.aboveTable(l), m.body(l), m.belowTable(l), m.footer())
	if m.menu.open {
		return overlay(lines, m.menuBox(m.width, m.height), m.width)
	}
	return lines
}

// aboveTable tells where we are and what is wrong, and what the list is narrowed by.
func (m Model) aboveTable(l layout) []string {
	return m.picture.drawn.above.get(func() []string {
		lines := append([]string{m.header(), m.rule()}, m.banner()[:l.banner]...)
		if l.filter > 0 {
			lines = append(lines, m.filterLine())
		}
		return lines
	})
}

// belowTable tells what is waited for, what is connected and what has happened.
func (m Model) belowTable(l layout) []string {
	return m.picture.drawn.below.get(func() []string {
		lines := []string{m.rule()}
		if l.waiting > 0 {
			lines = append(lines, m.waitingLine())
		}
		lines = append(lines, m.connectionLines(l.connections)...)
		if l.events > 0 {
			lines = append(lines, m.eventLine())
		}
		return lines
	})
}

// panelHeight is the room for a full-screen panel between header and footer.
func (m Model) panelHeight() int {
	const header, rules = 1, 2
	return max(0, m.height-header-rules-len(m.footer()))
}

// frame puts the part of a panel that is scrolled to between header and footer.
func (m Model) frame(panel []string) []string {
	height := m.panelHeight()
	from := max(0, min(m.scroll, len(panel)-height))
	lines := []string{m.header(), m.rule()}
	lines = append(lines, fillLines(panel[from:], height)...)
	return append(append(lines, m.rule()), m.footer()...)
}

// scrollPanel moves a panel of so many lines, and reports whether the key was for that.
func (m Model) scrollPanel(pressed string, lines int) (Model, bool) {
	switch pressed {
	case "down", "j":
		m.scroll++
	case "up", "k":
		m.scroll--
	case "pgdown", "space":
		m.scroll += m.panelHeight()
	case "pgup":
		m.scroll -= m.panelHeight()
	case "home", "g":
		m.scroll = 0
	case "end", "G":
		m.scroll = lines
	default:
		return m, false
	}
	return m.scrollTo(m.scroll, lines), true
}

// scrollTo moves a panel of so many lines, but not beyond its ends.
func (m Model) scrollTo(line, lines int) Model {
	m.scroll = max(0, min(line, lines-m.panelHeight()))
	return m
}

// body is the table and the details, in the places that the layout gives them.
func (m Model) body(l layout) []string {
	switch l.details {
	case detailsRight:
		return sideBySide(m.table(l), m.detailsLines(l), m.theme.rule, m.theme.glyphs.column)
	case detailsBelow:
		below := append([]string{m.rule()}, m.detailsLines(l)...)
		return append(m.table(l), fillLines(below, l.detailsHeight)...)
	case detailsInstead:
		if _, ok := m.list.row(); !ok {
			return fillLines(m.emptyLines(m.width), l.detailsHeight)
		}
		return fillLines(m.detailsLines(l), l.detailsHeight)
	}
	return m.table(l)
}

func (m Model) rule() string {
	return m.theme.rule.render(strings.Repeat(m.theme.glyphs.rule, m.width))
}

// tooSmallScreen says politely what is needed.
func (m Model) tooSmallScreen() []string {
	text := fmt.Sprintf("parsec-hosts needs %d×%d cells; there are %d×%d here", minWidth, leastHeight(m.picking()), m.width, m.height)
	return fillLines(wrap(text, m.width), m.height)
}

// fillLines makes lines exactly n long.
func fillLines(lines []string, n int) []string {
	if n <= 0 {
		return nil
	}
	if len(lines) >= n {
		return lines[:n]
	}
	return append(lines[:len(lines):len(lines)], make([]string, n-len(lines))...)
}

// sideBySide joins two columns of the same height. The left lines have their full width. An empty one
// begins in the style of the divider, which nobody sees: over cells of one style the renderer tries to
// write its way to the divider, and puts that text together cell by cell, eight times a line.
func sideBySide(left, right []string, rule style, column string) []string {
	divider, edge := rule.render(column), rule.render(" ")
	bytes := 0
	for i, line := range left {
		bytes += len(edge) + len(line) + len(divider)
		if i < len(right) {
			bytes += len(right[i])
		}
	}
	s := newSheet(len(left), bytes)
	for i, line := range left {
		if line != "" && strings.Trim(line, " ") == "" {
			s.WriteString(edge)
			line = line[1:]
		}
		s.WriteString(line)
		s.WriteString(divider)
		if i < len(right) {
			s.WriteString(right[i])
		}
		s.endLine()
	}
	return s.lines()
}

// scrollWords says where in a panel of so many lines one is, unless all of it is visible.
func (m Model) scrollWords(lines int) string {
	height := max(1, m.height-4) // a footer of one line, whatever it says now
	if lines <= height {
		return "scroll"
	}
	return fmt.Sprintf("scroll, line %d of %d", min(m.scroll+height, lines), lines)
}
