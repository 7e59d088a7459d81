package ui

import (
	"slices"
	"time"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// column is one column that the table can have, and how it is drawn.
type column struct {
	columns.Column
	drawing
}

// drawing is how the table shows a column.
type drawing struct {
	// least and most bound its width in cells. In between it is as wide as its widest text.
	least, most int
	// text is what a cell shows; nil shows the text of the column.
	text func(*fleet.Host) string
	// short is what a cell shows where text does not fit; nil cuts it.
	short func(*fleet.Host) string
}

// The columns that are drawn in a way of their own. Every table has the first.
const (
	nameColumn  = columns.Name
	seatsColumn = columns.Seats
	ageColumn   = columns.Age
)

// age is the column whose text narrow rows show elsewhere.
var age, _ = columns.Find(ageColumn)

// drawings has every column.
var drawings = map[string]drawing{
	nameColumn:    {least: 10, most: 60, text: displayName},
	"user":        {least: 8, most: 40, text: displayUser, short: shortUser},
	"mode":        {least: 7, most: 14},
	seatsColumn:   {least: 9, most: 9, text: seats},
	ageColumn:     {least: len("gone 100d"), most: len("gone 100d")},
	"game":        {least: 6, most: 24},
	"provider":    {least: 8, most: 16},
	"external_id": {least: 11, most: 32},
	"user_name":   {least: 9, most: 40},
	"build":       {least: 6, most: 12},
	"public":      {least: 6, most: 6},
	"description": {least: 8, most: 40},
	"peer_id":     {least: 12, most: 27},
	"presence":    {least: 8, most: 8},
}

// defaultColumns are those of a table that nobody has changed.
var defaultColumns = []string{nameColumn, "user", "mode", seatsColumn, ageColumn}

// dropOrder is the order in which default columns leave a narrow table; others leave before them.
var dropOrder = []string{"mode", ageColumn, "user", seatsColumn}

// findColumn finds a column by its name in the configuration.
func findColumn(id string) (column, bool) {
	c, ok := columns.Find(id)
	return column{c, drawings[id]}, ok
}

// fixed reports whether the column has one width, whatever it shows.
func (c column) fixed() bool { return c.least == c.most }

// cell is what the table shows of a host.
func (c column) cell(h *fleet.Host, now time.Time) string {
	if c.text != nil {
		return c.text(h)
	}
	return c.Text(h, now)
}

// placedColumn is a column of the table as it stands on the screen.
type placedColumn struct {
	column
	width int
	short bool // its texts are too long: show the short ones
}

// rowPrefix is the cursor, the number or mark, the star and the presence sign with a blank behind;
// columnGap is between cells, and rowSuffix behind the last one.
const (
	rowPrefix = 5
	columnGap = 2
	rowSuffix = 1
)

// textWidths are the cells of the widest text of a column, and of the widest short one if it has such.
type textWidths struct{ full, short int }

// placeColumns shares the width of the table among its columns. wide says how wide the texts of each
// column are, and chosen how wide the user made it, 0 for no wish.
func placeColumns(width int, columns []column, wide map[string]textWidths, chosen map[string]int) []placedColumn {
	placed := make([]placedColumn, len(columns))
	for i, c := range columns {
		placed[i] = placedColumn{column: c, width: c.least}
		if chosen[c.ID] > 0 {
			placed[i].width = chosen[c.ID]
		}
	}
	free := width - rowPrefix - rowSuffix
	// A name that cannot be read is worth less than a column that is not there.
	legible := max(0, min(wide[nameColumn].full, legibleName)-widthOf(placed, nameColumn))
	for len(placed) > 1 && neededWidth(placed)+legible > free {
		placed = slices.Delete(placed, leastUseful(placed), leastUseful(placed)+1)
	}
	widen(placed, free-neededWidth(placed), wide, chosen)
	for i := range placed {
		c := &placed[i]
		c.short = c.drawing.short != nil && wide[c.ID].full > c.width
		if len(placed) == 1 {
			c.width = max(1, width-rowPrefix-rowSuffix)
		}
	}
	return placed
}

// legibleName is how much of a name, in cells, is worth dropping other columns for.
const legibleName = 16

func widthOf(placed []placedColumn, id string) int {
	if i := slices.IndexFunc(placed, func(c placedColumn) bool { return c.ID == id }); i >= 0 {
		return placed[i].width
	}
	return 0
}

func neededWidth(placed []placedColumn) int {
	total := (len(placed) - 1) * columnGap
	for _, c := range placed {
		total += c.width
	}
	return total
}

// leastUseful is the index of the column that a table too narrow loses next: never the name.
func leastUseful(placed []placedColumn) int {
	for i := len(placed) - 1; i >= 0; i-- {
		if placed[i].ID != nameColumn && !slices.Contains(dropOrder, placed[i].ID) {
			return i
		}
	}
	for _, id := range dropOrder {
		if i := slices.IndexFunc(placed, func(c placedColumn) bool { return c.ID == id }); i >= 0 {
			return i
		}
	}
	return len(placed) - 1
}

// widen gives free cells to the columns whose texts want them, one each in turn, so that no long
// text starves the others. Where the full texts do not all fit, the short ones have to do.
func widen(placed []placedColumn, free int, wide map[string]textWidths, chosen map[string]int) {
	wishes := make([]int, len(placed))
	total := 0
	wish := func(short bool) {
		total = 0
		for i, c := range placed {
			text := wide[c.ID].full
			if short && c.drawing.short != nil {
				text = wide[c.ID].short
			}
			wishes[i] = max(c.width, min(c.most, max(text, len(c.Title)+2))) // the title and the sign of the order
			if chosen[c.ID] > 0 {
				wishes[i] = c.width
			}
			total += wishes[i] - c.width
		}
	}
	if wish(false); total > free {
		wish(true)
	}
	for given := true; given && free > 0; {
		given = false
		for i := range placed {
			if free > 0 && placed[i].width < wishes[i] {
				placed[i].width++
				free--
				given = true
			}
		}
	}
}

// measure returns the widest texts of every column among all hosts. Only the hosts that have changed are
// measured, unless one of the widest was among them.
func (l list) measure(s listSource) map[string]textWidths {
	columns, hosts := s.view.columns(), s.fleet.Hosts()
	if l.wide == nil || !slices.Equal(s.view.Columns, l.view.Columns) {
		return widestTexts(columns, hosts, nil)
	}
	gone, come := differences(l.known, hosts)
	most, lost, narrower := widestTexts(columns, come, nil), widestTexts(columns, gone, nil), true
	for _, c := range columns {
		if c.fixed() {
			continue
		}
		before, left := l.wide[c.ID], lost[c.ID]
		most[c.ID] = textWidths{max(most[c.ID].full, before.full), max(most[c.ID].short, before.short)}
		narrower = narrower && left.full < max(1, min(before.full, c.most)) && left.short < max(1, min(before.short, c.most))
	}
	if narrower {
		return most
	}
	return widestTexts(columns, hosts, most)
}

// widestTexts measures the widest texts of every column among hosts. Columns of one fixed width are left
// out. Hosts are measured until one has a text that fills the column or, where it is known how wide they
// are at most, until one has that.
func widestTexts(columns []column, hosts []*fleet.Host, most map[string]textWidths) map[string]textWidths {
	wide := make(map[string]textWidths, len(columns))
	for _, c := range columns {
		if c.fixed() {
			continue
		}
		limit := textWidths{full: c.most, short: c.most}
		if known, ok := most[c.ID]; ok {
			limit = textWidths{min(limit.full, known.full), min(limit.short, known.short)}
		}
		if c.short == nil {
			limit.short = 0
		}
		var w textWidths
		for _, h := range hosts {
			if w.full >= limit.full && w.short >= limit.short {
				break
			}
			if w.full < limit.full {
				w.full = max(w.full, textsafe.Width(c.cell(h, time.Time{})))
			}
			if w.short < limit.short {
				w.short = max(w.short, textsafe.Width(c.short(h)))
			}
		}
		wide[c.ID] = w
	}
	return wide
}
