package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
)

// onConnectionsFound shows the connections that were made earlier and last, below those that are newer.
func (m Model) onConnectionsFound(msg connectionsFoundMsg) (Model, tea.Cmd) {
	var found []launched
	var cmds []tea.Cmd
	for _, f := range msg.found {
		if slices.ContainsFunc(m.connections, func(c launched) bool { return c.record == f.Record }) {
			continue // it was started from here just now
		}
		m.nextID++
		found = append(found, launched{
			id: m.nextID, peerID: f.Last.PeerID, name: inSentence(f.Last.Name), launcher: f.Last.Launcher, purpose: purposeConnect,
			status: launch.Status{State: launch.Running, LogPath: f.LogPath, Started: f.Last.Started, Changed: f.Last.Started},
			record: f.Record, reports: f.Reports, report: f.Last, lately: lately{}.with(f.Last),
		})
		cmds = append(cmds, nextReport(f.Reports, m.nextID))
	}
	m.connections = slices.Concat(found, m.connections)
	if msg.err != nil {
		var told tea.Cmd
		m, told = m.tellNotices([]string{"connections that were made earlier may be missing: " + problemText(msg.err)})
		cmds = append(cmds, told)
	}
	return m, tea.Batch(cmds...)
}

// onReport takes over how a connection is.
func (m Model) onReport(msg reportMsg) (Model, tea.Cmd) {
	i := m.connection(msg.id)
	if i < 0 {
		return m, nil
	}
	if msg.over {
		return m, nil // the one before was the last, and was told
	}
	m.connections = slices.Clone(m.connections)
	c := &m.connections[i]
	c.report, c.lately = msg.report, c.lately.with(msg.report)
	if !c.over() {
		return m, nextReport(c.reports, c.id)
	}
	ended := *c
	m, told := m.tellEnd(i)
	again := tea.Cmd(nil)
	if ended.again {
		m, again = m.connectAgain(ended)
	}
	return m, tea.Batch(told, again, nextReport(ended.reports, ended.id))
}

// tellEnd says among the events how a connection has ended. One that somebody asked to end goes from
// the screen with a message; any other stays there until the user has seen why.
func (m Model) tellEnd(i int) (Model, tea.Cmd) {
	c := m.connections[i]
	name, words := m.nameIn(c), c.report.Words(m.now)
	e := event{at: m.now, glyph: m.theme.glyphs.done, style: dimStyle, text: name + ": " + words}
	if !c.report.Failed() {
		return m.takeOff(i).note(kindEnded, name, words).record(e).sayFor(e.glyph+" "+e.text, 2*toastTime)
	}
	e.glyph, e.style = m.theme.glyphs.failed, alertStyle
	return m.note(kindEnded, name, withRemedy(words, c.report)).record(e), nil
}

// withRemedy adds what can be done about it to the words of a report.
func withRemedy(words string, r connection.Report) string {
	if r.Remedy == "" {
		return words
	}
	return words + ": " + r.Remedy
}

// forgetEnded takes the connections to a host that have ended off the screen.
func (m Model) forgetEnded(peerID string) Model {
	m.connections = slices.DeleteFunc(slices.Clone(m.connections), func(c launched) bool { return c.over() && c.peerID == peerID })
	return m
}

// nameIn is what the host of a connection is called now, or what it was called when it was made.
func (m Model) nameIn(c launched) string {
	if h, ok := m.fleet.Host(c.peerID); ok {
		return inSentence(h.Name)
	}
	return c.name
}
