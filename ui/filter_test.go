package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

func (d *driver) paste(text string) *driver {
	d.send(tea.PasteMsg{Content: text})
	d.settle()
	return d
}

// expectTyped asserts what the screen shows from its left edge to the terminal's cursor.
func (d *driver) expectTyped(want string) *driver {
	d.t.Helper()
	cursor := d.m.View().Cursor
	if cursor == nil {
		d.t.Fatalf("there is no cursor:\n%s", d.screen())
	}
	line := strings.Split(d.screen(), "\n")[cursor.Y]
	if !strings.HasPrefix(line, want) || textsafe.Width(want) != cursor.X {
		d.t.Fatalf("the cursor is in cell %d of %q, want it after %q", cursor.X, line, want)
	}
	return d
}

func TestTheTerminalsCursorIsWhereTheFilterIsEdited(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		if d.m.View().Cursor != nil {
			t.Error("there is a cursor without a filter to edit")
		}
		d.press("/").expectTyped(" / ").write("ren").expectTyped(" / ren").press("home").expectTyped(" / ")
		d.press("end").write(" 東京").expectTyped(" / ren 東京").press("backspace").expectTyped(" / ren 東")
		d.service.fail(errors.New("out of luck"))
		d.wait(20 * time.Second).expect("out of luck").expectTyped(" / ren 東")
		if d.press("enter"); d.m.View().Cursor != nil {
			t.Error("the cursor stayed in the filter that is no longer edited")
		}
	})
}

func TestOneKeyDeletesAWordOfTheFilter(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("edit suite").press("ctrl+backspace").expectTyped(" / edit ")
		d.press("home", "ctrl+delete").expectTyped(" / ").expect("6 of 6")
	})
}

func TestAFilterThatIsTooLongShowsItsEnd(t *testing.T) {
	drive(t, 40, 16, nil, func(d *driver) {
		d.press("/").write("this is more than a narrow screen has room for")
		checkFits(t, d.screen(), 40, 16)
		d.expect("room for", "0 of 6").expectNot("this is")
		if cursor := d.m.View().Cursor; cursor.X >= 40 {
			t.Errorf("the cursor is in cell %d of 40", cursor.X)
		}
	})
}

func TestTheFilterIsEditedWhereItEnds(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("ender").press("home").write("r").expect("/ render").press("enter")
		d.press("/").expectTyped(" / render").write("-07").expect("/ render-07", "1 of 6")
	})
}

func TestTheListMovesWhileTheFilterIsEdited(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "/").write("suite").expectSelected("edit-suite-01")
		d.press("down").expectSelected("edit-suite-02").press("up").expectSelected("edit-suite-01")
		d.press("pgdown").expectSelected("edit-suite-02").press("pgup").expectSelected("edit-suite-01")
		d.expect("/ suite").write("j").expect("/ suitej")
	})
}

func TestAPasteFiltersAtOnce(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.paste("nowhere").expectNot("nowhere")
		d.press("/").paste("  suite-02\n").expect("/ suite-02", "1 of 6").expectSelected("edit-suite-02").expectNot("den-pc")
	})
}

func TestAFilterHasALimit(t *testing.T) {
	drive(t, 300, 32, nil, func(d *driver) {
		d.press("/").paste(strings.Repeat("x", 1_000_000))
		if n := len(d.model().filterText()); n == 0 || n > 1000 {
			t.Errorf("the filter has %d letters", n)
		}
		d.expect("0 of 6").press("esc").expect("edit-suite-01")
	})
}

func TestAnEmptyFilterIsNone(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("  ").press("enter").expectNot("6 of 6")
		d.press("esc").expect("there is nothing to clear")
	})
}

// What the filter does not look into cannot be why a host was found.
func TestOnlyWhatTheFilterLooksIntoIsLit(t *testing.T) {
	m := largeDashboard(manyHosts(1)).(Model)
	m.theme = &theme{glyphs: unicodeGlyphs()}
	m.theme.row.match, m.theme.selected.match = style{"[", "]"}, style{"[", "]"}
	m.query, _ = query.Parse("'0 'carla 'n")
	screen := m.View().Content
	for _, want := range []string{"re[n]der-[0]", "[carla]", " 0/4 "} {
		if !strings.Contains(screen, want) {
			t.Errorf("the screen does not show %q:\n%s", want, screen)
		}
	}
}
