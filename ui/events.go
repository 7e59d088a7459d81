package ui

import (
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// event is one line of the event strip: something that happened to a host or a connection.
type event struct {
	at    time.Time
	glyph string
	style func(rowStyles) style
	text  string
}

// eventsKept and changesKept bound what is remembered; the latter covers the recent past at any
// interval.
const (
	eventsKept  = 100
	changesKept = 400
)

func onlineStyle(r rowStyles) style { return r.online }
func dimStyle(r rowStyles) style    { return r.dim }
func textStyle(r rowStyles) style   { return r.text }
func warnStyle(r rowStyles) style   { return r.warn }
func alertStyle(r rowStyles) style  { return r.alert }

// record puts an event before the others.
func (m Model) record(e event) Model {
	kept := m.events[:min(len(m.events), eventsKept-1)]
	m.events = append([]event{e}, kept...)
	return m
}

// change is who came, went and filled up in one page.
type change struct {
	at         time.Time
	came, went int
	filled     []string // peer IDs of hosts whose last free seat was taken
}

// recordChanges takes over what happened in one page. Of very many events only the last are kept.
func (m Model) recordChanges(happened []fleet.Event) Model {
	if len(happened) == 0 {
		return m
	}
	c := change{at: m.now}
	for _, e := range happened {
		switch e.Kind {
		case fleet.EventOnline:
			c.came++
		case fleet.EventOffline:
			c.went++
		case fleet.EventSeats:
			if h, ok := m.fleet.Host(e.PeerID); ok && h.Full() {
				c.filled = append(c.filled, e.PeerID)
			}
		}
	}
	if c.came+c.went+len(c.filled) > 0 {
		m.changes = append([]change{c}, m.changes[:min(len(m.changes), changesKept-1)]...)
	}
	for _, e := range happened[max(0, len(happened)-eventsKept):] {
		m = m.record(hostEvent(m.theme.glyphs, e))
	}
	return m
}

// inSentence shortens a name from a stranger, so that it cannot push what a sentence says off the
// screen.
func inSentence(name string) string {
	const enough = 32
	return textsafe.Truncate(shownName(name), enough)
}

// hostEvent puts what happened to a host into words.
func hostEvent(g glyphs, e fleet.Event) event {
	line := event{at: e.Time, glyph: g.changed, style: textStyle}
	name := inSentence(e.Name)
	switch e.Kind {
	case fleet.EventOnline:
		line.glyph, line.style, line.text = g.up, onlineStyle, name+" came online"
	case fleet.EventOffline:
		line.glyph, line.style, line.text = g.down, dimStyle, name+" went offline"
	case fleet.EventRenamed:
		line.text = inSentence(e.From) + " is now called " + inSentence(e.To)
	case fleet.EventSeats:
		line.text = name + " seats " + e.To
	default:
		line.text = name + " " + string(e.Kind) + " " + inSentence(e.To)
	}
	return line
}
