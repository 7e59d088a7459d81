package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/parsecapi"
)

// header is the first line of the screen.
func (d *driver) header() string {
	line, _, _ := strings.Cut(d.screen(), "\n")
	return line
}

func (d *driver) expectHeader(texts ...string) *driver {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.header(), text) {
			d.t.Fatalf("the header does not show %q: %s", text, d.header())
		}
	}
	return d
}

func TestWhoCameAndWentIsCountedForAWhile(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(append(sampleHosts()[1:], host("peerNew1", "new-1", "studio#zoe"), host("peerNew2", "new-2", "studio#zoe"))...)
		d.wait(20*time.Second).expectHeader("+2 −1", "7 online")
		d.wait(recently - 20*time.Second).expectHeader("+2 −1")
		d.wait(time.Minute)
		if strings.ContainsAny(d.header(), "+−") {
			t.Errorf("what happened more than %v ago counts still: %s", recently, d.header())
		}
	})
}

func TestTheHeaderTellsOfTheSession(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("space").expectHeader("session 6d left", "‖ paused")
		d.wait(6*24*time.Hour+22*time.Hour).expectHeader("session 1h left", "‖ paused 6d")
		d.wait(2 * time.Hour).expectHeader("session expired")
	})
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).page.Session = parsecapi.Session{} }, func(d *driver) {
		d.expectHeader("session without expiry")
	})
}

func TestAPauseBeforeTheFirstAnswerHasNoAge(t *testing.T) {
	blocked := func(o *Options) { o.Service.(*fakeService).block = make(chan struct{}) }
	drive(t, 120, 32, blocked, func(d *driver) {
		d.expectHeader("◌ connecting").expect("Asking https://api.example.test for hosts…")
		if title := d.m.View().WindowTitle; title != "parsec-hosts studio" {
			t.Errorf("the title %q tells of hosts that nobody has counted", title)
		}
		if d.press("space"); !strings.HasSuffix(strings.TrimSpace(d.header()), "‖ paused") {
			t.Errorf("the header is %s", d.header())
		}
	})
}

// One page without a host may be a flicker of the service.
func TestAMissingHostCountsAsOnline(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(sampleHosts()[1:]...)
		d.wait(8*time.Second).press("g", "down").expectSelected("edit-suite-01")
		d.expectHeader("6 online").expect("◐ edit-suite-01", "missing", "missing from the last answer")
		if title := d.m.View().WindowTitle; title != "parsec-hosts studio: 6 online" {
			t.Errorf("the title is %q", title)
		}
		d.wait(8 * time.Second).expectHeader("5 online")
		if title := d.m.View().WindowTitle; title != "parsec-hosts studio: 5 online" {
			t.Errorf("the title is %q", title)
		}
	})
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(sampleHosts()[1:]...)
		d.press("r").expect("6 hosts online")
	})
}

func TestADemonstrationIsMarkedAsOne(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Demo = "recorded hosts" }, func(d *driver) { d.expectHeader("recorded hosts") })
	drive(t, 120, 32, nil, func(d *driver) { d.expectNot("simulated hosts") })
}

func TestTheViewTakesTheWholeScreenAndHearsOfTheFocus(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		for _, key := range []string{"g", "?"} {
			if view := d.press(key).m.View(); !view.AltScreen || !view.ReportFocus || view.WindowTitle == "" {
				t.Errorf("alternate screen %v, focus %v, title %q", view.AltScreen, view.ReportFocus, view.WindowTitle)
			}
		}
	})
}

func TestATerminalThatIsTooSmallIsToldWhatIsNeeded(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/")
		d.send(tea.WindowSizeMsg{Width: minWidth - 1, Height: minHeight})
		d.settle()
		d.expect("parsec-hosts needs 30×8").expectNot("edit-suite")
		if d.m.View().Cursor != nil {
			t.Error("there is a cursor without a filter to edit")
		}
	})
}

func TestTheCountOfWhoCameAndWentEndsByItself(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	m := Model{now: now, changes: []change{
		{at: now.Add(-2 * time.Minute), came: 1}, {at: now.Add(-4 * time.Minute), went: 1}, {at: now.Add(-6 * time.Minute), came: 3},
	}}
	for _, want := range []string{"+1 −1", "+1", ""} {
		if got := m.comings(rowStyles{}).text; got != want {
			t.Errorf("%v later it is %q, want %q", m.now.Sub(now), got, want)
		}
		m.now = m.now.Add(m.untilComingIsOld())
	}
	if wait := m.untilComingIsOld(); wait != 0 {
		t.Errorf("with nobody counted it ages after %v", wait)
	}
}
