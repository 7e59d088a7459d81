package ui

import (
	"slices"
	"strconv"
	"strings"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

// table draws its header and the visible rows; only those are looked at.
func (m Model) table(l layout) []string {
	shape := m.tableShape(l.tableWidth)
	s := newSheet(l.columns+l.rows, (l.columns+l.rows)*l.tableWidth*styled)
	if l.columns > 0 {
		s.WriteString(m.tableHeader(shape))
		s.endLine()
	}
	visible := m.list.window(l.rows)
	if len(visible) == 0 {
		empty := m.emptyLines(l.tableWidth)
		if l.rows < len(empty) {
			empty = empty[1:] // the blank one
		}
		s.padded(empty, l.rows, l.tableWidth)
		return s.lines()
	}
	number := 0
	for i, r := range visible {
		at := rowPlace{index: m.list.offset + i, underCursor: m.list.offset+i == m.list.cursor}
		if r.host != nil {
			number++
			m.writeLead(&s.Builder, r.host, number, at.underCursor)
			s.WriteString(m.picture.drawn.row(at, func() string { return m.hostRow(r.host, at.underCursor, shape) }))
		} else {
			s.WriteString(m.picture.drawn.row(at, func() string { return m.groupRow(r.group, at.underCursor, l.tableWidth) }))
		}
		s.endLine()
	}
	s.padded(nil, l.rows-len(visible), l.tableWidth)
	return s.lines()
}

// tableShape is what all rows of a table have in common.
type tableShape struct {
	width   int
	columns []placedColumn
	hasAge  bool
}

func (m Model) tableShape(width int) tableShape {
	if m.picture.drawn == nil {
		return m.shaped(width)
	}
	return m.picture.drawn.shape.get(func() tableShape { return m.shaped(width) })
}

func (m Model) shaped(width int) tableShape {
	t := tableShape{width: width, columns: placeColumns(width, m.view.columns(), m.list.wide, m.view.Widths)}
	t.hasAge = slices.ContainsFunc(t.columns, func(c placedColumn) bool { return c.ID == ageColumn })
	return t
}

// tableHeader names the columns, and the way in which the list is ordered.
func (m Model) tableHeader(t tableShape) string {
	return m.picture.drawn.columns.get(func() string {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", rowPrefix))
		for i, c := range t.columns {
			title := c.Title
			if c.ID == m.view.Sort {
				title = textsafe.Truncate(title, c.width-2) + " " + m.sortSign()
			}
			if i > 0 {
				writeBlanks(&b, columnGap)
			}
			b.WriteString(textsafe.Pad(title, c.width))
		}
		return m.theme.row.dim.render(textsafe.Pad(b.String(), t.width))
	})
}

func (m Model) sortSign() string {
	if m.view.Descending {
		return m.theme.glyphs.sortedDown
	}
	return m.theme.glyphs.sortedUp
}

// groupRow is the heading of a group in exactly width cells.
func (m Model) groupRow(g *group, underCursor bool, width int) string {
	r, cursor := m.theme.line(underCursor)
	sign := m.theme.glyphs.unfolded
	if g.folded {
		sign = m.theme.glyphs.folded
	}
	const prefix = 4
	room := width - prefix
	count := textsafe.Truncate("  "+g.count(), room-1)
	name := textsafe.Truncate(g.shownName(), room-textsafe.Width(count))
	used := prefix + textsafe.Width(name) + textsafe.Width(count)
	return r.cursor.render(cursor) + r.text.render(" ") + r.dim.render(sign) + r.text.render(" ") +
		r.strong.render(name) + r.dim.render(count) + r.text.render(strings.Repeat(" ", max(0, width-used)))
}

// writeLead writes what stands before the rest of a row: the cursor, and the key that picks the row unless it
// is marked or digits are typed. number counts the visible hosts from 1. It changes while the list scrolls,
// when the rest does not.
func (m Model) writeLead(b *strings.Builder, h *fleet.Host, number int, underCursor bool) {
	r, cursor := m.theme.line(underCursor)
	r.cursor.write(b, cursor)
	switch {
	case m.marked[h.PeerID]:
		r.mark.write(b, m.theme.glyphs.marked)
	case number <= lastPick && !m.picking():
		r.dim.write(b, strconv.Itoa(number))
	default:
		r.text.write(b, " ")
	}
}

// hostRow draws one host as wide as the table, without what writeLead writes.
func (m Model) hostRow(h *fleet.Host, underCursor bool, t tableShape) string {
	r, _ := m.theme.line(underCursor)
	var b strings.Builder
	b.Grow(2 * t.width * styled)
	star, style := m.star(h, r)
	style.write(&b, star)
	sign, style := m.presenceSign(h, r)
	style.write(&b, sign)
	r.text.write(&b, " ")
	for i, c := range t.columns {
		if i > 0 {
			r.text.writeBlanks(&b, columnGap)
		}
		m.writeCell(&b, h, c, r, t.hasAge)
	}
	r.text.writeBlanks(&b, t.width-rowPrefix-neededWidth(t.columns))
	return b.String()
}

// star is what the user has or wants of a host, the most pressing where that is more than one thing.
func (m Model) star(h *fleet.Host, r rowStyles) (string, style) {
	g := &m.theme.glyphs
	switch {
	case m.connected(h.PeerID):
		return g.running, r.online
	case m.armedIndex(h.PeerID) >= 0:
		return g.timer, r.warn
	case m.watches.hosts[h.PeerID]:
		return g.watch, r.changed
	case m.pinned[h.PeerID]:
		return g.pinned, r.warn
	}
	return " ", r.text
}

// writeCell draws the cell of one host in a column, exactly as wide as the column.
func (m Model) writeCell(b *strings.Builder, h *fleet.Host, c placedColumn, r rowStyles, hasAge bool) {
	s := r.dim
	if c.ID == nameColumn || c.ID == seatsColumn {
		s = r.text
	}
	if h.Presence != fleet.Online {
		s = r.dim
	}
	if c.ID == nameColumn {
		m.writeName(b, h, c.width, s, r)
		return
	}
	text := c.cell(h, m.now)
	if c.short {
		text = c.drawing.short(h)
	}
	if c.ID == seatsColumn {
		if h.Full() && h.Presence == fleet.Online {
			s = r.warn
		}
		if h.Presence != fleet.Online && !hasAge {
			// A narrow row tells what is more pressing.
			text = age.Text(h, m.now)
		}
	}
	sign := ""
	if mark, ok := m.cellMarks[cell{h.PeerID, c.ID}]; ok {
		sign = mark.trend.glyph(m.theme.glyphs)
		s = r.changed
	}
	if c.ID == seatsColumn && textsafe.Width(sign+text) > c.width && h.Presence == fleet.Online {
		text = h.Seats() // a number must not be cut for the word behind it
	}
	m.writeMatched(b, c.Field, textsafe.Truncate(sign+text, c.width), c.width, s, r.match)
}

// writeName draws a name, what is special about it behind it.
func (m Model) writeName(b *strings.Builder, h *fleet.Host, width int, s style, r rowStyles) {
	badge, badgeStyle := "", r.online
	switch {
	case h.Self:
		badge, badgeStyle = selfMark, r.dim
	case m.lit(h.PeerID):
		badge, badgeStyle = " "+m.theme.glyphs.watch, r.mark
	case isNew(h, m.now):
		badge = newMark
	case m.cellMarks[cell{h.PeerID, nameColumn}] != cellMark{}:
		badge, badgeStyle = " "+m.theme.glyphs.changed, r.changed
	}
	room := width - textsafe.Width(badge)
	// Only the mark that warns of connecting to oneself is worth a letter of the name.
	if room < 1 || !h.Self && textsafe.Width(shownName(h.Name)) > room {
		room, badge = width, ""
	}
	name := textsafe.Truncate(shownName(h.Name), room)
	m.writeMatched(b, query.Name, name, 0, s, r.match)
	badgeStyle.write(b, badge)
	r.text.writeBlanks(b, width-textsafe.Width(name)-textsafe.Width(badge))
}

// writeMatched writes text with the letters lit that the filter found, filled to so many cells at least.
func (m Model) writeMatched(b *strings.Builder, field query.Field, text string, width int, plain, lit style) {
	var room [8]query.Span // most texts are lit in fewer places
	at := 0
	for _, s := range m.query.AppendSpans(room[:0], field, text) {
		plain.write(b, text[at:s.Start])
		lit.write(b, text[s.Start:s.End])
		at = s.End
	}
	if missing := width - textsafe.Width(text); at < len(text) || missing > 0 {
		b.WriteString(plain.open)
		b.WriteString(text[at:])
		writeBlanks(b, missing)
		b.WriteString(plain.shut)
	}
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

// What follows the names of this very computer and of hosts that have just come.
const (
	selfMark = " · self"
	newMark  = " NEW"
)

// displayName is what the name column has to have room for.
func displayName(h *fleet.Host) string {
	if h.Self {
		return shownName(h.Name) + selfMark
	}
	return shownName(h.Name) + newMark // so that no column moves when the mark comes and goes
}

// shownName is a name, or words that stand for none.
func shownName(name string) string {
	if name == "" {
		return "(no name)"
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

// seats shows guests and seats, and says in a word that none is left.
func seats(h *fleet.Host) string {
	if h.Full() {
		return h.Seats() + " full"
	}
	return h.Seats()
}

// padded writes n lines of exactly width cells, plain ones as far as there are any.
func (s *sheet) padded(lines []string, n, width int) {
	for i := range n {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		style{}.writePadded(&s.Builder, text, width)
		s.endLine()
	}
}
