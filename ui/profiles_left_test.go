package ui

import (
	"testing"
	"time"

	"parsec-hosts/internal/journal"
)

// slowPast is a journal that takes its time to read.
type slowPast struct {
	fakeJournal
	goOn chan struct{}
}

func (j *slowPast) Read(since time.Time) ([]journal.Record, int, error) {
	<-j.goOn
	return j.fakeJournal.Read(since)
}

func TestThePastOfTheOldProfileIsNotThatOfTheNewOne(t *testing.T) {
	own, other := &slowPast{fakeJournal: *past()}, &fakeJournal{}
	p := &otherProfiles{change: func(o *Options) { o.Journal = other }}
	drive(t, 120, 32, func(o *Options) {
		own.goOn = make(chan struct{})
		withProfiles(p)(o)
		o.Journal = own
	}, func(d *driver) {
		d.press("p", "1").expectHeader("staging")
		close(own.goOn)
		d.settle()
		d.press("t").expect("Timeline", "nothing yet")
	})
}

func TestTheJournalOfTheOldProfileIsWrittenBeforeItIsClosed(t *testing.T) {
	own := &fakeJournal{}
	p := &otherProfiles{}
	drive(t, 120, 32, func(o *Options) { withProfiles(p)(o); o.Journal = own }, func(d *driver) {
		own.block = make(chan struct{})
		d.wait(8*time.Second).press("p", "1").expectHeader("studio")
		if len(p.closed) > 0 {
			t.Error("the profile was closed while its journal was written")
		}
		close(own.block)
		own.block = nil
		d.settle()
		d.expectHeader("staging")
	})
}

func TestWhatWasWatchedAndWaitedForIsLeftBehind(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, func(o *Options) { withBell(o); withProfiles(p)(o) }, func(d *driver) {
		d.cursorOn("edit-suite-02").press("W").cursorOn("render-07").press("w").expectHeader("◎ 2")
		d.press("p", "1").expect("the watches and waits of studio have ended").expectNot("◎ 2", "waiting for edit-suite-02")
		p.service("staging").serve(host("peerEdit2", "edit-suite-02", "studio#boris", guests(0, 1))) // where the same host would be free
		d.wait(10 * time.Minute).expectLaunched().expectBells(0)
	})
	// A countdown that had begun launches nothing, either.
	p = &otherProfiles{}
	drive(t, 120, 32, func(o *Options) { withProfiles(p)(o); o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.cursorOn("alpha").press("W")
		d.service.serve(pair(0)...)
		d.press("r").expect("esc")
		if _, counting := d.model().counting(); !counting {
			t.Fatal("nothing is counted down")
		}
		staging := p.service("staging")
		staging.serve(pair(1)...)
		d.press("p", "1").expectHeader("staging").wait(time.Second)
		// Its timer is not taken for that of a countdown for the same host of the new profile.
		d.cursorOn("alpha").press("W")
		staging.serve(pair(0)...)
		d.press("r").wait(countdownTime - 100*time.Millisecond).expectLaunched()
		d.wait(time.Minute).expectLaunched("peerA")
	})
}
