package ui

import (
	"errors"
	"net/http"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/parsecapi"
)

func TestAFailedPollKeepsTheListAndSaysHowOldItIs(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(&parsecapi.TransportError{Op: parsecapi.OpListHosts, Kind: parsecapi.KindDNS, Host: "api.example.test"})
		d.wait(30*time.Second).expect("could not be resolved", "edit-suite-01", "stale", "next try in")
		d.expectNot("gone")
		d.service.serve(sampleHosts()...)
		d.wait(2*time.Minute).expect("● live", "edit-suite-01").expectNot("stale")
	})
}

func TestFault27_RetryAfterIsCountedDownAndKept(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: http.StatusTooManyRequests,
			RetryAfter: parsecapi.RetryAfter{Wait: 90 * time.Second, Known: true}})
		d.wait(8*time.Second).expect("asks for fewer requests", "next try in 1m")
		asked := d.service.asked
		d.wait(10 * time.Second).press("r").expect("the service asked to wait: next request in 1m")
		d.wait(time.Minute)
		if d.service.asked != asked {
			t.Errorf("asked %d times before the service allowed it", d.service.asked-asked)
		}
		d.service.serve(sampleHosts()...)
		d.wait(40 * time.Second).expect("● live")
	})
}

func TestFault27_RetryAfterOfOneOfSeveralQueriesIsKept(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.page.Failed = []error{&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: http.StatusTooManyRequests,
			RetryAfter: parsecapi.RetryAfter{Wait: 2 * time.Minute, Known: true}}}
		d.wait(8*time.Second).expect("edit-suite-01", "the list is incomplete")
		asked := d.service.asked
		d.wait(100 * time.Second)
		if d.service.asked != asked {
			t.Errorf("asked %d times before the service allowed it", d.service.asked-asked)
		}
	})
}

func TestFault27_NeitherResumingNorSigningInPassesARetryAfter(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: http.StatusTooManyRequests,
			RetryAfter: parsecapi.RetryAfter{Wait: 90 * time.Second, Known: true}})
		d.wait(8 * time.Second)
		asked := d.service.asked
		for range 20 {
			d.send(tea.ResumeMsg{})
			d.settle()
		}
		if d.service.asked != asked {
			t.Errorf("asked %d times on resuming", d.service.asked-asked)
		}
	})
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(refused{})
		d.wait(8 * time.Second)
		for range 100 {
			d.press("r")
		}
		if d.signedIn > 45 {
			t.Errorf("signed in %d times at once, which is beyond the budget", d.signedIn)
		}
	})
}

func TestAPausedDashboardDoesNotAskWhenItIsResumed(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("space")
		asked := d.service.asked
		d.send(tea.ResumeMsg{})
		d.settle()
		if d.service.asked != asked {
			t.Error("asked while paused")
		}
	})
}

func TestAnAnswerThatHangsStopsBeingLive(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.wait(3 * time.Hour)
		d.service.block = make(chan struct{})
		d.wait(30 * time.Second).expect("live, 30s old")
		close(d.service.block)
		d.service.block = nil
		d.wait(time.Second).expect("● live").expectNot("live,")
	})
}

// While a program has the terminal, an answer can wait for hours to be looked at.
func TestAnAnswerIsAsOldAsItIs(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.wait(time.Hour)
		m := d.model()
		m.polling = true
		asked := d.service.asked
		d.m = m
		d.send(hostsLoadedMsg{seq: m.pollSeq, at: m.now.Add(-30 * time.Minute), page: d.service.page})
		d.settle()
		if d.service.asked != asked+1 {
			t.Errorf("asked %d times for something newer than half an hour", d.service.asked-asked)
		}
	})
}

// refused is a sign-in error as package session makes them.
type refused struct{}

func (refused) Error() string  { return "the service refused two sessions in a row" }
func (refused) Remedy() string { return "check the API key" }
func (refused) SignIn() bool   { return true }

func TestFault23_ARefusedSignInWaitsForAKey(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(refused{})
		d.wait(8*time.Second).expect("refused two sessions in a row", "check the API key", "not signed in", "edit-suite-01")
		asked := d.service.asked
		d.wait(time.Hour)
		if d.service.asked != asked {
			t.Errorf("asked %d times without a key", d.service.asked-asked)
		}
		d.service.serve(sampleHosts()...)
		d.press("r").expect("● live")
		if d.signedIn != 1 {
			t.Errorf("the session source was told %d times", d.signedIn)
		}
	})
}

func TestTheFirstFailureIsAStateOfTheDashboard(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).fail(errors.New("out of luck")) }, func(d *driver) {
		d.expect("out of luck", "No answer from https://api.example.test yet")
	})
}

// A laptop that wakes finds its timers where they were, but the time of day changed.
func TestFault21_TheFirstSignOfLifeAfterASleepPolls(t *testing.T) {
	var asleep time.Duration
	clock := func(o *Options) { o.Now = func() time.Time { return time.Now().Add(asleep) } }
	drive(t, 120, 32, clock, func(d *driver) {
		d.wait(time.Second)
		asked := d.service.asked
		asleep = 8 * time.Hour
		d.send(tea.FocusMsg{})
		d.settle()
		if d.service.asked != asked+1 {
			t.Errorf("asked %d times on waking", d.service.asked-asked)
		}
		d.expect("● live")
	})
}

func TestOneRequestIsUnderWayAtATime(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.block = make(chan struct{})
		d.wait(8 * time.Second)
		asked := d.service.asked
		d.press("r").expect("already asking")
		d.wait(time.Minute)
		if d.service.asked != asked {
			t.Errorf("%d more requests while one was under way", d.service.asked-asked)
		}
		d.send(hostsLoadedMsg{seq: d.model().pollSeq - 1})
		if d.expect("edit-suite-01"); d.model().fleet.Counts().Online != 6 {
			t.Error("a late answer of an older request must be dropped")
		}
		close(d.service.block)
		d.service.block = nil
		d.wait(time.Second).expect("● live")
	})
}

func TestAQuietScreenStaysAsItIs(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.wait(3*time.Hour + time.Second)
		before := d.screen()
		d.wait(10 * time.Minute)
		if d.screen() != before {
			t.Errorf("nothing happened, yet the screen changed:\n%s\n%s", before, d.screen())
		}
	})
}

func TestNoticesAreToldOnce(t *testing.T) {
	notice := func() []string { return []string{"no keyring: the session is kept in a file"} }
	drive(t, 120, 32, func(o *Options) { o.Notices = notice }, func(d *driver) {
		d.expect("no keyring").wait(20 * time.Second).expectNot("no keyring")
		d.press("?", "G").expect("no keyring")
	})
}

func TestIncompleteListsSaySo(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(sampleHosts()[:3]...)
		d.service.page.HasMore = true
		d.wait(20*time.Second).expect("the list is incomplete", "unknown").expectNot("gone")
	})
}
