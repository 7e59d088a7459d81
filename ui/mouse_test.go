package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// click clicks on the first place of the screen that shows text.
func (d *driver) click(text string) *driver {
	d.t.Helper()
	for y, line := range strings.Split(d.screen(), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			d.send(tea.MouseClickMsg{X: len([]rune(before)), Y: y, Button: tea.MouseLeft})
			d.settle()
			return d
		}
	}
	d.t.Fatalf("there is no %q to click on:\n%s", text, d.screen())
	return d
}

func withMouse(o *Options) { o.Mouse = true }

func TestTheMouseIsTheTerminalsUntilItIsAskedFor(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		if d.m.View().MouseMode != tea.MouseModeNone {
			t.Error("text cannot be selected")
		}
		if d.press("m"); d.m.View().MouseMode == tea.MouseModeNone {
			t.Error("clicks do not arrive")
		}
	})
}

func TestAClickChoosesAndASecondConnects(t *testing.T) {
	drive(t, 120, 32, withMouse, func(d *driver) {
		d.click("● render-07").expectSelected("render-07").expectLaunched()
		d.wait(doubleClick).click("● render-07").expectLaunched()
		d.click("● render-07").expectLaunched("peerRender7")
	})
}

// The list moved between the clicks: the second one is on another host.
func TestTwoClicksOnTwoHostsAreNoDoubleClick(t *testing.T) {
	drive(t, 120, 32, withMouse, func(d *driver) {
		d.click("● render-07").click("● render-10").expectSelected("render-10").expectLaunched()
	})
}

func TestAClickOnAColumnSorts(t *testing.T) {
	drive(t, 120, 32, withMouse, func(d *driver) {
		d.click("USER").press("g").expect("USER ▴").expectSelected("edit-suite-01")
		d.click("USER").press("g").expect("USER ▾").expectSelected("東京-スタジオ")
	})
}

func TestClicksBesideTheTableDoNothing(t *testing.T) {
	drive(t, 120, 32, withMouse, func(d *driver) {
		d.press("g")
		for y := range 40 {
			d.send(tea.MouseClickMsg{X: 119, Y: y, Button: tea.MouseLeft})
		}
		d.expectSelected("den-pc").expectLaunched()
		d.press("Y").expect("Copy").click("parsec-hosts").expectNot("╭")
	})
}

func TestTheWheelMovesTheCursor(t *testing.T) {
	drive(t, 80, 24, serveMany, func(d *driver) {
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		d.expectSelected("render-000003")
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		d.expectSelected("render-000000").wait(time.Millisecond)
	})
}
