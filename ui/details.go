package ui

import (
	"fmt"
	"strings"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// detailsLines shows all that is known of the selected host or group, in lines of at most the width of
// their place. The most useful come first: a low place shows only those.
func (m Model) detailsLines(l layout) []string {
	const left, right = 2, 1
	width := l.detailsWidth - left - right
	selected, ok := m.list.row()
	if !ok || width < 10 {
		return nil
	}
	var lines []string
	if selected.group != nil {
		lines = m.groupLines(selected.group, width)
	} else {
		lines = m.hostLines(selected.host, width, l.details != detailsBelow)
	}
	indent := strings.Repeat(" ", left)
	for i := range lines {
		if lines[i] != "" {
			lines[i] = indent + lines[i]
		}
	}
	return fillLines(lines, min(len(lines), l.detailsHeight))
}

func (m Model) groupLines(g *group, width int) []string {
	r := m.theme.row
	return []string{
		r.strong.render(textsafe.Truncate(g.shownName(), width)),
		r.dim.render(textsafe.Truncate(g.count(), width)),
	}
}

// hostLines are the details of a host, where there is room with a gap below their title.
func (m Model) hostLines(h *fleet.Host, width int, gap bool) []string {
	r := m.theme.row
	lines := []string{
		r.strong.render(textsafe.Truncate(shownName(h.Name), width)),
		m.presenceLine(h, r, width),
	}
	if gap {
		lines = append(lines, "")
	}
	for _, f := range m.detailFields(h) {
		lines = append(lines, fieldLines(f, width, r)...)
	}
	return lines
}

func (m Model) presenceLine(h *fleet.Host, r rowStyles, width int) string {
	sign, s := m.presenceSign(h, r)
	lasted := age(m.now.Sub(h.Since))
	var words string
	switch h.Presence {
	case fleet.Online:
		words = "online for " + lasted
		if h.AlreadyThere {
			words = "online for at least " + lasted
		}
		if lasted == "now" {
			words = "online"
		}
	case fleet.Missing:
		words = "missing from the last answer"
	case fleet.Offline:
		words = "offline for " + lasted
		if lasted == "now" {
			words = "just went offline"
		}
	default:
		words = "unknown: the last answer was incomplete"
	}
	return s.render(sign) + " " + r.text.render(textsafe.Truncate(words, width-2))
}

// field is one line of the details.
type field struct {
	label, value string
	style        func(rowStyles) style
}

// detailFields lists the stable fields, then what Enter would do, then the metadata that the
// service gave.
func (m Model) detailFields(h *fleet.Host) []field {
	fields := []field{
		{label: "peer", value: h.PeerID, style: textStyle},
		{label: "user", value: displayUser(h), style: textStyle},
	}
	if h.Self {
		fields = append(fields, field{label: "self", value: "this very computer", style: warnStyle})
	}
	if launcher, ok := m.launcher(); ok && h.Presence != fleet.Offline {
		fields = append(fields, field{label: m.theme.glyphs.enter, value: launcher.Name, style: textStyle})
	}
	for _, c := range m.connections {
		if c.peerID == h.PeerID {
			fields = append(fields, field{label: m.theme.glyphs.running, value: c.launcher + " " + m.connectionWords(c), style: onlineStyle})
			if c.status.LogPath != "" {
				fields = append(fields, field{label: "log", value: textsafe.Clean(c.status.LogPath), style: dimStyle})
			}
		}
	}
	optional := []field{
		{label: "mode", value: h.Mode},
		{label: "game", value: h.Game},
		{label: "seats", value: seatWords(h)},
		{label: "public", value: publicWords(h.Public)},
		{label: "event", value: h.EventName},
		{label: "build", value: h.Build},
		{label: "about", value: h.Description},
	}
	for _, f := range optional {
		if f.value != "" {
			f.style = dimStyle
			fields = append(fields, f)
		}
	}
	return fields
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

// fieldLines writes a field with its value wrapped beside its label.
func fieldLines(f field, width int, r rowStyles) []string {
	const labelWidth = 7
	var lines []string
	label := r.dim.render(textsafe.Pad(f.label, labelWidth))
	for _, part := range wrap(f.value, width-labelWidth) {
		lines = append(lines, label+f.style(r).render(part))
		label = strings.Repeat(" ", labelWidth)
	}
	return lines
}
