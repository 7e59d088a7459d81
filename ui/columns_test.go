package ui

import (
	"slices"
	"testing"

	"parsec-hosts/internal/columns"
)

func TestColumnsFillTheTableAtMost(t *testing.T) {
	columns := View{Columns: columns.Names()}.withDefaults().columns()
	for i := range 320 * 80 {
		width, widest := i%320, i/320
		if width < minWidth {
			continue
		}
		wide := map[string]textWidths{
			nameColumn: {full: widest}, "user": {full: widest % 40, short: widest % 20}, "mode": {full: widest % 20},
			"game": {full: widest % 30}, "description": {full: widest},
		}
		for n := 1; n <= len(columns); n++ {
			placed := placeColumns(width, columns[:n], wide, map[string]int{"user": widest})
			if used := rowPrefix + neededWidth(placed) + rowSuffix; used > width || placed[0].ID != nameColumn || placed[0].width < 1 {
				t.Fatalf("at %d cells the columns %+v take %d", width, placed, used)
			}
		}
	}
}

// A narrow table keeps what matters most, whatever the order on the screen.
func TestWhichColumnsLeaveANarrowTable(t *testing.T) {
	for _, c := range []struct {
		width   int
		columns []string
		want    []string
	}{
		{100, nil, []string{"name", "user", "mode", "seats", "age"}},
		{60, nil, []string{"name", "user", "mode", "seats", "age"}},
		{54, nil, []string{"name", "user", "seats", "age"}},
		{44, nil, []string{"name", "user", "seats"}},
		{35, nil, []string{"name", "seats"}},
		{20, nil, []string{"name"}},
		{58, []string{"build", "seats", "peer_id", "name", "age"}, []string{"build", "seats", "name", "age"}},
	} {
		var got []string
		for _, p := range placeColumns(c.width, View{Columns: c.columns}.withDefaults().columns(), nil, nil) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("a table of %d cells with %v has %v, want %v", c.width, c.columns, got, c.want)
		}
	}
}

// A part of the user that differs from host to host is worth more room than one that rarely does.
func TestShortTextsGiveTheirRoomToTheNames(t *testing.T) {
	wide := map[string]textWidths{nameColumn: {full: 23}, "user": {full: 18, short: 9}}
	widths := func(width int) (name, user int, short bool) {
		placed := placeColumns(width, View{Columns: []string{nameColumn, "user"}}.withDefaults().columns(), wide, nil)
		return placed[0].width, placed[1].width, placed[1].short
	}
	if name, user, short := widths(49); name != 23 || user != 18 || short {
		t.Errorf("with room for all, the name has %d cells and the user %d, short %v", name, user, short)
	}
	if name, user, short := widths(48); name != 23 || user != 9 || !short {
		t.Errorf("without, the name has %d cells and the user %d, short %v", name, user, short)
	}
}
