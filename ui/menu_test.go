package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/parsecapi"
)

func TestMovingInAMenu(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("3", "c").expectChoice("NAME").press("up").expectChoice("NAME")
		d.press("down", "j").expectChoice("MODE").press("k").expectChoice("USER")
		d.press("pgdown").expectChoice("ABOUT").press("pgdown").expectChoice("PRESENCE").press("down").expectChoice("PRESENCE")
		d.press("pgup", "home").expectChoice("NAME").press("end").expectChoice("PRESENCE").press("g").expectChoice("NAME").press("G").expectChoice("PRESENCE")
		d.expect("⏎ show or hide   < > move   + - size   0 reset   esc back")
		d.press("q").expectNot("╭").expectSelected("edit-suite-02")
	})
}

// A key that a menu does not know must not reach the list below it.
func TestAMenuHasTheKeyboard(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("3", "Y")
		for _, key := range []string{"x", "l", "v", "tab", "/", "*", "b", "?", "5", "space", "ctrl+a", "i"} {
			d.press(key).expect("╭─ Copy").expectNot("only", "marked", "★")
		}
		d.paste("q").expect("╭─ Copy")
		d.press("esc").expectSelected("edit-suite-02").expect("● live").expectNot("╭")
		if d.press("c", "ctrl+c"); !d.quit {
			t.Error("still running")
		}
	})
}

func TestAMenuIsWholeOnEveryScreen(t *testing.T) {
	for _, key := range []string{"Y", "c"} {
		drive(t, 120, 32, nil, func(d *driver) {
			var hosts []parsecapi.Host
			for i := range 40 {
				hosts = append(hosts, host(fmt.Sprintf("peer%02d", i), fmt.Sprintf("%.*s東京の編集室にある機械🖥🇩🇪京", i%3, "xx")+fmt.Sprint(i), "東京#スタジオの人"))
			}
			d.service.serve(hosts...)
			d.wait(8*time.Second).press("g", key)
			for width := minWidth; width < 140; width++ {
				d.send(tea.WindowSizeMsg{Width: width, Height: minHeight + width%25})
				d.settle()
				d.press("down")
				checkFits(t, d.screen(), width, minHeight+width%25)
				checkBox(t, d.screen())
				if _, ok := d.model().menu.at(); !ok {
					t.Fatal("the menu's cursor is on nothing")
				}
				d.expect("│▌")
			}
		})
	}
}

// On a terminal that is too small the menu waits.
func TestAMenuOutlivesATinyTerminal(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("Y", "down")
		for _, size := range [][2]int{{10, 3}, {30, 7}, {29, 8}, {1, 1}} {
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			d.settle()
			d.expectNot("╭")
			checkFits(t, d.screen(), size[0], size[1])
		}
		d.send(tea.WindowSizeMsg{Width: 30, Height: 8})
		d.settle()
		d.expect("╭").expectChoice("name")
		checkBox(t, d.screen())
	})
}

func TestTheListGoesOnBelowAMenu(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.press("c", "down", "down")
		for i := range 12 {
			d.service.serve(append(sampleHosts()[:i%7:i%7], host(fmt.Sprint("new", i), fmt.Sprintf("aaa-%d", i), "studio#zoe"))...)
			d.wait(8 * time.Second).expectChoice("MODE")
			checkFits(t, d.screen(), 80, 24)
			checkBox(t, d.screen())
		}
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 500, Message: "oops"})
		d.wait(time.Minute).expectChoice("MODE").expect("stale")
		checkBox(t, d.screen())
		d.press("esc").expectNot("╭")
	})
}

func TestTheTerminalsCursorIsWhereTheSearchIsTyped(t *testing.T) {
	at := func(d *driver, want string) {
		t.Helper()
		cursor := d.m.View().Cursor
		if cursor == nil {
			t.Fatalf("there is no cursor:\n%s", d.screen())
		}
		line := []rune(strings.Split(d.screen(), "\n")[cursor.Y])
		if got := string(line[:cursor.X]); !strings.HasSuffix(got, want) {
			t.Errorf("the cursor stands behind %q, want it behind %q", got, want)
		}
	}
	drive(t, 120, 32, nil, func(d *driver) {
		d.press(":")
		at(d, "│ › ")
		d.write("watch")
		at(d, "› watch")
		d.press("home")
		at(d, "│ › ")
		d.send(tea.PasteMsg{Content: "  list\n"})
		d.settle()
		at(d, "› list")
		d.press("esc", "?", "/").write("copy")
		at(d, " / copy")
		if d.press("enter"); d.m.View().Cursor != nil {
			t.Error("the cursor stayed in a search that is over")
		}
	})
}
