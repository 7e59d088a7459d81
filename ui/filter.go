package ui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

const filterPrompt = " / "

func newFilterInput() textinput.Model {
	input := textinput.New()
	input.Prompt = ""
	input.CharLimit = 200
	input.Placeholder = "name, user, mode, game or peer ID"
	input.SetStyles(textinput.Styles{})
	// The terminal's own cursor costs no blinking frames.
	input.SetVirtualCursor(false)
	return input
}

// query is the filter as typed.
func (m Model) query() string { return m.filter.Value() }

// filterVisible keeps the line on the screen for as long as a filter hides anything.
func (m Model) filterVisible() bool { return m.filtering || m.query() != "" }

func (m Model) startFilter() (Model, tea.Cmd) {
	m.filtering = true
	cmd := m.filter.Focus()
	m.filter.CursorEnd()
	return m, cmd
}

func (m Model) clearFilter() (Model, tea.Cmd) {
	m.filtering = false
	m.filter.Reset()
	m.filter.Blur()
	return m.refilter(), nil
}

func (m Model) refilter() Model {
	m.list = m.list.update(m.fleet, m.query(), m.now)
	return m
}

// onFilterKey edits the filter. The keys that move, and only those, still reach the list.
func (m Model) onFilterKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch msg.String() {
	case "esc":
		return m.clearFilter()
	case "enter":
		if strings.TrimSpace(m.query()) == "" {
			return m.clearFilter()
		}
		m.filtering = false
		m.filter.Blur()
		return m, nil
	case "up", "ctrl+p":
		return m.act("up")
	case "down", "ctrl+n":
		return m.act("down")
	case "pgup", "pgdown":
		return m.act(msg.String())
	}
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Update(msg)
	return m.refilter(), cmd
}

func (m Model) onPaste(msg tea.PasteMsg) (Model, tea.Cmd) {
	if !m.filtering {
		return m, nil
	}
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Update(msg)
	return m.refilter(), cmd
}

func noFilter(m Model) string {
	if !m.filterVisible() {
		return "there is no filter to clear"
	}
	return ""
}

// filterLine shows the filter and how much of the list it lets through.
func (m Model) filterLine() string {
	found := fmt.Sprintf("%d of %d", len(m.list.rows), m.list.total)
	right := line{{text: found, style: m.theme.row.dim, rank: 1}}
	if !m.filtering {
		return spread(m.width, line{{text: "/ " + textsafe.Clean(m.query()), style: m.theme.key}}, right)
	}
	room := m.width - textsafe.Width(filterPrompt) - right.width() - 2
	text := m.filter.View()
	blank := strings.Repeat(" ", max(0, room-textsafe.Width(text)))
	return m.theme.key.render(filterPrompt) + text + blank + " " + right.render()
}

// filterCursor is where the terminal's cursor stands within the filter.
func (m Model) filterCursor() int {
	if c := m.filter.Cursor(); c != nil {
		return c.X
	}
	return 0
}
