package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
)

// openTimeline lists what happened, the newest first; choosing a line leads to its host.
func (m Model) openTimeline() (Model, tea.Cmd) {
	var items []menuItem
	for _, r := range slices.Backward(m.past.timeline) {
		if e, ok := m.recordEvent(r); ok {
			items = append(items, m.timelineItem(r, e))
		}
	}
	m, cmd := m.openSearchMenu("Timeline", items)
	m.menu.large = true
	return m, cmd
}

func (m Model) timelineItem(r journal.Record, e event) menuItem {
	return menuItem{
		key: m.timelineTime(r.Time), sign: e.glyph, signStyle: e.style, label: e.text, note: r.UserName,
		run: func(m Model) (Model, tea.Cmd) { return m.jumpTo(r.PeerID, r.Name) },
	}
}

// timelineTime is the time of day, with the day before it unless that is today.
func (m Model) timelineTime(at time.Time) string {
	at = at.In(m.now.Location())
	if at.YearDay() == m.now.YearDay() && at.Year() == m.now.Year() {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// recordEvent puts a record into words; those that only say that somebody looked have none.
func (m Model) recordEvent(r journal.Record) (event, bool) {
	g, name := m.theme.glyphs, inSentence(r.Name)
	e := event{at: r.Time}
	switch r.Kind {
	case journal.KindLooking, journal.KindStopped:
		return e, false
	case journal.KindLaunched:
		e.glyph, e.style, e.text = g.running, onlineStyle, name+": "+inSentence(r.To)+" started"
	case kindEnded:
		e.glyph, e.style, e.text = g.done, dimStyle, name+": "+r.To
	case journal.KindPresent:
		e.glyph, e.style, e.text = g.online, dimStyle, name+" was found online"
	case journal.KindAbsent:
		e.glyph, e.style, e.text = g.offline, dimStyle, name+" was found gone"
	default:
		return hostEvent(g, fleet.Event{Time: r.Time, Kind: fleet.EventKind(r.Kind), Name: r.Name, From: r.From, To: r.To}), true
	}
	return e, true
}

// jumpTo puts the cursor on a host, clearing away what hides it.
func (m Model) jumpTo(peerID, name string) (Model, tea.Cmd) {
	switch _, known := m.fleet.Host(peerID); {
	case peerID == "": // how a program ended says nothing of where its host is
		return m, nil
	case !known:
		return m.say(inSentence(name) + " is not in the list any more")
	}
	var cmd tea.Cmd
	if m.list.index(peerID) < 0 {
		m, cmd = m.clearFilter()
		m.folded = nil
		m.viewRevision++
		if m = m.relist(); m.list.index(peerID) < 0 {
			m, cmd = m.changeView(func(v *View) { v.Scope = scopes[0].name })
		}
	}
	m.list = m.list.moveTo(m.list.index(peerID))
	return m, cmd
}
