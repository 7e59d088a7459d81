package ui

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// expectAsked asserts how many requests were made since there had been so many.
func (d *driver) expectAsked(before, more int) *driver {
	d.t.Helper()
	if got := d.service.asked - before; got != more {
		d.t.Fatalf("asked %d times, want %d", got, more)
	}
	return d
}

func TestARefreshPutsTheNextPollOff(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.wait(3 * time.Second) // of eight
		asked := d.service.asked
		d.press("r").expectAsked(asked, 1)
		d.wait(7*time.Second).expectAsked(asked, 1)
		d.wait(2*time.Second).expectAsked(asked, 2)
	})
}

func TestOnlyARefreshByKeySaysHowItEnded(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("r").expect("6 hosts online")
		d.wait(toastTime).expectNot("hosts online")
		d.wait(8*time.Second - toastTime).expectNot("hosts online")
	})
}

func TestARefreshThatFailedIsNotAnnouncedLater(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(errors.New("out of luck"))
		d.press("r").expect("out of luck").wait(toastTime)
		d.service.serve(sampleHosts()...)
		d.wait(8*time.Second - toastTime).expect("● live").expectNot("hosts online")
	})
}

func TestOneHostIsAnnouncedAsOne(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve()
		d.wait(30 * time.Second)
		d.service.serve(sampleHosts()[0])
		d.press("r").expect("✓ 1 host online")
	})
}

func TestContinuingAfterAPausePollsWhenItIsTime(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("space").wait(5 * time.Minute)
		asked := d.service.asked
		d.press("r", "space").expectAsked(asked, 1)
		d.wait(8*time.Second).expectAsked(asked, 2)
	})
}

func TestResumingWhileSignedOutWaitsForAKey(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(refused{})
		d.wait(8 * time.Second).expect("not signed in")
		asked := d.service.asked
		for _, msg := range []tea.Msg{tea.ResumeMsg{}, tea.FocusMsg{}} {
			d.send(msg)
			d.settle()
		}
		d.expectAsked(asked, 0)
	})
}

func TestResumingAsksAtOnce(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		asked := d.service.asked
		d.send(tea.ResumeMsg{})
		d.settle()
		d.expectAsked(asked, 1)
	})
}

// A source that still remembers its refusal would answer the request with it.
func TestTheSessionSourceForgetsItsRefusalBeforeTheRequest(t *testing.T) {
	asked := -1
	order := func(o *Options) {
		service := o.Service.(*fakeService)
		o.SignInAgain = func() { asked = service.asked }
	}
	drive(t, 120, 32, order, func(d *driver) {
		d.service.fail(refused{})
		d.wait(8 * time.Second)
		before := d.service.asked
		d.press("r").expectAsked(before, 1)
		if asked != before {
			t.Errorf("the source was told after %d requests, not after %d", asked, before)
		}
	})
}
