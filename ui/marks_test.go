package ui

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMarkedHostsAreCopiedTogether(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("1", "tab").expect("◉ 1 marked", "◉ ● den-pc").expectSelected("edit-suite-01")
		d.press("down", "tab").expect("◉ 2 marked", "◉ ● edit-suite-02").expectSelected("render-07")
		d.press("y").expect("2 peer IDs sent to")
		if d.copied != "peerDen\npeerEdit2" {
			t.Errorf("copied %q", d.copied)
		}
		d.press("up", "tab").expect("◉ 1 marked", "3 ● edit-suite-02")
		d.press("y").expect("peerDen sent to")
	})
}

func TestMarksGoUpToo(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("3", "shift+tab").expectSelected("edit-suite-01").press("shift+tab").expect("◉ 2 marked").expectSelected("den-pc")
		d.press("shift+tab").expect("◉ 3 marked").expectSelected("den-pc")
	})
}

// Whoever marks one host after the other need not care where a group ends.
func TestMarkingGoesOnPastHeadings(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("5").expectSelected("東京").press("tab").expectSelected("den-pc").press("tab").expect("◉ 2 marked").expectSelected("den-pc")
		d.press("shift+tab").expect("◉ 1 marked").expectSelected("東京")
		d.press("1", "shift+tab").expect("◉ 2 marked").expectSelected("edit-suite-01")
	})
}

func TestAllThatIsListedIsMarked(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("/").write("studio#carla").press("enter", "ctrl+a").expect("◉ 2 marked")
		d.press("y")
		if d.copied != "peerRender7\npeerRender10" {
			t.Errorf("copied %q", d.copied)
		}
		d.press("esc", "esc").expectNot("marked", "carla  2").press("1", "left", "ctrl+a").expect("◉ 1 marked", "◉ ● den-pc")
		d.press("esc", "1", "left", "ctrl+a").expect("there is no host in the list")
	})
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve() }, func(d *driver) {
		d.press("ctrl+a").expect("there is no host in the list")
	})
}

// A marked host counts also while a filter hides it, and whatever the cursor is on.
func TestMarksOutlastFilterPollAndCursor(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("1", "tab", "tab", "/").write("tokyo").press("enter").expect("◉ 2 marked", "0 of 6")
		d.wait(time.Minute).press("y").expect("2 peer IDs sent")
		d.press("/").press("esc", "g").expectSelected("desktop").press("y").expect("2 peer IDs sent")
	})
}

func TestEscTakesAwayMarksThenFilterThenScope(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("v", "/").write("suite").press("enter", "tab").expect("only online  ◉ 1 marked  / suite", "esc clear")
		d.press("esc").expect("only online  / suite").expectNot("marked", "◉")
		d.press("esc").expect("only online").expectNot("/ suite")
		d.press("esc").expectNot("only", "of 6", "esc clear").press("esc").expect("nothing to clear")
	})
}

func TestMarksGoWithTheirHosts(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("1", "tab", "tab").expect("◉ 2 marked")
		d.service.serve(slices.Delete(sampleHosts(), 4, 5)...)
		d.wait(time.Minute).expect("◉ 2 marked", "◉ ◌ den-pc")
		d.press("g", "x").expect("◉ 1 marked").press("y")
		if d.copied != "peerEdit1" {
			t.Errorf("copied %q", d.copied)
		}
	})
}

// A host that no answer names any more fades after a day, and its mark with it.
func TestAFadedHostIsNotMarked(t *testing.T) {
	m := largeDashboard(manyHosts(3)).(Model)
	m, _ = m.markAll()
	for range 3 {
		m.now = m.now.Add(23 * time.Hour)
		m, _ = m.onPage(manyHosts(2), m.now)
	}
	if len(m.marked) != 2 || strings.Contains(m.View().Content, "3 marked") {
		t.Errorf("%d hosts are marked", len(m.marked))
	}
}
