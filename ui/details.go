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
	var lines []string
	if selected.group != nil {
		lines = m.groupLines(selected.group, width)
	} else {
		lines = m.hostLines(selected.host, width, l.details == detailsBelow)
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

// hostLines are the details of a host, one part below the other, or side by side in a low place that
// has the room.
func (m Model) hostLines(h *fleet.Host, width int, low bool) []string {
	if half := (width - detailsGap) / 2; low && half >= leastDetails {
		return twoColumns(m.ownLines(h, half, false), metadataLines(h, half, m.theme.row), half)
	}
	lines := m.ownLines(h, width, !low)
	if !low {
		lines = append(lines, "")
	}
	return append(lines, metadataLines(h, width, m.theme.row)...)
}

// ownLines are what is known for sure of a host and what was and would be done from here.
func (m Model) ownLines(h *fleet.Host, width int, airy bool) []string {
	r := m.theme.row
	lines := []string{m.detailsTitle(h, width), m.presenceLine(h, r, width)}
	if airy {
		lines = append(lines, "")
	}
	for _, f := range m.detailFields(h) {
		lines = append(lines, fieldLines(f, width, r)...)
	}
	return lines
}

// detailsTitle is the name, and what is special about the host at the right end of its line.
func (m Model) detailsTitle(h *fleet.Host, width int) string {
	r := m.theme.row
	if !isNew(h, m.now) {
		return r.strong.render(textsafe.Truncate(shownName(h.Name), width))
	}
	badge := strings.TrimSpace(newMark)
	name := textsafe.Truncate(shownName(h.Name), width-textsafe.Width(badge)-1)
	gap := width - textsafe.Width(name) - textsafe.Width(badge)
	return r.strong.render(name) + strings.Repeat(" ", gap) + r.online.render(badge)
}

// detailsGap is between the two columns of a low place.
const detailsGap = 3

// twoColumns joins the lines of two columns of the same width.
func twoColumns(left, right []string, width int) []string {
	n := max(len(left), len(right))
	left, right = fillLines(left, n), fillLines(right, n)
	lines := make([]string, n)
	for i := range lines {
		lines[i] = padStyled(left[i], width+detailsGap) + right[i]
	}
	return lines
}

func (m Model) presenceLine(h *fleet.Host, r rowStyles, width int) string {
	sign, s := m.presenceSign(h, r)
	lasted := words.Age(m.now.Sub(h.Since))
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
	drawn        string // in place of a value: one line with styles of its own
}

// detailFields lists the stable fields and what was and would be done from here.
func (m Model) detailFields(h *fleet.Host) []field {
	fields := []field{
		{label: "peer", value: h.PeerID, style: textStyle},
		{label: "user", value: displayUser(h), style: textStyle},
	}
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

// metadataLines are all that the service says beside the stable fields, named as what it is.
func metadataLines(h *fleet.Host, width int, r rowStyles) []string {
	var lines []string
	known := []field{
		{label: "mode", value: h.Mode},
		{label: "game", value: h.Game},
		{label: "seats", value: seatWords(h)},
		{label: "public", value: publicWords(h.Public)},
		{label: "event", value: h.EventName},
		{label: "build", value: h.Build},
		{label: "about", value: h.Description},
	}
	for _, f := range append(known, otherFields(h)...) {
		if f.value != "" {
			f.style = dimStyle
			lines = append(lines, fieldLines(f, width, r)...)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	heading := textsafe.Truncate("metadata, may change", width)
	return append([]string{r.dim.render(heading)}, lines...)
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
	labelWidth := max(7, min(textsafe.Width(f.label)+1, width/2))
	var lines []string
	label := r.dim.render(textsafe.Pad(f.label, labelWidth))
	if f.drawn != "" {
		return []string{label + ansi.Truncate(f.drawn, width-labelWidth, "")}
	}
	for _, part := range wrap(f.value, width-labelWidth) {
		lines = append(lines, label+f.style(r).render(part))
		label = strings.Repeat(" ", labelWidth)
	}
	return lines
}

// dayStrip is where the host was in the last 24 hours, a sign for each hour.
func (m Model) dayStrip(h *fleet.Host) string {
	const hours = 24
	g := m.theme.glyphs
	r := m.theme.row
	signs := map[journal.Slot]string{
		journal.SlotOnline:    r.online.render(g.sparkOnline),
		journal.SlotOffline:   r.text.render(g.sparkOffline),
		journal.SlotUnwatched: r.dim.render(g.sparkUnwatched),
	}
	var b strings.Builder
	for _, slot := range m.past.history.Strip(h.PeerID, m.now, hours, hours*time.Hour) {
		b.WriteString(signs[slot])
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
