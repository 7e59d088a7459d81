package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// doubleClick is within which time two clicks on one row connect to it.
const doubleClick = 400 * time.Millisecond

// wheelStep is how many rows a notch of the wheel moves.
const wheelStep = 3

// click is the newest click on a row.
type click struct {
	row string // its key
	at  time.Time
}

// toggleMouse gives the mouse to the dashboard, or back to the terminal, which selects text with it.
func (m Model) toggleMouse() (Model, tea.Cmd) {
	m.mouse = !m.mouse
	if m.mouse {
		return m.say("the mouse chooses hosts: " + m.keyOf("mouse") + " gives it back to select text")
	}
	return m.say("the mouse selects text")
}

func (m Model) onWheel(msg tea.MouseWheelMsg) Model {
	step := 0
	switch msg.Button {
	case tea.MouseWheelUp:
		step = -wheelStep
	case tea.MouseWheelDown:
		step = wheelStep
	}
	switch {
	case m.menu.open:
		m.menu = m.menu.moveTo(m.menu.cursor + step/wheelStep)
	case m.log.open:
		m = m.scrollTo(m.scroll+step, len(m.logLines()))
	case m.help.open:
		m = m.scrollTo(m.scroll+step, len(m.allHelp()))
	case m.opts.Welcome != nil:
		m = m.scrollTo(m.scroll+step, len(m.welcomeLines()))
	default:
		m.list = m.list.moveTo(m.list.cursor + step)
	}
	return m
}

// onClick chooses a row, and connects at the second click on it; on the name of a column it sorts.
func (m Model) onClick(msg tea.MouseClickMsg) (Model, tea.Cmd) {
	l := m.layout()
	if msg.Button != tea.MouseLeft || l.tooSmall || m.opts.Welcome != nil || m.help.open || m.log.open || m.secret.open || m.prompt.yes != nil {
		return m, nil
	}
	if m.menu.open {
		return m.closeMenu(), nil
	}
	line := msg.Y - l.tableTop()
	if l.details == detailsInstead || msg.X >= l.tableWidth || line < 0 || line >= l.columns+l.rows {
		return m, nil
	}
	if line < l.columns {
		return m.sortByClick(l, msg.X)
	}
	i := m.list.offset + line - l.columns
	if i >= len(m.list.rows) {
		return m, nil
	}
	return m.clickRow(i)
}

func (m Model) clickRow(i int) (Model, tea.Cmd) {
	key, last := m.list.rows[i].key(), m.clicked
	m.clicked = click{row: key, at: m.now}
	if key == last.row && m.now.Sub(last.at) < doubleClick && m.list.selected == key {
		m.clicked = click{}
		return m.perform("connect")
	}
	m.list = m.list.moveTo(i)
	return m, nil
}

// sortByClick sorts by the column at cell x, or the other way round when it is by that already.
func (m Model) sortByClick(l layout, x int) (Model, tea.Cmd) {
	left := rowPrefix
	for _, c := range m.tableShape(l.tableWidth).columns {
		if x >= left && x < left+c.width+columnGap {
			return m.changeView(func(v *View) {
				v.Descending = v.Sort == c.ID && !v.Descending
				v.Sort = c.ID
			})
		}
		left += c.width + columnGap
	}
	return m, nil
}
