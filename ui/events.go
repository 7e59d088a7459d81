package ui

import (
	"time"

	"parsec-hosts/internal/fleet"
)

// event is one line of the event strip: something that happened to a host or a connection.
type event struct {
	at    time.Time
	kind  fleet.EventKind // empty for connections
	glyph string
	style func(rowStyles) style
	text  string
}

// eventsKept bounds the events in memory.
const eventsKept = 100

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

// hostEvent puts what happened to a host into words.
func hostEvent(g glyphs, e fleet.Event) event {
	line := event{at: e.Time, kind: e.Kind, glyph: g.changed, style: textStyle}
	switch e.Kind {
	case fleet.EventOnline:
		line.glyph, line.style, line.text = g.up, onlineStyle, e.Name+" came online"
	case fleet.EventOffline:
		line.glyph, line.style, line.text = g.down, dimStyle, e.Name+" went offline"
	case fleet.EventRenamed:
		line.text = e.From + " is now called " + e.To
	case fleet.EventSeats:
		line.text = e.Name + " seats " + e.To
	default:
		line.text = e.Name + " " + string(e.Kind) + " " + e.To
	}
	return line
}
