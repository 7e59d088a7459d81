package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// What these tests have in common: something is asked or offered, and by the time it is answered the
// world is another one.

func TestAnActionChosenForAHostThatHasGoneDoesNothing(t *testing.T) {
	for _, action := range []string{"pin", "mark", "dismiss", "connect"} {
		t.Run(action, func(t *testing.T) {
			drivePair(t, func(o *Options) { o.View.Scope = "online" }, func(d *driver) {
				d.press("g", ":").write(action)
				d.service.serve()
				d.wait(30 * time.Second).press("enter").expectLaunched()
				if len(d.model().view.Pinned)+len(d.model().marked) > 0 {
					t.Error("somebody was pinned or marked")
				}
			})
		})
	}
}

// taken has alpha taken while it is looked at again, and the answer held back until the returned
// function is called.
func (d *driver) taken() (answer func()) {
	d.wait(5 * time.Second)
	d.service.serve(pair(1)...)
	d.service.block = make(chan struct{})
	d.press("g", "enter").expect("checking alpha")
	return func() {
		close(d.service.block)
		d.service.block = nil
		d.settle()
	}
}

func TestKeysMeantForTheFilterDoNotChooseFromAMenuThatAppears(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		answer := d.taken()
		d.press("/").write("o")
		answer()
		d.expect("alpha was taken").expectNot("connect anyway").write("no").expect("/ ono").expectLaunched()
	})
}

func TestNoMenuOpensBehindTheHelp(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		answer := d.taken()
		d.press("?")
		answer()
		d.wait(time.Second).press("n").expect("▌").expectLaunched()
	})
}

func TestWhatIsOfferedIsForTheHostThatCouldNotBeHad(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		answer := d.taken()
		d.press("G", "tab").expectSelected("beta")
		answer()
		d.wait(misfireTime).press("w").expect("watching alpha").expectSelected("alpha").expectNot("marked")
	})
}

func TestAnOfferTakenLateAsksBeforeASecondConnection(t *testing.T) {
	drivePair(t, func(o *Options) { o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.press("g", "W", "enter").expect("connect anyway")
		d.service.serve(pair(0)...)
		d.wait(20 * time.Second).expectLaunched("peerA").press("o").expect("has a connection from here already").expectLaunched("peerA")
	})
}

func TestOfSeveralHostsThoseKnownToBeFullAreLeftOutAlsoWithoutAnAnswer(t *testing.T) {
	drivePair(t, func(o *Options) { o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.service.fail(errors.New("out of luck"))
		d.wait(5*time.Second).press("ctrl+a", "enter", "y").expectLaunched("peerB").expect("alpha was taken")
	})
}

func TestAnyOtherHostIsAskedForWhereThatIsWanted(t *testing.T) {
	drivePair(t, func(o *Options) { o.Confirm = true }, func(d *driver) {
		d.service.serve(pair(1)...)
		d.wait(5*time.Second).press("a", "y").expect("Connect to beta with sample client?").expectLaunched().press("y").expectLaunched("peerB")
	})
}

func TestConnectToAnyOfAGroupStaysInTheGroup(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("b", "g").expectSelected("studio · anna").wait(3 * time.Second)
		hosts := sampleHosts()
		hosts[0].Metadata.Players.N = 1
		d.service.serve(hosts...)
		d.service.block = make(chan struct{})
		d.press("a", "G")
		close(d.service.block)
		d.service.block = nil
		d.settle()
		d.expect("no host has a free seat any more").expectLaunched()
	})
}

func TestWhatIsReadFromTheJournalDoesNotEndTheMisfireGuard(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.press("g")
		renamed := pair(0)
		renamed[0].Name = "alpha-2"
		d.service.serve(renamed...)
		d.wait(7 * time.Second)
		d.send(historyLoadedMsg{history: journal.NewHistory(nil)})
		d.press("enter").expect("changed under the cursor just now")
	})
}

func TestAChangedRowOfThisComputerIsAskedForTwice(t *testing.T) {
	self := func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }
	drive(t, 120, 32, ownComputer, func(d *driver) {
		d.press("g")
		d.service.serve(append([]parsecapi.Host{host("mine", "a-pc-2", "studio#anna", self)}, sampleHosts()...)...)
		d.wait(7 * time.Second).press("enter").expect("changed under the cursor").press("y").expect("is this very computer").expectLaunched()
	})
}

