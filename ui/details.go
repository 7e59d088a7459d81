package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// detailsLines shows all that is known of the selected host or group, in lines of at most the width of
// their place. The most useful come first: a low place shows only those, and has two columns.
func (m Model) detailsLines(l layout) []string {
	const left, right = 2, 1
	width := l.detailsWidth - left - right
	selected, ok := m.list.row()
	if !ok || width < 10 {
		return nil
	}
	s := newSheet(l.detailsHeight, l.detailsHeight*l.detailsWidth*styled)
	s.margin = left
	if selected.group != nil {
		m.writeGroup(s, selected.group, width)
	} else {
		m.writeHost(s, selected.host, width, l.details == detailsBelow)
	}
	lines := s.lines()
	return lines[:min(len(lines), l.detailsHeight)]
}

func (m Model) writeGroup(s *sheet, g *group, width int) {
	r := m.theme.row
	s.line(textsafe.Truncate(g.shownName(), width), r.strong)
	s.line(textsafe.Truncate(g.count(), width), r.dim)
}

// writeHost writes the details of a host, one part below the other, or side by side in a low place that
// has the room.
func (m Model) writeHost(s *sheet, h *fleet.Host, width int, low bool) {
	if half := (width - detailsGap) / 2; low && half >= leastDetails {
		var own, metadata sheet
		m.writeOwn(&own, h, half, false)
		writeMetadata(&metadata, h, half, m.theme.row)
		s.columns(own.lines(), metadata.lines(), half)
		return
	}
	m.writeOwn(s, h, width, !low)
	if !low {
		s.endLine()
	}
	writeMetadata(s, h, width, m.theme.row)
}

// writeOwn writes what is known for sure of a host and what was and would be done from here.
func (m Model) writeOwn(s *sheet, h *fleet.Host, width int, airy bool) {
	m.writeDetailsTitle(s, h, width)
	m.writePresence(s, h, width)
	if airy {
		s.endLine()
	}
	for _, f := range m.detailFields(h) {
		s.field(f, width, m.theme.row)
	}
}

// writeDetailsTitle writes the name, and what is special about the host at the right end of its line.
func (m Model) writeDetailsTitle(s *sheet, h *fleet.Host, width int) {
	r := m.theme.row
	if !isNew(h, m.now) {
		s.line(textsafe.Truncate(shownName(h.Name), width), r.strong)
		return
	}
	badge := strings.TrimSpace(newMark)
	name := textsafe.Truncate(shownName(h.Name), width-textsafe.Width(badge)-1)
	s.begin()
	r.strong.write(&s.Builder, name)
	writeBlanks(&s.Builder, width-textsafe.Width(name)-textsafe.Width(badge))
	r.online.write(&s.Builder, badge)
	s.endLine()
}

// detailsGap is between the two columns of a low place.
const detailsGap = 3

// columns writes the lines of two columns of the same width.
func (s *sheet) columns(left, right []string, width int) {
	n := max(len(left), len(right))
	left, right = fillLines(left, n), fillLines(right, n)
	for i := range n {
		s.begin()
		s.WriteString(padStyled(left[i], width+detailsGap))
		s.WriteString(right[i])
		s.endLine()
	}
}

func (m Model) writePresence(s *sheet, h *fleet.Host, width int) {
	sign, look := m.presenceSign(h, m.theme.row)
	s.begin()
	look.write(&s.Builder, sign)
	s.WriteByte(' ')
	m.theme.row.text.write(&s.Builder, textsafe.Truncate(m.presenceWords(h), width-2))
	s.endLine()
}

func (m Model) presenceWords(h *fleet.Host) string {
	lasted := words.Age(m.now.Sub(h.Since))
	switch h.Presence {
	case fleet.Online:
		switch {
		case lasted == "now":
			return "online"
		case h.AlreadyThere:
			return "online for at least " + lasted
		}
		return "online for " + lasted
	case fleet.Missing:
		return "missing from the last answer"
	case fleet.Offline:
		if lasted == "now" {
			return "just went offline"
		}
		return "offline for " + lasted
	}
	return "unknown: the last answer was incomplete"
}

// field is one line of the details.
type field struct {
	label, value string
	style        func(rowStyles) style
	drawn        string // in place of a value: one line with styles of its own
}

