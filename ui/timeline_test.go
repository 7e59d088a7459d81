package ui

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
)

// fakeJournal remembers what it was given, and tells what it was made with.
type fakeJournal struct {
	records []journal.Record
	skipped int
	err     error // of reading and writing
	written []string
	block   chan struct{} // when set, writing waits until it is closed
}

func (j *fakeJournal) Read(time.Time) ([]journal.Record, int, error) {
	return j.records, j.skipped, j.err
}

func (j *fakeJournal) Observe(_ fleet.Fleet, happened []fleet.Event) error {
	if j.block != nil {
		<-j.block
	}
	for _, e := range happened {
		j.written = append(j.written, fmt.Sprintf("%s %s", e.Kind, e.PeerID))
	}
	return j.err
}

func (j *fakeJournal) Add(r journal.Record) error {
	j.written = append(j.written, fmt.Sprintf("%s %s %s", r.Kind, r.PeerID, r.To))
	return j.err
}

// past is a journal of yesterday, the day before the dashboards of these tests.
func past() *fakeJournal {
	at := func(hour int) time.Time { return time.Date(1999, 12, 31, hour, 0, 0, 0, time.UTC) }
	record := func(hour int, kind journal.Kind, peerID, name, to string) journal.Record {
		return journal.Record{Time: at(hour), Kind: kind, PeerID: peerID, Name: name, UserName: "studio#carla", To: to}
	}
	j := &fakeJournal{}
	for minutes := range 24 * 6 {
		j.records = append(j.records, journal.Record{Time: at(0).Add(time.Duration(minutes) * 10 * time.Minute), Kind: journal.KindLooking})
	}
	j.records = append(j.records,
		record(6, journal.Kind(fleet.EventOffline), "peerRender7", "render-07", "offline"),
		record(12, journal.Kind(fleet.EventOnline), "peerRender7", "render-07", "online"),
		record(13, journal.KindLaunched, "peerRender7", "render-07", "old client"),
		record(20, journal.Kind(fleet.EventOnline), "peerGone", "long-gone", "online"),
	)
	slices.SortStableFunc(j.records, func(a, b journal.Record) int { return a.Time.Compare(b.Time) })
	return j
}

func withJournal(j *fakeJournal) func(*Options) { return func(o *Options) { o.Journal = j } }

func TestTheTimelineTellsWhatHappenedAndLeadsToTheHost(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		liveScene(d)
		d.press("/").write("den").press("enter", "t").expect("Timeline", "build-mac-03 came online", "render-10 went offline")
		d.write("went render").expect("› went render", "render-10 went offline").expectNot("│  00:01  ▲")
		d.wait(misfireTime).press("enter").expectSelected("render-10").expectNot("/ den", "Timeline")
	})
}

func TestTheTimelineHasWhatWasWrittenDownBefore(t *testing.T) {
	drive(t, 120, 32, withJournal(past()), func(d *driver) {
		d.press("t").expect("31 Dec 13:00", "render-07: old client started", "long-gone came online")
		d.write("long").wait(misfireTime).press("enter").expect("long-gone is not in the list any more")
	})
}

func TestTheDetailsTellOfThePast(t *testing.T) {
	drive(t, 120, 32, withJournal(past()), func(d *driver) {
		d.press("/").write("render-07").press("enter").expect("24 h   ▇▇▇▇▇▁▁▁▁▁▁▇▇▇▇▇▇▇▇▇▇▇▇▇", "11h ago with old client")
		d.press("enter").wait(time.Minute).expect("last   1m ago with sample client", "11h ago with old client")
	})
}

func TestRecentHostsAreThoseThatWereConnectedTo(t *testing.T) {
	drive(t, 120, 32, withJournal(past()), func(d *driver) {
		d.press("v", "v", "v", "v").expect("only recent", "1 of 6").expectSelected("render-07")
		d.press("esc", "g", "enter").press("v", "v", "v", "v").expect("2 of 6")
	})
}

func TestWhatHappensIsWrittenDownInItsOrder(t *testing.T) {
	j := &fakeJournal{}
	busy := func(o *Options) { o.Journal, j.block = j, make(chan struct{}) }
	drive(t, 120, 32, busy, func(d *driver) {
		d.service.serve(sampleHosts()[1:]...)
		d.wait(20*time.Second).press("g", "enter").wait(20 * time.Second)
		d.service.serve(sampleHosts()...)
		d.wait(20 * time.Second)
		if len(j.written) > 0 {
			t.Fatalf("%v was written while the disk was busy", j.written)
		}
		close(j.block)
		d.wait(time.Second)
		want := []string{"offline peerEdit1", "launched peerDen sample client", "online peerEdit1"}
		if !slices.Equal(j.written, want) {
			t.Errorf("written %q, want %q", j.written, want)
		}
	})
}

func TestALaunchThatFailedIsNoConnection(t *testing.T) {
	j := &fakeJournal{}
	drive(t, 120, 32, withJournal(j), func(d *driver) {
		d.startErr = errors.New("no more processes")
		d.press("g", "enter").expect("no more processes")
		if len(j.written) > 0 {
			t.Errorf("written %q", j.written)
		}
	})
}

func TestATerminalLauncherIsWrittenDownToo(t *testing.T) {
	j := &fakeJournal{}
	drive(t, 120, 32, func(o *Options) { o.Journal, o.Launching.Launchers[0].Mode = j, launch.ModeTerminal }, func(d *driver) {
		d.press("g", "enter")
		if want := []string{"launched peerDen sample client"}; !slices.Equal(j.written, want) {
			t.Errorf("written %q, want %q", j.written, want)
		}
	})
}

func TestAJournalThatFailsIsToldOfAndDoesNoHarm(t *testing.T) {
	drive(t, 120, 32, withJournal(&fakeJournal{err: errors.New("the disk is full")}), func(d *driver) {
		d.expect("the disk is full", "6 online")
		d.wait(time.Minute).expectNot("the disk is full").press("g", "enter").expectLaunched("peerDen")
	})
}

func TestLinesOfTheJournalThatCannotBeReadAreCounted(t *testing.T) {
	j := past()
	j.skipped = 3
	drive(t, 120, 32, withJournal(j), func(d *driver) {
		d.expect("the journal has 3 lines that cannot be read; they were skipped")
	})
}
