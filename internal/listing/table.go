package listing

import (
	"io"
	"slices"
	"strings"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/ink"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

// Paper is what a table is printed on. The zero Paper is for a pipe.
type Paper struct {
	Width int // of a line in cells; 0 cuts nothing
	Color ink.Colored
	ASCII bool // whether signs and punctuation have to be ASCII
}

const columnGap = 2

// legible is how many cells of a text are left at least when a line is too short.
const legible = 8

// Table writes the columns aligned, below their titles. On coloured paper what q finds is lit.
//
// How wide a column is depends on all hosts, so each is looked at twice: the first line is out before
// the last one is made, and there is never more than one of them in memory.
func (l Listing) Table(to io.Writer, shown []columns.Column, q query.Query, p Paper) error {
	widths := fit(l.naturalWidths(shown), shown, p.Width)
	cells := make([]string, len(shown))
	for i, c := range shown {
		cells[i] = p.Color.Paint(ink.Bold, textsafe.Pad(c.Title, widths[i]))
	}
	if err := p.writeRow(to, cells); err != nil {
		return err
	}
	for _, h := range l.Hosts {
		for i, c := range shown {
			cells[i] = p.cell(h, c, q, textsafe.Pad(l.cell(h, c), widths[i]))
		}
		if err := p.writeRow(to, cells); err != nil {
			return err
		}
	}
	return nil
}

// writeRow writes cells of their full width. Blanks at the end of a line are of no use.
func (p Paper) writeRow(to io.Writer, cells []string) error {
	line := strings.TrimRight(strings.Join(cells, strings.Repeat(" ", columnGap)), " ") + "\n"
	if p.ASCII {
		line = textsafe.PlainPunctuation(line)
	}
	_, err := io.WriteString(to, line)
	return err
}

func (l Listing) cell(h *fleet.Host, c columns.Column) string {
	switch c.ID {
	case columns.Name:
		return titleOf(h)
	case columns.Seats:
		return h.Seats()
	}
	return c.Text(h, l.Now)
}

// titleOf is a name with what one must know of the host.
func titleOf(h *fleet.Host) string {
	name := h.Name
	if name == "" {
		name = "(no name)"
	}
	if h.Self {
		name += " (this computer)"
	}
	if h.Presence != fleet.Online {
		name += " (" + h.Presence.String() + ")"
	}
	return name
}

func (l Listing) naturalWidths(shown []columns.Column) []int {
	widths := make([]int, len(shown))
	for i, c := range shown {
		widths[i] = textsafe.Width(c.Title)
		for _, h := range l.Hosts {
			widths[i] = max(widths[i], textsafe.Width(l.cell(h, c)))
		}
	}
	return widths
}

// fit takes cells from the widest columns until a line is as wide as the paper. Peer IDs are never
// cut, for a part of one is of no use, and other texts stay legible: a line may remain too long.
func fit(widths []int, shown []columns.Column, width int) []int {
	total := columnGap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for ; width > 0 && total > width; total-- {
		widest := -1
		for i, w := range widths {
			if shown[i].ID != columns.PeerID && w > legible && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// cell paints the text of a host in a column.
func (p Paper) cell(h *fleet.Host, c columns.Column, q query.Query, text string) string {
	how := ink.Plain
	switch {
	case h.Presence != fleet.Online:
		how = ink.Dim
	case c.ID == columns.Seats && h.Full():
		how = ink.Yellow
	}
	if !bool(p.Color) || c.Field == 0 || q.Empty() {
		return p.Color.Paint(how, text)
	}
	var b strings.Builder
	at := 0
	for _, span := range slices.Concat(q.Spans(c.Field, text), []query.Span{{Start: len(text), End: len(text)}}) {
		if span.Start > at {
			b.WriteString(p.Color.Paint(how, text[at:span.Start]))
		}
		if span.End > span.Start {
			b.WriteString(p.Color.Paint(ink.Lit, text[span.Start:span.End]))
		}
		at = span.End
	}
	return b.String()
}
