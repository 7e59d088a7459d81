package ui

import (
	"cmp"
	"slices"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// column is one column that the table can have.
type column struct {
	id    string // what the configuration calls it
	title string
	about string // for the list that columns are chosen from
	// least and most bound its width in cells. In between it is as wide as its widest text.
	least, most int
	text        func(Model, *fleet.Host) string
	// short is what a cell shows where text does not fit; nil cuts it.
	short func(*fleet.Host) string
	// compare orders hosts by this column. Equal ones are ordered by name.
	compare func(a, b *fleet.Host) int
	field   query.Field // where a filter looks for what the column shows; 0 for nowhere
	// meta: the service may change or drop what the column shows.
	meta bool
}

// The columns that are drawn in a way of their own. Every table has the first.
const (
	nameColumn  = "name"
	seatsColumn = "seats"
	ageColumn   = "age"
)

// allColumns is every column there is, in the order in which they are offered.
var allColumns = makeColumns()

func makeColumns() []column {
	text := func(f func(*fleet.Host) string) func(Model, *fleet.Host) string {
		return func(_ Model, h *fleet.Host) string { return f(h) }
	}
	byText := func(f func(*fleet.Host) string) func(a, b *fleet.Host) int {
		return func(a, b *fleet.Host) int { return compareTexts(f(a), f(b)) }
	}
	const age = len("gone 100d")
	name := func(h *fleet.Host) string { return h.Name }
	userName := func(h *fleet.Host) string { return h.UserName }
	provider := func(h *fleet.Host) string { return h.Provider }
	externalID := func(h *fleet.Host) string { return h.ExternalID }
	game := func(h *fleet.Host) string { return h.Game }
	build := func(h *fleet.Host) string { return h.Build }
	about := func(h *fleet.Host) string { return h.Description }
	peerID := func(h *fleet.Host) string { return h.PeerID }
	return []column{
		{id: nameColumn, field: query.Name, title: "NAME", about: "as set by the host", least: 10, most: 60, text: displayName, compare: byText(name)},
		{id: "user", field: query.User, title: "USER", about: "provider and external ID", least: 8, most: 40, text: text(displayUser), short: shortUser, compare: byText(displayUser)},
		{id: "mode", field: query.Mode | query.Game, title: "MODE", about: "desktop, or the name of the game", least: 7, most: 14, text: text(displayMode), compare: byText(displayMode), meta: true},
		{id: seatsColumn, title: "SEATS", about: "guests of seats", least: 9, most: 9, text: text(seats), compare: compareSeats, meta: true},
		{id: ageColumn, title: "AGE", about: "for how long online or gone", least: age, most: age, text: Model.age, compare: compareAge},
		{id: "game", field: query.Game, title: "GAME", about: "what is played", least: 6, most: 24, text: text(game), compare: byText(game), meta: true},
		{id: "provider", field: query.User, title: "PROVIDER", about: "the part of the user before #", least: 8, most: 16, text: text(provider), compare: byText(provider)},
		{id: "external_id", field: query.User, title: "EXTERNAL ID", about: "the part of the user after #", least: 11, most: 32, text: text(externalID), compare: byText(externalID)},
		{id: "user_name", field: query.User, title: "USER NAME", about: "the user as the service writes it", least: 9, most: 40, text: text(userName), compare: byText(userName)},
		{id: "build", title: "BUILD", about: "version of the host", least: 6, most: 12, text: text(build), compare: byText(build), meta: true},
		{id: "public", title: "PUBLIC", about: "listed for everybody", least: 6, most: 6, text: text(publicWord), compare: byText(publicWord), meta: true},
		{id: "description", title: "ABOUT", about: "description set by the host", least: 8, most: 40, text: text(about), compare: byText(about), meta: true},
		{id: "peer_id", field: query.PeerID, title: "PEER ID", about: "what a client connects to", least: 12, most: 27, text: text(peerID), compare: byText(peerID)},
	}
}

// defaultColumns are those of a table that nobody has changed.
var defaultColumns = []string{nameColumn, "user", "mode", seatsColumn, ageColumn}

// dropOrder is the order in which default columns leave a narrow table; others leave before them.
var dropOrder = []string{"mode", ageColumn, "user", seatsColumn}

// findColumn finds a column by its name in the configuration.
func findColumn(id string) (column, bool) {
	i := slices.IndexFunc(allColumns, func(c column) bool { return c.id == id })
	if i < 0 {
		return column{}, false
	}
	return allColumns[i], true
}

// ColumnNames lists what the configuration may call columns, in the order in which they are offered.
func ColumnNames() []string {
	names := make([]string, len(allColumns))
	for i, c := range allColumns {
		names[i] = c.id
	}
	return names
}

// compareTexts orders texts as people look for them, and hosts without a text last.
func compareTexts(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	return fleet.CompareNatural(a, b)
}

// compareSeats puts the host with the most free seats first. One that does not tell counts as free,
// but less surely so than one that does.
func compareSeats(a, b *fleet.Host) int {
	return cmp.Compare(seatRank(b), seatRank(a))
}

func seatRank(h *fleet.Host) float64 {
	const unknown = 0.5
	free, known := h.FreeSeats()
	if !known {
		return unknown
	}
	return float64(free)
}

// compareAge puts whoever came or went last first.
func compareAge(a, b *fleet.Host) int { return b.Since.Compare(a.Since) }

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
		if chosen[c.id] > 0 {
			placed[i].width = chosen[c.id]
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
		c.short = c.column.short != nil && wide[c.id].full > c.width
		if len(placed) == 1 {
			c.width = max(1, width-rowPrefix-rowSuffix)
		}
	}
	return placed
}

// legibleName is how much of a name, in cells, is worth dropping other columns for.
const legibleName = 16

func widthOf(placed []placedColumn, id string) int {
	if i := slices.IndexFunc(placed, func(c placedColumn) bool { return c.id == id }); i >= 0 {
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
		if placed[i].id != nameColumn && !slices.Contains(dropOrder, placed[i].id) {
			return i
		}
	}
	for _, id := range dropOrder {
		if i := slices.IndexFunc(placed, func(c placedColumn) bool { return c.id == id }); i >= 0 {
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
			text := wide[c.id].full
			if short && c.column.short != nil {
				text = wide[c.id].short
			}
			wishes[i] = max(c.width, min(c.most, max(text, len(c.title)+2))) // the title and the sign of the order
			if chosen[c.id] > 0 {
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

// widestTexts measures the widest texts of every column among hosts. Columns of one fixed width are
// left out.
func widestTexts(columns []column, hosts []*fleet.Host) map[string]textWidths {
	wide := make(map[string]textWidths, len(columns))
	for _, c := range columns {
		if c.least == c.most {
			continue
		}
		var w textWidths
		for _, h := range hosts {
			if w.full < c.most {
				w.full = max(w.full, textsafe.Width(c.text(Model{}, h)))
			}
			if c.short != nil && w.short < c.most {
				w.short = max(w.short, textsafe.Width(c.short(h)))
			}
		}
		wide[c.id] = w
	}
	return wide
}

func publicWord(h *fleet.Host) string {
	switch h.Public {
	case parsecapi.Yes:
		return "yes"
	case parsecapi.No:
		return "no"
	}
	return ""
}
