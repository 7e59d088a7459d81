package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// cursorLine is the line of the screen with the cursor, or -1.
func (d *driver) cursorLine() int {
	for i, line := range strings.Split(d.screen(), "\n") {
		if strings.HasPrefix(line, unicodeGlyphs().cursor) {
			return i
		}
	}
	return -1
}

// serveMany is a list that is longer than the screen.
func serveMany(o *Options) { o.Service.(*fakeService).page = manyHosts(60) }

func TestTheCursorKeepsItsLineOfTheScreen(t *testing.T) {
	drive(t, 80, 24, serveMany, func(d *driver) {
		d.press("pgdown", "pgdown", "up", "up", "up")
		h, _ := d.model().selected()
		line := d.cursorLine()
		if line < 0 {
			t.Fatalf("there is no cursor:\n%s", d.screen())
		}
		for i := range 5 {
			d.service.page.Hosts = append(d.service.page.Hosts, pointers(host(fmt.Sprintf("new%d", i), fmt.Sprintf("aaa-%d", i), "studio#zoe"))...)
		}
		d.wait(8 * time.Second).expect("65 online").expectSelected(h.Name)
		if got := d.cursorLine(); got != line {
			t.Errorf("the cursor moved from line %d to line %d", line, got)
		}
	})
}

// One row of the page before stays in sight, to read on from.
func TestAPageKeyMovesByAPage(t *testing.T) {
	drive(t, 80, 24, serveMany, func(d *driver) {
		rows := d.model().layout().rows
		if rows < 4 {
			t.Fatalf("a page has %d rows", rows)
		}
		for _, step := range []struct {
			key string
			row int
		}{{"pgdown", rows - 1}, {"pgdown", 2 * (rows - 1)}, {"pgup", rows - 1}, {"pgup", 0}, {"pgup", 0}} {
			d.press(step.key).expectSelected(fmt.Sprintf("render-%06d", step.row))
		}
	})
}

// The filter lets nobody through for a while, because hosts were renamed.
func TestAnEmptyListForgetsNobody(t *testing.T) {
	busy := func(a, b string) []parsecapi.Host {
		return []parsecapi.Host{host("peerA", a, "studio#anna"), host("peerB", b, "studio#anna")}
	}
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve(busy("busy-a", "busy-b")...) }, func(d *driver) {
		d.press("/").write("busy").press("enter", "G").expectSelected("busy-b")
		d.service.serve(busy("idle-a", "idle-b")...)
		d.wait(8*time.Second).expect("0 of 2").press("up", "down")
		d.service.serve(busy("busy-a", "busy-b")...)
		d.wait(8 * time.Second).expect("2 of 2").expectSelected("busy-b")
	})
}

func TestNamesInTheTable(t *testing.T) {
	self := func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }
	hosts := func(o *Options) {
		o.Service.(*fakeService).serve(
			host("nameless", "", "studio#anna"), host("mine", "a-computer-with-quite-a-long-name", "studio#boris", self))
	}
	for _, size := range [][2]int{{160, 32}, {50, 16}, {35, 12}} {
		drive(t, size[0], size[1], hosts, func(d *driver) { d.expect("(no name)", " · self") })
	}
	drive(t, 160, 32, hosts, func(d *driver) { d.expect("a-computer-with-quite-a-long-name · self") })
}

func TestAClearedFilterLeadsBackToTheHost(t *testing.T) {
	for filter, want := range map[string]string{
		"zz": "edit-suite-02", "suite-02": "edit-suite-02", "render": "render-07", // which the user saw under the cursor
	} {
		t.Run(filter, func(t *testing.T) {
			drive(t, 120, 32, nil, func(d *driver) {
				d.press("g", "down", "down").expectSelected("edit-suite-02")
				d.press("/").write(filter).press("esc").expectSelected(want)
			})
		})
	}
}
