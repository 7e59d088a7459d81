package ui

import (
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/columns"
)

// expectTitles asserts the titles of the table's columns, in order.
func (d *driver) expectTitles(want ...string) *driver {
	d.t.Helper()
	m := d.model()
	var got []string
	for _, c := range m.tableShape(m.layout().tableWidth).columns {
		got = append(got, c.Title)
	}
	if !slices.Equal(got, want) {
		d.t.Fatalf("the table has the columns %q, want %q:\n%s", got, want, d.screen())
	}
	return d
}

// expectChoice looks for the menu's cursor on an item.
func (d *driver) expectChoice(label string) *driver {
	d.t.Helper()
	item, ok := d.model().menu.at()
	if !ok || !strings.Contains(item.label, label) {
		d.t.Fatalf("the menu's cursor is on %q, want %q:\n%s", item.label, label, d.screen())
	}
	return d.expect("│" + unicodeGlyphs().cursor)
}

func TestColumnsAreShownAndHidden(t *testing.T) {
	drive(t, 160, 32, nil, func(d *driver) {
		d.press("c").expect("Columns", "✓ NAME", "✓ AGE", "  GAME").expectChoice("NAME")
		d.press("down").expectChoice("✓ USER").press("enter").expectTitles("NAME", "MODE", "SEATS", "AGE")
		// The same key brings it back, though it stands elsewhere by now.
		d.expectChoice("  USER").press("enter").expectTitles("NAME", "MODE", "SEATS", "AGE", "USER").expectChoice("✓ USER")
		d.press("space").expectTitles("NAME", "MODE", "SEATS", "AGE").press("esc").expectNot("Columns")
		d.expectTitles("NAME", "MODE", "SEATS", "AGE").expectSelected("den-pc")
	})
}

func TestAColumnThatIsShownHasRoomForItsTexts(t *testing.T) {
	drive(t, 160, 32, nil, func(d *driver) {
		d.press("c", "G", "k", "k", "k", "k", "k").expectChoice("USER NAME").expectNot("studio#boris")
		d.press("enter", "esc").expect("studio#boris", "studio#carla")
	})
}

func TestTheNameIsAlwaysShown(t *testing.T) {
	drive(t, 160, 32, nil, func(d *driver) {
		d.press("c", "g", "enter").expect("every table has the name").press("space").expectTitles("NAME", "USER", "MODE", "SEATS", "AGE")
	})
}

func TestColumnsAreMovedAndReset(t *testing.T) {
	drive(t, 160, 32, nil, func(d *driver) {
		d.press("c", "down", "down", "<").expectTitles("NAME", "MODE", "USER", "SEATS", "AGE").expectChoice("MODE")
		d.press("left").expectTitles("MODE", "NAME", "USER", "SEATS", "AGE").expectChoice("MODE")
		d.press("<").expectTitles("MODE", "NAME", "USER", "SEATS", "AGE").expectChoice("MODE")
		d.press(">", "right", ">", ">", ">").expectTitles("NAME", "USER", "SEATS", "AGE", "MODE").expectChoice("MODE")
		d.press("down").expectChoice("GAME").press("<").expectTitles("NAME", "USER", "SEATS", "AGE", "MODE").expectChoice("GAME")
		d.press("0").expectTitles("NAME", "USER", "MODE", "SEATS", "AGE").expectChoice("GAME")
	})
}

func TestColumnsAreSizedWithinBounds(t *testing.T) {
	width := func(d *driver, id string) int { return d.model().columnWidth(id) }
	drive(t, 200, 32, nil, func(d *driver) {
		before := width(d, "user")
		d.press("c", "down", "+", "+")
		if got := width(d, "user"); got != before+2 {
			t.Errorf("the column has %d cells, want %d", got, before+2)
		}
		for range 100 {
			d.press("-")
		}
		if got := width(d, "user"); got != LeastColumn {
			t.Errorf("the column has %d cells, want %d", got, LeastColumn)
		}
		d.expect("…").expectTitles("NAME", "USER", "MODE", "SEATS", "AGE")
		for range 100 {
			d.press("+")
		}
		if got := width(d, "user"); got != MostColumn {
			t.Errorf("the column has %d cells, want %d", got, MostColumn)
		}
		checkFits(t, d.screen(), 200, 32)
		if d.press("0"); width(d, "user") != before {
			t.Errorf("the column still has %d cells after a reset", width(d, "user"))
		}
	})
}

