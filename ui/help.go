package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

// help is the panel with everything that keys do, made from the actions themselves.
type help struct {
	open   bool
	typing bool // the search has the keyboard
	search input
}

// helpSection is a heading and what stands under it.
type helpSection struct {
	title string
	lines []helpLine
}

// helpLine explains a key or a sign.
type helpLine struct {
	key, text string
	dim       bool // it cannot act now
}

func (m Model) openHelp() (Model, tea.Cmd) {
	m.help, m.scroll = help{open: true, search: newInput("")}, 0
	return m, nil
}

// onHelpKey scrolls, searches or goes back.
func (m Model) onHelpKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	pressed := msg.String()
	if m.help.typing {
		return m.onHelpSearchKey(msg)
	}
	if moved, ok := m.scrollPanel(pressed, len(m.allHelp())); ok {
		return moved, nil
	}
	switch {
	case pressed == "/":
		m.help.typing = true
		var cmd tea.Cmd
		m.help.search, cmd = m.help.search.focused()
		return m, cmd
	case pressed == "esc" && m.help.search.text() != "":
		m.help.search = newInput("")
		m.scroll = 0
		return m, nil
	}
	m.help = help{}
	return m, nil
}

func (m Model) onHelpSearchKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch msg.String() {
	case "esc":
		m.help.search = newInput("")
		m.help.typing = false
		return m, nil
	case "enter":
		m.help.typing = false
		return m, nil
	case "up", "down", "pgup", "pgdown":
		m, _ = m.scrollPanel(msg.String(), len(m.allHelp()))
		return m, nil
	}
	var cmd tea.Cmd
	m.help.search, cmd = m.help.search.update(msg)
	m.scroll = 0
	return m, cmd
}

// twoHelpColumns is the width from which the help has two columns.
const twoHelpColumns = 116

// allHelp draws the sections that the search leaves, side by side where there is room.
func (m Model) allHelp() []string {
	var lines []string
	if m.help.typing || m.help.search.text() != "" {
		lines = append(lines, m.helpSearchLine())
	}
	sections := matchingSections(m.helpSections(), m.help.search.text())
	if len(sections) == 0 {
		return append(lines, "", "  "+m.theme.row.dim.render("nothing in the help has these words"))
	}
	if m.width < twoHelpColumns {
		return append(lines, m.helpColumn(sections, m.width-1)...)
	}
	half := m.width / 2
	at := splitSections(sections)
	left, right := m.helpColumn(sections[:at], half-2), m.helpColumn(sections[at:], m.width-half-1)
	for i := range max(len(left), len(right)) {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) {
			line = padStyled(line, half) + right[i]
		}
		lines = append(lines, line)
	}
	return lines
}

func (m Model) helpSearchLine() string {
	typed, _ := m.help.search.inSight(m.width - 2*textsafe.Width(filterPrompt))
	return spread(m.width, line{{text: "/ " + typed, style: m.theme.key}}, nil)
}

// matchingSections keeps the lines that have every word, and the headings of those.
func matchingSections(sections []helpSection, text string) []helpSection {
	words := strings.Fields(strings.ToLower(text))
	var kept []helpSection
	for _, s := range sections {
		var lines []helpLine
		for _, l := range s.lines {
			if hasWords(strings.ToLower(s.title+" "+l.key+" "+l.text), words) {
				lines = append(lines, l)
			}
		}
		if len(lines) > 0 {
			kept = append(kept, helpSection{s.title, lines})
		}
	}
	return kept
}

func hasWords(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// splitSections is where the second of two columns of about the same height begins.
func splitSections(sections []helpSection) int {
	total := 0
	for _, s := range sections {
		total += len(s.lines) + 2
	}
	height := 0
	for i, s := range sections {
		if height += len(s.lines) + 2; height >= total/2 {
			return i + 1
		}
	}
	return len(sections)
}

// helpColumn draws sections in lines of at most width cells.
func (m Model) helpColumn(sections []helpSection, width int) []string {
	const indent, keyWidth = 2, 10
	r := m.theme.row
	var lines []string
	for _, s := range sections {
		lines = append(lines, "", "  "+m.theme.title.render(textsafe.Truncate(s.title, width-indent)))
		for _, l := range s.lines {
			style := r.text
			if l.dim {
				style = r.dim
			}
			for i, part := range wrap(l.text, max(10, width-indent-keyWidth)) {
				key := ""
				if i == 0 {
					key = l.key
				}
				lines = append(lines, "  "+m.theme.key.render(textsafe.Pad(key, keyWidth))+style.render(part))
			}
		}
	}
	return lines
}
