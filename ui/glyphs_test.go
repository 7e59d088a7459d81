package ui

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// spelled are glyphs that may be wider than a cell.
var spelled = []string{"ellipsis", "enter", "levels"}

func TestEverySignIsOneCellWide(t *testing.T) {
	for name, g := range map[string]glyphs{"Unicode": unicodeGlyphs(), "ASCII": asciiGlyphs()} {
		v := reflect.ValueOf(g)
		for i := range v.NumField() {
			field, sign := v.Type().Field(i).Name, v.Field(i).String()
			if width := textsafe.Width(sign); width != 1 && !strings.Contains(strings.Join(spelled, " "), field) || width == 0 {
				t.Errorf("%s: %s %q is %d cells wide", name, field, sign, width)
			}
			if name == "ASCII" && strings.ContainsFunc(sign, isForeign) {
				t.Errorf("%s %q is not ASCII", field, sign)
			}
		}
	}
}

func TestEveryLevelOfASparklineIsOneCellWide(t *testing.T) {
	for _, g := range []glyphs{unicodeGlyphs(), asciiGlyphs()} {
		if levels := []rune(g.levels); len(levels) != 8 || textsafe.Width(g.levels) != len(levels) {
			t.Errorf("%q has %d signs and %d cells", g.levels, len(levels), textsafe.Width(g.levels))
		}
	}
}

func isForeign(r rune) bool { return r > unicode.MaxASCII }

// TestAnASCIIScreenHasASCIIOnly looks at all that is drawn for what slipped through, at every width.
// Of the foreign characters only the letters of a host's name may be left.
func TestAnASCIIScreenHasASCIIOnly(t *testing.T) {
	drawn := func(r rune) bool { return isForeign(r) && !strings.ContainsRune("東京-スタジオ", r) }
	for scene, show := range map[string]func(*driver){
		"live":   liveScene,
		"filter": func(d *driver) { liveScene(d); d.press("/").write("e") },
		"stale": func(d *driver) {
			liveScene(d)
			d.service.fail(&parsecapi.TransportError{Op: parsecapi.OpListHosts, Kind: parsecapi.KindRefused, Host: "api.example.test:443"})
			d.wait(30 * time.Second)
		},
		"help":       func(d *driver) { d.press("?") },
		"help's end": func(d *driver) { d.press("?", "G") },
		"empty":      func(d *driver) { d.service.serve(); d.press("r").wait(30 * time.Second) },
		"paused":     func(d *driver) { d.press("space", "r") },
		"connected":  func(d *driver) { d.press("enter") },
		"copied":     func(d *driver) { d.press("y") },
		"grouped":    func(d *driver) { d.press("b", "left") },
		"marked":     func(d *driver) { d.press("tab", "tab", "*") },
		"copy menu":  func(d *driver) { d.press("Y") },
		"columns":    func(d *driver) { d.press("c") },
		"offline":    func(d *driver) { d.service.serve(); d.wait(time.Minute).press("enter") },
		"streams":    func(d *driver) { twoStreams(d); d.report(1, noRoom(connection.Ended)) },
		"log":        func(d *driver) { d.connect("den-pc").press("o") },
		"question":   func(d *driver) { d.press("G", "up", "up", "up", "enter") },
	} {
		for _, width := range []int{120, 80, 35, 20} {
			drive(t, width, 30, func(o *Options) { o.Looks.ASCII = true }, func(d *driver) {
				show(d)
				if at := strings.IndexFunc(d.screen(), drawn); at >= 0 {
					t.Errorf("%s, %d cells: %q is left in\n%s", scene, width, []rune(d.screen()[at:])[0], d.screen())
				}
				checkFits(t, d.screen(), width, 30)
			})
		}
	}
}

func TestTheFirstRunScreenCanBeASCIIToo(t *testing.T) {
	drive(t, 80, 24, func(o *Options) { o.Looks.ASCII, o.Welcome = true, &Welcome{ConfigPath: "/etc/x"} }, func(d *driver) {
		if strings.ContainsFunc(d.screen(), isForeign) {
			t.Errorf("not ASCII:\n%s", d.screen())
		}
	})
}
