package ui

import (
	"strings"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

// table draws its header and the visible rows; only those are looked at.
func (m Model) table(l layout) []string {
	columns := arrangeColumns(l.tableWidth, m.list.widest)
	lines := make([]string, 0, l.columns+l.rows)
	if l.columns > 0 {
		lines = append(lines, m.tableHeader(columns, l.tableWidth))
	}
	visible := m.list.window(l.rows)
	if len(visible) == 0 {
		return append(lines, padLines(m.emptyLines(l.tableWidth), l.rows, l.tableWidth)...)
	}
	q, _ := query.Parse(m.query())
	for i, h := range visible {
		lines = append(lines, m.row(h, m.list.offset+i == m.list.cursor, columns, q, l.tableWidth))
	}
	return append(lines, padLines(nil, l.rows-len(visible), l.tableWidth)...)
}

func (m Model) tableHeader(c columnWidths, width int) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", rowPrefix-columnGap))
	for _, cell := range []struct {
		title string
		width int
	}{{"NAME " + m.theme.glyphs.sorted, c.name}, {"USER", c.user}, {"MODE", c.mode}, {"SEATS", c.seats}, {"AGE", c.age}} {
		if cell.width > 0 {
			b.WriteString(strings.Repeat(" ", columnGap))
			b.WriteString(textsafe.Pad(cell.title, cell.width))
		}
	}
	return m.theme.row.dim.render(textsafe.Pad(b.String(), width))
}

// row draws one host in exactly width cells.
func (m Model) row(h *fleet.Host, underCursor bool, c columnWidths, q query.Query, width int) string {
	r, cursor := m.theme.row, " "
	if underCursor {
		r, cursor = m.theme.selected, m.theme.glyphs.cursor
	}
	main, quiet := r.text, r.dim
	if h.Presence != fleet.Online {
		main = r.dim
	}
	sign, signStyle := m.presenceSign(h, r)

	var b strings.Builder
	b.Grow(width * 4)
	used := rowPrefix
	b.WriteString(r.cursor.render(cursor) + r.text.render(" "))
	b.WriteString(signStyle.render(sign))
	b.WriteString(r.text.render(" "))
	cell := func(text string, width int, s style, field query.Field) {
		if width <= 0 {
			return
		}
		text = textsafe.Pad(text, width)
		if field != 0 {
			writeMatched(&b, text, q, field, s, r.match)
		} else {
			b.WriteString(s.render(text))
		}
		b.WriteString(r.text.render(strings.Repeat(" ", columnGap)))
		used += width + columnGap
	}
	cell(fitName(h, c.name), c.name, main, query.Name)
	user := displayUser(h)
	if c.shortUsers {
		user = shortUser(h)
	}
	cell(user, c.user, quiet, query.User)
	cell(displayMode(h), c.mode, quiet, query.Mode|query.Game)
	if c.age == 0 && h.Presence != fleet.Online {
		// A narrow row tells what is more pressing.
		cell(m.age(h), c.seats, quiet, 0)
	} else {
		cell(seats(h), c.seats, seatStyle(h, main, r), 0)
	}
	cell(m.age(h), c.age, quiet, 0)
	b.WriteString(r.text.render(strings.Repeat(" ", max(0, width-used))))
	return b.String()
}

// writeMatched writes text with the letters lit that the filter found.
func writeMatched(b *strings.Builder, text string, q query.Query, field query.Field, plain, lit style) {
	at := 0
	for _, s := range q.Spans(field, text) {
		b.WriteString(plain.render(text[at:s.Start]))
		b.WriteString(lit.render(text[s.Start:s.End]))
		at = s.End
	}
	b.WriteString(plain.render(text[at:]))
}

// presenceSign differs in shape as well as in colour.
func (m Model) presenceSign(h *fleet.Host, r rowStyles) (string, style) {
	g := m.theme.glyphs
	switch h.Presence {
	case fleet.Online:
		return g.online, r.online
	case fleet.Missing:
		return g.missing, r.dim
	case fleet.Offline:
		return g.offline, r.offline
	}
	return g.unknown, r.warn
}

// selfMark follows the name of this very computer.
const selfMark = " · self"

func displayName(h *fleet.Host) string {
	if h.Self {
		return shownName(h.Name) + selfMark
	}
	return shownName(h.Name)
}

// shownName is a name, or words that stand for none.
func shownName(name string) string {
	if name == "" {
		return "(no name)"
	}
	return name
}

// fitName shortens a name, but never by the mark that warns of connecting to oneself.
func fitName(h *fleet.Host, width int) string {
	name := displayName(h)
	if room := width - textsafe.Width(selfMark); h.Self && textsafe.Width(name) > width && room > 0 {
		return textsafe.Truncate(shownName(h.Name), room) + selfMark
	}
	return name
}

// displayUser shows PROVIDER#EXTERNAL_ID with air, and anything else as it is.
func displayUser(h *fleet.Host) string {
	if h.Provider == "" || h.ExternalID == "" {
		return h.UserName
	}
	return h.Provider + " · " + h.ExternalID
}

// shortUser is the enterprise's own name for the user, or the whole if there is none.
func shortUser(h *fleet.Host) string {
	if h.ExternalID == "" {
		return h.UserName
	}
	return h.ExternalID
}

func displayMode(h *fleet.Host) string {
	if h.Mode == "game" && h.Game != "" {
		return h.Game
	}
	return h.Mode
}

// seats shows guests and seats, and says in a word that none is left.
func seats(h *fleet.Host) string {
	if h.Full() {
		return h.Seats() + " full"
	}
	return h.Seats()
}

func seatStyle(h *fleet.Host, main style, r rowStyles) style {
	if h.Full() && h.Presence == fleet.Online {
		return r.warn
	}
	return main
}

// age says how long the host has been as it is.
func (m Model) age(h *fleet.Host) string {
	lasted := age(m.now.Sub(h.Since))
	if h.AlreadyThere && lasted != "now" {
		lasted = ">" + lasted
	}
	switch h.Presence {
	case fleet.Offline:
		return "gone " + lasted
	case fleet.Missing:
		return "missing"
	case fleet.Unknown:
		return "unknown"
	}
	return lasted
}

// padLines makes n lines of exactly width cells from plain ones.
func padLines(lines []string, n, width int) []string {
	padded := make([]string, 0, max(0, n))
	for i := range n {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		padded = append(padded, textsafe.Pad(text, width))
	}
	return padded
}