// detailFields lists the stable fields and what was and would be done from here.
func (m Model) detailFields(h *fleet.Host) []field {
	fields := append(make([]field, 0, usualFields),
		field{label: "peer", value: h.PeerID, style: textStyle},
		field{label: "user", value: displayUser(h), style: textStyle},
	)
	if h.Self {
		fields = append(fields, field{label: "self", value: "this very computer", style: warnStyle})
	}
	if launcher, ok := m.launcher(); ok && h.Presence != fleet.Offline && !m.opts.ReadOnly {
		fields = append(fields, field{label: m.theme.glyphs.enter, value: launcher.Name, style: textStyle})
	}
	fields = append(fields, field{label: "24 h", drawn: m.dayStrip(h)})
	fields = append(fields, m.lastLaunches(h)...)
	for _, c := range slices.Backward(m.connections) {
		if c.peerID == h.PeerID {
			fields = append(fields, m.connectionFields(c)...)
		}
	}
	return fields
}

// usualFields is how many fields there is room for at once.
const usualFields = 12

// writeMetadata writes all that the service says beside the stable fields, named as what it is.
func writeMetadata(s *sheet, h *fleet.Host, width int, r rowStyles) {
	fields := append(make([]field, 0, 2*usualFields),
		field{label: "mode", value: h.Mode},
		field{label: "game", value: h.Game},
		field{label: "seats", value: seatWords(h)},
		field{label: "public", value: publicWords(h.Public)},
		field{label: "event", value: h.EventName},
		field{label: "build", value: h.Build},
		field{label: "about", value: h.Description},
	)
	fields = slices.DeleteFunc(appendOtherFields(fields, h), func(f field) bool { return f.value == "" })
	if len(fields) == 0 {
		return
	}
	s.line(textsafe.Truncate("metadata, may change", width), r.dim)
	for _, f := range fields {
		f.style = dimStyle
		s.field(f, width, r)
	}
}

func seatWords(h *fleet.Host) string {
	free, known := h.FreeSeats()
	switch {
	case !known:
		return ""
	case free == 0:
		return fmt.Sprintf("none of %d free", h.MaxPlayers.N)
	}
	return fmt.Sprintf("%d of %d free", free, h.MaxPlayers.N)
}

func publicWords(f parsecapi.Flag) string {
	switch f {
	case parsecapi.Yes:
		return "yes: listed for everybody"
	case parsecapi.No:
		return "no"
	}
	return ""
}

// field writes a field with its value wrapped beside its label.
func (s *sheet) field(f field, width int, r rowStyles) {
	labelWidth := max(7, min(textsafe.Width(f.label)+1, width/2))
	room := width - labelWidth
	if f.drawn != "" {
		s.begin()
		r.dim.writePadded(&s.Builder, f.label, labelWidth)
		s.WriteString(ansi.Truncate(f.drawn, room, ""))
		s.endLine()
		return
	}
	look, label := f.style(r), f.label
	part := func(text string) {
		s.begin()
		r.dim.writePadded(&s.Builder, label, labelWidth)
		look.write(&s.Builder, text)
		s.endLine()
		label = ""
	}
	if fitsAsItIs(f.value, room) {
		part(f.value)
		return
	}
	for _, text := range wrap(f.value, room) {
		part(text)
	}
}

// dayStrip is where the host was in the last 24 hours, a sign for each hour.
func (m Model) dayStrip(h *fleet.Host) string {
	const hours = 24
	g, r := &m.theme.glyphs, &m.theme.row
	slots := m.past.history.Strip(h.PeerID, m.now, hours, hours*time.Hour)
	var b strings.Builder
	b.Grow(hours * 2 * styled)
	for len(slots) > 0 {
		look, sign := r.dim, g.sparkUnwatched
		switch slots[0] {
		case journal.SlotOnline:
			look, sign = r.online, g.sparkOnline
		case journal.SlotOffline:
			look, sign = r.text, g.sparkOffline
		}
		b.WriteString(look.open)
		for alike := slots[0]; len(slots) > 0 && slots[0] == alike; slots = slots[1:] {
			b.WriteString(sign)
		}
		b.WriteString(look.shut)
	}
	return b.String()
}

// lastLaunches are the last times that the host was connected to from here.
func (m Model) lastLaunches(h *fleet.Host) []field {
	const enough = 3
	var fields []field
	label := "last"
	for _, l := range m.past.history.LastLaunches(h.PeerID, enough) {
		fields = append(fields, field{label: label, value: ageAgo(m.now.Sub(l.Time)) + " with " + l.Launcher, style: dimStyle})
		label = ""
	}
	return fields
}

func ageAgo(d time.Duration) string {
	if lasted := words.Age(d); lasted != "now" {
		return lasted + " ago"
	}
	return "just now"
}
