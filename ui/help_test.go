package ui

import "testing"

func TestHelpScrollsByLinesAndPages(t *testing.T) {
	drive(t, 80, 12, nil, func(d *driver) {
		top := d.press("?").screen()
		second := d.press("down").screen()
		if second == top || d.press("up").screen() != top || d.press("up").screen() != top {
			t.Error("up does not lead back to the first line, or beyond it")
		}
		if d.press("j").screen() != second || d.press("k").screen() != top {
			t.Error("j and k do not move as the arrows do")
		}
		if d.press("pgdown").screen() == top || d.press("pgup").screen() != top {
			t.Error("pages do not lead down and back")
		}
		bottom := d.press("G").expect("guests of seats").screen()
		if d.press("down", "pgdown", "down").screen() != bottom {
			t.Error("the help scrolls beyond its end")
		}
		if d.press("up").screen() == bottom || d.press("down").screen() != bottom {
			t.Error("keys beyond the end are to be taken back first")
		}
		d.press("x").expect("den-pc").expectNot("guests of seats", "only an offline host")
	})
}

func TestHelpSaysWhyAKeyCannotAct(t *testing.T) {
	drive(t, 100, 60, nil, func(d *driver) {
		d.press("?").expect("next launcher (there is no other launcher in the configuration)", "clear the marks, then the filter, then the scope (there is nothing to clear)")
	})
}

func TestTheHelpIsSearched(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.press("?", "/").write("copy").expect("/ copy", "copy the peer ID", "copy name, user").expectNot("refresh", "The list")
		d.press("enter").write("x").expect("den-pc").expectNot("copy the peer ID") // any other key goes back
		d.press("?", "/").write("seats guests").expect("guests of seats").press("esc").expect("The list")
		d.press("/").write("zz").expect("nothing in the help has these words").press("enter", "esc").expect("The selected host").press("esc").expect("den-pc")
	})
}

func TestTheHelpHasTwoColumnsWhereThereIsRoom(t *testing.T) {
	drive(t, 160, 45, nil, func(d *driver) {
		d.press("?").expect("connect to the first host", "guests of seats", "these letters in this order")
		checkFits(t, d.screen(), 160, 45)
	})
}