func TestTheFilterLeadsToAHostAlsoAmongGroups(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("b", "/").write("render07").press("enter").expectSelected("render-07").press("enter").expectLaunched("peerRender7")
	})
}

func TestALaunchOnItsWayIsWrittenDownBeforeTheProfileIsSwitched(t *testing.T) {
	j := &fakeJournal{}
	p := &otherProfiles{}
	drive(t, 120, 32, func(o *Options) { withProfiles(p)(o); o.Journal = j }, func(d *driver) {
		d.press("g", "enter", "p", "1").expectHeader("staging")
		if len(j.written) != 1 || !strings.HasPrefix(j.written[0], "launched peerDen") {
			t.Errorf("written %q", j.written)
		}
	})
}

func TestAViewThatCouldNotBeKeptIsTriedAgainAtTheEnd(t *testing.T) {
	memory := &fakeMemory{err: errors.New("the disk is full")}
	drive(t, 120, 32, func(o *Options) { o.Memory = memory }, func(d *driver) {
		d.press("S").expect("the disk is full")
		memory.err = nil
		d.model().Finish()
		if !memory.last().Descending {
			t.Errorf("kept %+v", memory.last())
		}
	})
}

// A countdown, a message, a fault and a filter at once leave the layout whole at any size.
func TestTheScreenFitsWhateverIsTold(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {31, 9}, {40, 10}, {60, 12}, {80, 16}, {160, 45}} {
		drive(t, size[0], size[1], func(o *Options) { o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
			d.press("g", "W").press("/").write("al").press("enter")
			d.service.serve(pair(0)...)
			d.wait(8 * time.Second)
			next, _ := d.model().sayFor(strings.Repeat("a long message ", 20), noticeTime)
			next.fleet = next.fleet.Failed(errors.New("out of luck"))
			next = next.repainted(picture{}, false)
			for _, screen := range []Model{next, next.withHelp()} {
				checkFits(t, screen.View().Content, size[0], size[1])
			}
		})
	}
}

func (m Model) withHelp() Model {
	m, _ = m.openHelp()
	return m
}

func TestTheWheelStopsAtTheEndOfTheHelp(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.press("?")
		for range 100 {
			d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		}
		bottom := d.screen()
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		if d.screen() == bottom {
			t.Error("notches beyond the end are to be taken back first")
		}
	})
}

func TestALauncherThatEndsKeepsItsPlaceInTheJournal(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.press("g", "enter").status(launch.Status{State: launch.Ended, Launcher: "sample client"})
		d.send(historyLoadedMsg{history: journal.NewHistory(nil)})
		d.press("v", "v", "v", "v").expect("only recent", "1 of 2")
	})
}

func TestNothingIsReadOrAskedBeforeThereIsASize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &driver{t: t, msgs: make(chan tea.Msg), done: make(chan struct{}), service: &fakeService{}}
		ctx, cancel := context.WithCancel(t.Context())
		defer d.stop(cancel)
		m := New(ctx, Options{Service: d.service, Poll: poll.Default()})
		d.m = m
		for _, step := range []struct {
			does  func()
			asked int
		}{
			{func() { d.run(m.Init()) }, 0},
			{func() { d.send(tea.ColorProfileMsg{Profile: colorprofile.NoTTY}) }, 0},
			{func() { d.send(tea.WindowSizeMsg{Width: 80, Height: 24}) }, 1},
			{func() { d.send(tea.WindowSizeMsg{Width: 90, Height: 24}) }, 1},
		} {
			step.does()
			if d.settle(); d.service.asked != step.asked {
				t.Errorf("asked %d times, want %d", d.service.asked, step.asked)
			}
		}
	})
}

func TestFault44_AnAnswerOvertakenByANewerOneIsDropped(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.block = make(chan struct{})
		d.wait(8 * time.Second) // the newer one is under way
		late := d.model().pollSeq - 1
		page := d.service.page
		page.Hosts = page.Hosts[:1]
		for _, msg := range []hostsLoadedMsg{{seq: late, page: page}, {seq: late, err: errors.New("too late to matter")}} {
			msg.at = d.model().now
			d.send(msg)
			d.settle()
			if d.expect("● live").expectNot("too late"); d.model().fleet.Counts().Online != 6 {
				t.Errorf("%d hosts are online after an answer of before", d.model().fleet.Counts().Online)
			}
		}
		close(d.service.block)
		d.service.block = nil
		d.wait(time.Second).expect("● live")
	})
}
