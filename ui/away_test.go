package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func unfocusedMinute(o *Options) { o.Watching.UnfocusedInterval = time.Minute }

// look takes the focus away from the terminal, or gives it back.
func (d *driver) look(away bool) *driver {
	if away {
		d.send(tea.BlurMsg{})
	} else {
		d.send(tea.FocusMsg{})
	}
	d.settle()
	return d
}

func TestPollsAreRarerWhileNobodyLooks(t *testing.T) {
	drive(t, 120, 32, unfocusedMinute, func(d *driver) {
		asked := d.service.asked
		d.look(true).wait(50*time.Second).expectAsked(asked, 0).expect("● live").expectNot("live,")
		d.look(false).expectAsked(asked, 1).wait(8*time.Second).expectAsked(asked, 2)
		d.look(true).wait(10 * time.Minute)
		if polls := d.service.asked - asked - 2; polls < 9 || polls > 10 {
			t.Errorf("%d polls in ten minutes", polls)
		}
	})
}

func TestTheIntervalMayBeLongerThanAnyOtherWait(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Watching.UnfocusedInterval = 30 * time.Minute }, func(d *driver) {
		asked := d.service.asked
		d.look(true).wait(29*time.Minute).expectAsked(asked, 0).wait(time.Minute).expectAsked(asked, 1)
	})
}

func TestAnAnswerThatIsAwaitedIsTakenWhileNobodyLooks(t *testing.T) {
	drive(t, 120, 32, unfocusedMinute, func(d *driver) {
		block := make(chan struct{})
		d.service.block = block
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"))...)
		d.wait(8 * time.Second).look(true)
		d.service.block = nil
		close(block)
		d.wait(time.Second).expect("new-1 came online")
	})
}

func TestALookInBetweenChangesNothing(t *testing.T) {
	drive(t, 120, 32, unfocusedMinute, func(d *driver) {
		asked := d.service.asked
		d.look(true).wait(3*time.Second).look(false).expectAsked(asked, 0).wait(5*time.Second).expectAsked(asked, 1)
	})
}

func TestPollsStayAsTheyAreUnlessAskedTo(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"by default":        nil,
		"with a short wait": func(o *Options) { o.Watching.UnfocusedInterval = time.Second },
	} {
		t.Run(name, func(t *testing.T) {
			drive(t, 120, 32, change, func(d *driver) {
				asked := d.service.asked
				d.look(true).wait(80*time.Second).expectAsked(asked, 10)
			})
		})
	}
}

func TestPollsStayAsTheyAreWhileSomethingIsWatched(t *testing.T) {
	for _, key := range []string{"w", "W"} {
		drive(t, 120, 32, unfocusedMinute, func(d *driver) {
			d.cursorOn("edit-suite-02").press(key)
			asked := d.service.asked
			d.look(true).wait(80*time.Second).expectAsked(asked, 10)
		})
	}
}

// The wish is fulfilled while nobody looks: from then on nothing is watched.
func TestPollsAreRarerOnceTheWaitIsOver(t *testing.T) {
	driveFull(t, unfocusedMinute, func(d *driver) {
		d.press("W").look(true)
		d.service.serve(pair(0)...)
		d.wait(30 * time.Second).expectLaunched("peerA")
		asked := d.service.asked
		d.wait(10 * time.Minute)
		if polls := d.service.asked - asked; polls > 11 {
			t.Errorf("%d polls in ten minutes", polls)
		}
	})
}

func TestAPausedDashboardDoesNotAskWhenSomebodyLooks(t *testing.T) {
	drive(t, 120, 32, unfocusedMinute, func(d *driver) {
		d.press("space")
		asked := d.service.asked
		d.look(true).wait(10*time.Minute).look(false).wait(10*time.Minute).expectAsked(asked, 0)
	})
}

func TestWhoeverComesBackIsToldWhatHappened(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.wait(2 * time.Minute).look(true)
		d.service.serve(append(without("peerDen"), host("p1", "new-1", "studio#zoe"), host("p2", "new-2", "studio#zoe"))...)
		d.wait(2 * time.Minute).look(true).look(false).expect("since 00:02: +2 −1, den-pc went offline, new-2 came online, new-1 came online")
		d.wait(noticeTime).expectNot("since 00:02")
	})
}

func TestTheDigestIsShortenedToTheScreen(t *testing.T) {
	drive(t, 50, 16, nil, func(d *driver) {
		d.look(true)
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"), host("p2", "new-2", "studio#zoe"))...)
		d.wait(2 * time.Minute).look(false).expect("since 00:00: +2, new-2 came online, new-1 came …")
	})
}

func TestNothingIsToldAfterAShortOrQuietAbsence(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"))...)
		d.wait(time.Minute).look(true).wait(10 * time.Minute).look(false).expectNot("since 00")
		d.look(true)
		d.service.serve(sampleHosts()...)
		d.wait(awayTime - time.Second).look(false).expectNot("since 00").look(false).expectNot("since")
	})
}
