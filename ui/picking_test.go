package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// picker makes the dashboard a list of so many lines to pick from.
func picker(lines int, more ...func(*Options)) func(*Options) {
	return func(o *Options) {
		o.Pick = &Picking{Height: func(int) int { return lines }}
		for _, change := range more {
			change(o)
		}
	}
}

func several(o *Options) { o.Pick.Multi = true }

func typed(filter string) func(*Options) {
	return func(o *Options) { o.View.Filter = filter }
}

// expectPicked wants the list to have ended with these peer IDs, and nothing to be left of it.
func (d *driver) expectPicked(peerIDs ...string) *driver {
	d.t.Helper()
	var got []string
	for _, h := range d.model().Picked() {
		got = append(got, h.PeerID)
	}
	if !d.quit || !slices.Equal(got, peerIDs) {
		d.t.Fatalf("picked %q (ended: %v), want %q\n%s", got, d.quit, peerIDs, d.screen())
	}
	if d.screen() != "" {
		d.t.Errorf("left on the screen:\n%s", d.screen())
	}
	return d.expectLaunched()
}

func (d *driver) expectOpen() *driver {
	d.t.Helper()
	if d.quit {
		d.t.Fatal("the list has ended")
	}
	return d
}

func TestEnterPicksTheHostUnderTheCursor(t *testing.T) {
	drive(t, 80, 24, picker(12), func(d *driver) {
		d.write("ren").press("down").expectSelected("render-10").press("enter").expectPicked("peerRender10")
	})
}

func TestWhatIsAKeyElsewhereIsTyped(t *testing.T) {
	drive(t, 80, 24, picker(12), func(d *driver) {
		d.write("q?1 :/").expect("/ q?1 :/", "0 of 6").expectOpen()
		d.press("tab", "ctrl+a", "enter").expect("no host is selected").expectOpen()
	})
}

func TestAFilterThatWasGivenIsEdited(t *testing.T) {
	drive(t, 80, 24, picker(12, typed("render-07")), func(d *driver) {
		d.expect("/ render-07", "1 of 6").press("backspace", "backspace").expect("/ render-", "2 of 6")
		cursor := d.m.View().Cursor
		if cursor == nil || cursor.X != len(" / render-") || cursor.Y != 0 {
			t.Errorf("the cursor is at %+v", cursor)
		}
	})
}

func TestEscTakesBackBeforeItGivesUp(t *testing.T) {
	drive(t, 80, 24, picker(12, several), func(d *driver) {
		d.press("tab").write("ren").expect("esc clear filter").press("esc").expect("6 of 6", "esc clear marks")
		d.write("e").press("backspace", "esc").expect("esc give up").expectNot("marked").expectOpen()
		d.press("esc").expectPicked()
	})
}

func TestCtrlCGivesUpAtOnce(t *testing.T) {
	drive(t, 80, 24, picker(12, typed("ren")), func(d *driver) { d.press("ctrl+c").expectPicked() })
}

// A signal makes the program ask for that.
func TestAListThatIsAskedToEndLeavesNothing(t *testing.T) {
	drive(t, 80, 24, picker(12), func(d *driver) {
		d.send(LeaveMsg{})
		d.settle()
		d.expectPicked()
	})
}

func TestSeveralArePickedInTheOrderOfTheList(t *testing.T) {
	drive(t, 80, 24, picker(12, several), func(d *driver) {
		d.press("down", "down", "down", "tab").expect("⏎ choose 1").write("den").press("tab")
		d.expect("◉ 2 marked", "⏎ choose 2").press("enter").expectPicked("peerDen", "peerRender7")
	})
	drive(t, 80, 24, picker(12, several), func(d *driver) {
		d.write("edit").press("ctrl+a", "enter").expectPicked("peerEdit1", "peerEdit2")
	})
}

func TestOneIsPickedWhereSeveralWereNotAskedFor(t *testing.T) {
	drive(t, 80, 24, picker(12), func(d *driver) {
		d.press("tab").expectNot("marked", "tab").press("enter").expectPicked("peerDen")
	})
}

func TestTheCursorStaysOnItsHostWhileOthersComeAndGo(t *testing.T) {
	drive(t, 80, 24, picker(12, typed("ren")), func(d *driver) {
		d.press("down").expectSelected("render-10")
		d.service.serve(append(sampleHosts()[2:3:3], host("peerA", "arena", "studio#zoe"), host("peerB", "ren-0", "studio#zoe"))...)
		d.wait(30 * time.Second).expect("ren-0").expectSelected("render-10").press("enter").expectPicked("peerRender10")
	})
}

