package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

const filterPrompt = " / "

// filterHint is what an empty filter shows of its language.
const filterHint = "rndr07  'exact  ^start  !not  a|b  is:free  user:anna"

// filterText is the filter as typed, in the form that the texts of hosts have.
func (m Model) filterText() string { return textsafe.Clean(m.filter.text()) }

// filterVisible keeps the line on the screen for as long as a filter or a scope may hide anything.
func (m Model) filterVisible() bool {
	return m.filtering || m.filterText() != "" || m.scoped() || len(m.marked) > 0
}

func (m Model) scoped() bool { return m.view.Scope != scopes[0].name }

func (m Model) startFilter() (Model, tea.Cmd) {
	m.filtering = true
	var cmd tea.Cmd
	m.filter, cmd = m.filter.focused()
	return m, cmd
}

func (m Model) clearFilter() (Model, tea.Cmd) {
	m.filtering = false
	m.filter = newInput("")
	return m.refilter(), nil
}

// refilter takes over what was typed.
func (m Model) refilter() Model {
	parsed, err := query.Parse(m.filterText())
	m.query, m.queryFault = parsed, nil
	errors.As(err, &m.queryFault)
	return m.relist()
}

// onFilterKey edits the filter. The keys that move, and only those, still reach the list.
func (m Model) onFilterKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch msg.String() {
	case "esc":
		return m.clearFilter()
	case "enter":
		if strings.TrimSpace(m.filterText()) == "" {
			return m.clearFilter()
		}
		m.filtering = false
		m.filter = m.filter.blurred()
		return m.settled(), nil
	case "up", "ctrl+p":
		return m.settled().perform("up")
	case "down", "ctrl+n":
		return m.settled().perform("down")
	case "pgup":
		return m.settled().perform("page-up")
	case "pgdown":
		return m.settled().perform("page-down")
	}
	var cmd tea.Cmd
	m.filter, cmd = m.filter.update(msg)
	return m.refilter(), cmd
}

// filterLine shows the filter and how much of the list it lets through.
func (m Model) filterLine() string {
	found := m.foundSegment(1)
	if !m.filtering {
		return spread(m.width, line{m.scopeSegment(), m.markSegment(), m.filterSegment(), m.faultSegment()}, line{found})
	}
	return spread(m.width, m.typed(1), line{m.faultSegment(), m.scopeSegment(), m.markSegment(), found})
}

// typed is the filter while it is edited. As long as it is empty, a hint of the given rank shows what
// its language is like.
func (m Model) typed(hintRank int) line {
	if m.filterText() == "" {
		return line{{text: "/", style: m.theme.key}, {text: filterHint, style: m.theme.row.dim, rank: hintRank}}
	}
	text, _ := m.editedFilter()
	return line{{text: "/ " + text, style: m.theme.key}}
}

// foundSegment counts the hosts that filter and scope let through.
func (m Model) foundSegment(rank int) segment {
	found := strconv.Itoa(m.list.shown)
	if m.searching() {
		found = m.theme.glyphs.ellipsis
	}
	return segment{text: found + " of " + strconv.Itoa(len(m.list.sorted)), style: m.theme.row.dim, rank: rank}
}

// scopeSegment, markSegment and filterSegment tell all that the list is narrowed by.
func (m Model) scopeSegment() segment {
	if !m.scoped() {
		return segment{}
	}
	return segment{text: "only " + m.view.Scope, style: m.theme.key}
}

func (m Model) markSegment() segment {
	if len(m.marked) == 0 {
		return segment{}
	}
	return segment{text: fmt.Sprintf("%s %d marked", m.theme.glyphs.marked, len(m.marked)), style: m.theme.key}
}

// faultSegment says what of the filter is not understood: that part lets everything through.
func (m Model) faultSegment() segment {
	switch {
	case m.queryFault == nil:
		return segment{}
	case m.queryFault.Incomplete:
		return segment{text: m.queryFault.Message, style: m.theme.row.dim, rank: 2}
	}
	return segment{text: m.theme.glyphs.failed + " " + m.queryFault.Message, style: m.theme.row.alert, rank: 2}
}

func (m Model) filterSegment() segment {
	if m.filterText() == "" {
		return segment{}
	}
	return segment{text: "/ " + m.filterText(), style: m.theme.key}
}

// editedFilter returns what is visible of the filter while it is edited, and the cell of the cursor in
// it.
func (m Model) editedFilter() (text string, cursor int) {
	return m.filter.inSight(m.width - textsafe.Width(filterPrompt) - len("  100000 of 100000"))
}
