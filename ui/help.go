package ui

import (
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

func (m Model) openHelp() (Model, tea.Cmd) {
	m.helping, m.scroll = true, 0
	return m, nil
}

// onHelpKey scrolls; every other key goes back.
func (m Model) onHelpKey(pressed string) Model {
	m, scrolled := m.scrollPanel(pressed, len(m.allHelp()))
	m.helping = scrolled
	return m
}

// allHelp lists every action by group, and why those that cannot act now cannot.
func (m Model) allHelp() []string {
	const keyWidth = 10
	r := m.theme.row
	var lines []string
	for _, group := range []string{groupHost, groupList, groupMove, groupProgram} {
		lines = append(lines, "", "  "+m.theme.title.render(group))
		for _, a := range m.actions {
			if a.group != group || a.binding.Help().Desc == "" {
				continue
			}
			text, s := a.describe(), r.text
			if why := a.why(m); why != "" {
				text, s = text+" ("+why+")", r.dim
			}
			lines = append(lines, "  "+m.theme.key.render(textsafe.Pad(a.binding.Help().Key, keyWidth))+
				s.render(textsafe.Truncate(text, max(1, m.width-keyWidth-4))))
		}
	}
	if told := m.told(); len(told) > 0 {
		lines = append(lines, "", "  "+m.theme.title.render("To know"))
		for _, text := range told {
			for _, part := range wrap(textsafe.Clean(text), m.width-4) {
				lines = append(lines, "  "+r.text.render(part))
			}
		}
	}
	return append(lines, "", "  "+m.theme.title.render("The signs"),
		m.signLine(m.theme.glyphs.online, "online"),
		m.signLine(m.theme.glyphs.missing, "missing from the last answer, not yet offline"),
		m.signLine(m.theme.glyphs.offline, "offline, and for how long"),
		m.signLine(m.theme.glyphs.unknown, "unknown: the last answer was incomplete"),
		m.signLine(m.theme.glyphs.watch, "watched; behind a name: just came online or got a free seat"),
		m.signLine(m.theme.glyphs.timer, "connected to as soon as it is online and has a free seat"),
		m.signLine("AGE", "for how long online or gone; > for longer than that"),
		m.signLine("SEATS", "guests of seats; – where the service does not tell"))
}

// told lists what a message or the banner may have had no room for.
func (m Model) told() []string {
	if !m.fleet.Stale() {
		return m.notices
	}
	return append([]string{m.problem.String()}, m.notices...)
}

func (m Model) signLine(sign, text string) string {
	const keyWidth = 10
	return "  " + textsafe.Pad(sign, keyWidth) + m.theme.row.text.render(textsafe.Truncate(text, max(1, m.width-keyWidth-4)))
}