func TestARowThatHasJustChangedIsPickedOnlyAfterAQuestion(t *testing.T) {
	drive(t, 80, 24, picker(12, typed("den")), func(d *driver) {
		d.service.serve(host("peerDen", "den-two", "studio#dan"))
		d.wait(poll.Default().Interval - time.Second + misfireTime/2).press("enter").expect("den-two changed under the cursor just now. Choose it? y/n")
		d.press("enter").expectOpen().press("n").expectNot("y/n").expectOpen()
		d.wait(time.Second).press("enter").expectPicked("peerDen")
	})
}

func TestAnOfflineHostIsPickedOnlyAfterAQuestion(t *testing.T) {
	gone := func(d *driver) *driver {
		d.service.serve(sampleHosts()[:3]...)
		return d.wait(time.Minute).write("den").expect("◌ den-pc")
	}
	drive(t, 80, 24, picker(12), func(d *driver) {
		gone(d).press("enter").expect("den-pc is offline. Choose it all the same? y/n").press("esc").expectOpen()
		d.press("enter", "y").expectPicked("peerDen")
	})
	drive(t, 80, 24, picker(12, several), func(d *driver) {
		gone(d).press("tab", "esc").write("ren").press("ctrl+a", "enter").expect("Offline: 2 of 3 marked hosts. Choose all of them? y/n")
		d.press("y").expectPicked("peerDen", "peerRender7", "peerRender10")
	})
}

func TestThisVeryComputerIsPickedOnlyAfterAQuestion(t *testing.T) {
	own := host("peerOwn", "my-pc", "studio#anna", func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes })
	drive(t, 80, 24, picker(12, func(o *Options) { o.Service.(*fakeService).serve(own) }), func(d *driver) {
		d.press("enter").expect("my-pc is this very computer. Choose it? y/n")
		if cursor := d.m.View().Cursor; cursor == nil || cursor.Y != 0 {
			t.Errorf("the cursor is at %+v: a change of size would leave litter", cursor)
		}
		d.press("y").expectPicked("peerOwn")
	})
}

func TestAHostThatIsForgottenBeforeTheAnswerIsNotPicked(t *testing.T) {
	drive(t, 80, 24, picker(12), func(d *driver) {
		d.service.serve(sampleHosts()[:3]...)
		d.wait(time.Minute).write("den").press("enter").expect("den-pc is offline").wait(fleet.GhostsKept + time.Hour)
		d.press("y").expect("the host has gone").expectOpen()
	})
}

func TestAHostThatNoProgramCanBeHandedIsNotPicked(t *testing.T) {
	odd := host("$(reboot)", "odd", "studio#mallory")
	drive(t, 80, 24, picker(12, func(o *Options) { o.Service.(*fakeService).serve(odd) }), func(d *driver) {
		d.expectNot("⏎").press("enter").expect("the peer ID of odd is not one").expectOpen()
	})
}

// Nothing can be done about a scope while everything is typed.
func TestThereIsTheWholeListToPickFrom(t *testing.T) {
	drive(t, 80, 24, picker(12, func(o *Options) { o.View.Scope = "pinned" }), func(d *driver) { d.expect("6 of 6") })
}

func TestAListToPickFromIsDrawnBelowThePrompt(t *testing.T) {
	half := func(o *Options) { o.Pick.Height = func(lines int) int { return lines / 2 } }
	drive(t, 80, 24, picker(0, half), func(d *driver) {
		view := d.m.View()
		if view.AltScreen || view.WindowTitle != "" || strings.Count(view.Content, "\n") != 11 {
			t.Errorf("alternate screen %v, title %q, screen\n%s", view.AltScreen, view.WindowTitle, view.Content)
		}
		d.send(tea.WindowSizeMsg{Width: 60, Height: 40})
		checkFits(t, d.screen(), 60, 20)
	})
	drive(t, 80, 5, picker(30), func(d *driver) { checkFits(t, d.expect("den-pc", "⏎ choose").screen(), 80, 5) })
	drive(t, 80, 2, picker(30), func(d *driver) { d.expect("parsec-hosts needs 30×3 cells; there are 80×2 here") })
}

func TestAListToPickFromTellsWhatIsWrong(t *testing.T) {
	drive(t, 80, 24, picker(6), func(d *driver) {
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 401})
		d.wait(time.Minute).expect("✗ not signed in", "ctrl+r tries again", "den-pc")
		d.service.serve(sampleHosts()...)
		d.press("ctrl+r").expect("● live")
	})
	drive(t, 80, 24, picker(3), func(d *driver) { d.write("zzz").expect("6 hosts hidden by the filter. esc clears it.") })
}