// A column that grew out of the screen can be made small again.
func TestAColumnThatDoesNotFitIsSizedFromItsWidth(t *testing.T) {
	wide := func(o *Options) { o.View.Widths = map[string]int{"user": 60} }
	drive(t, 60, 16, wide, func(d *driver) {
		d.expectTitles("NAME", "SEATS").press("c", "down", "-")
		if got := d.model().view.Widths["user"]; got != 59 {
			t.Errorf("the column has %d cells, want 59", got)
		}
	})
}

func TestTheColumnsAreChosenOnAnyScreen(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {30, 24}, {50, 9}, {300, 60}} {
		drive(t, size[0], size[1], nil, func(d *driver) {
			d.press("c")
			for range len(columns.All()) {
				d.press("enter", "+", "down")
				checkFits(t, d.screen(), size[0], size[1])
			}
			d.press("0", "esc").expectSelected("den-pc")
		})
	}
}

func TestTheScreenStandsAnyViewThatWasKept(t *testing.T) {
	all := columns.Names()
	for name, v := range map[string]View{
		"unknown names":    {Columns: []string{"latency", ""}, Sort: "latency", Scope: "mine", Group: "moon", Widths: map[string]int{"latency": 7}},
		"columns twice":    {Columns: []string{"user", "user", "name", "seats", "name"}},
		"no name":          {Columns: []string{"seats"}},
		"negative widths":  {Columns: all, Widths: map[string]int{"name": -1, "user": -1 << 62, "seats": 0}},
		"absurd widths":    {Columns: all, Widths: map[string]int{"name": 1e9, "user": 1<<62 + 1, "seats": 1<<62 + 1}},
		"least widths":     {Columns: all, Widths: widthsOf(all, LeastColumn)},
		"most widths":      {Columns: all, Widths: widthsOf(all, MostColumn)},
		"pins of nobody":   {Pinned: []string{"", "\x00", "gone", "gone"}},
		"sorted by hidden": {Columns: []string{"name"}, Sort: "build", Descending: true, Scope: "recent", Group: "game"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range [][2]int{{30, 8}, {60, 16}, {120, 32}, {300, 20}} {
				drive(t, size[0], size[1], func(o *Options) { o.View = v }, func(d *driver) {
					liveScene(d)
					for _, key := range []string{"G", "*", "c", "enter", "down", "+", "esc", "s", "S", "b", "left", "right", "v"} {
						d.press(key)
						checkFits(t, d.screen(), size[0], size[1])
					}
				})
			}
		})
	}
}

func widthsOf(columns []string, width int) map[string]int {
	widths := map[string]int{}
	for _, id := range columns {
		widths[id] = width
	}
	return widths
}

func TestAViewIsCleanedOfWhatIsWrong(t *testing.T) {
	drive(t, 160, 32, func(o *Options) {
		o.View = View{
			Columns: []string{"latency", "seats", "seats"}, Sort: "latency", Descending: true, Scope: "mine", Group: "moon",
			Widths: map[string]int{"name": 1e9, "seats": 20, "age": -4}, Pinned: []string{"peerTokyo", "peerTokyo"},
		}
	}, func(d *driver) {
		d.expectTitles("NAME", "SEATS").expect("NAME ▴").expectNot("only").expectRows("東京-スタジオ", "den-pc", "edit-suite-01", "edit-suite-02", "render-07", "render-10")
		d.press("g", "*").expectNot("★")
		if width := d.model().columnWidth("name"); width > 60 {
			t.Errorf("the name has %d cells", width)
		}
	})
}
