package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/parsecapi"
)

// TestFault46To52_NamesFromStrangersAreInert draws hosts with every kind of hostile name: each
// stays one row, no line is too wide, and nothing reaches the terminal that it would obey.
func TestFault46To52_NamesFromStrangersAreInert(t *testing.T) {
	names := map[string]string{
		"46 clear screen":   "a\x1b[2J\x1b[Hb",
		"46 clipboard":      "a\x1b]52;c;aGFjaw==\x07b",
		"46 title":          "a\x1b]2;owned\x07b",
		"46 link":           "a\x1b]8;;http://x\x1b\\b\x1b]8;;\x1b\\",
		"47 eight bits":     "a\u009b2Jb\x9b2J\xff",
		"48 controls":       "a\r\n\t\b\x00\x7fb",
		"49 unterminated":   "a\x1b]0;never ending",
		"50 bidi":           "a\u202eb\u2066c\u200d\u200b\U000e0041",
		"51 emoji":          "👩‍👩‍👧‍👦 family ❤️ 👍🏽",
		"51 accents":        "e" + strings.Repeat("\u0301", 50),
		"51 wide":           "東京の編集室にある三番目の機械",
		"52 a megabyte":     strings.Repeat("\x1b[31m", 200_000),
		"54 like an option": "-rf $(reboot); rm",
	}
	for name, hostile := range names {
		t.Run(name, func(t *testing.T) {
			for _, size := range [][2]int{{120, 32}, {80, 24}, {50, 16}, {35, 12}} {
				drive(t, size[0], size[1], nil, func(d *driver) {
					h := host("evil", hostile, hostile+"#"+hostile)
					h.Metadata.Description, h.Metadata.Mode, h.Metadata.Game, h.Metadata.Build, h.Metadata.EventName = hostile, hostile, hostile, hostile, hostile
					d.service.serve(append(sampleHosts(), h, host("evil"+hostile, "zz-after", "studio#zoe"))...)
					d.wait(8 * time.Second)
					for _, keys := range []string{"g", "G", "i"} {
						d.press(keys)
						checkInert(t, d.m.View())
						checkFits(t, d.screen(), size[0], size[1])
					}
					d.press("i", "/").write("zz-after").expect("zz-after")
				})
			}
		})
	}
}

// checkInert looks for anything but printable text. The theme of the tests has no escapes of its
// own.
func checkInert(t *testing.T, view tea.View) {
	t.Helper()
	for _, r := range strings.ReplaceAll(view.Content, "\n", "") + view.WindowTitle {
		if r == '\u200d' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) {
			t.Fatalf("%U reaches the terminal:\n%q", r, view.Content)
		}
	}
}

func TestFault53_ErrorTextsAreInert(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 500, Message: "\x1b[2J\u202eoops\r\nsecond line"})
		d.wait(8*time.Second).expect("in trouble", "oops")
		checkInert(t, d.m.View())
		checkFits(t, d.screen(), 120, 32)
	})
}

// TestFault63_EverySizeIsDrawnWhole shrinks and widens a busy dashboard.
func TestFault63_EverySizeIsDrawnWhole(t *testing.T) {
	for _, scene := range []func(*driver){
		liveScene,
		func(d *driver) { liveScene(d); d.press("enter").press("/").write("e") },
		func(d *driver) { d.press("?") },
		func(d *driver) { d.press("i", "i") },
		func(d *driver) {
			d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 502, Message: strings.Repeat("a long story ", 20)})
			d.wait(20 * time.Second)
		},
	} {
		drive(t, 120, 32, nil, func(d *driver) {
			scene(d)
			sizes := [][2]int{{0, 0}, {1, 1}, {10_000, 300}, {300, 10_000}, {minWidth, minHeight}}
			for width := 1; width <= 300; width += 7 {
				sizes = append(sizes, [2]int{width, 1 + width%50}, [2]int{width, 8 + width%9})
			}
			for _, size := range sizes {
				d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				d.settle()
				if size[0] > 0 {
					checkFits(t, d.screen(), size[0], size[1])
				}
			}
		})
	}
}

// TestTheCursorIsAlwaysVisible moves through a list that is longer than the screen while the
// screen changes its size.
func TestTheCursorIsAlwaysVisible(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.service.page = manyHosts(200)
		d.wait(8 * time.Second)
		for i, step := range []string{"g", "pgdown", "pgdown", "down", "G", "up", "pgup", "home", "end", "k", "j"} {
			d.press(step)
			d.send(tea.WindowSizeMsg{Width: 60 + 5*i, Height: 8 + 3*i})
			d.settle()
			h, ok := d.model().selected()
			if !ok {
				t.Fatal("nothing is selected")
			}
			d.expectSelected(fmt.Sprint(h.Name))
		}
	})
}
