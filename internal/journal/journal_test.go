package journal

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

func TestWhatHappensIsWrittenDown(t *testing.T) {
	d := newWorld(t).desk()
	d.sees(0, "a", "b")
	d.sees(8*time.Second, "a", "b", "c")
	d.misses(8*time.Second, "b", "c")
	if err := d.journal.Add(LaunchOf(d.fleet.Hosts()[1], "client", d.now)); err != nil {
		t.Error(err)
	}
	if err := d.journal.Close(); err != nil {
		t.Error(err)
	}
	d.holds("present a", "present b", "looking", "online c", "offline a", "launched b", "stopped")
	launched := d.read(0)[5]
	if launched.Name != "name of b" || launched.UserName != "studio#b" || launched.To != "client" {
		t.Errorf("%+v", launched)
	}
}

func TestPagesThatTellNothingNewLeaveALookNowAndThen(t *testing.T) {
	d := newWorld(t).desk()
	for range 200 { // 26 minutes
		d.sees(8*time.Second, "a")
	}
	d.holds("present a", "looking", "looking", "looking")
}

func TestMetadataIsNeverWritten(t *testing.T) {
	d := newWorld(t).desk()
	d.sees(0, "a")
	page := listing("a")
	page.Hosts[0].Metadata = parsecapi.Metadata{
		Mode: "canary", Game: "canary", Description: "canary", Build: "canary", EventName: "canary",
		Players: parsecapi.Count{N: 777, Known: true}, User: parsecapi.User{Provider: "canary", ExternalID: "canary"},
	}
	page.Hosts[0].Raw = []byte(`{"canary":1}`)
	page.Hosts[0].Name = "renamed"
	if err := errors.Join(d.page(8*time.Second, page), d.journal.Add(Record{Time: d.now, Kind: "seats", PeerID: "a", To: "777"})); err != nil {
		t.Fatal(err)
	}
	d.holds("present a", "looking", "renamed a")
	if text, _ := os.ReadFile(d.path()); strings.Contains(string(text), "canary") || strings.Contains(string(text), "777") {
		t.Errorf("metadata is on disk: %s", text)
	}
}

func TestTheNextRunWritesOnlyWhatIsDifferent(t *testing.T) {
	w := newWorld(t)
	first := w.desk()
	first.sees(0, "a", "b", "c")
	_ = first.journal.Close()
	second := w.desk()
	second.sees(time.Hour, "b", "c", "d")
	_ = second.journal.Close()
	want := []string{"present a", "present b", "present c", "looking", "stopped", "present d", "absent a", "looking", "stopped"}
	w.holds(want...)
	second.sees(time.Hour, "e")
	w.holds(want...)
	if gone := w.read(0)[6]; gone.Name != "name of a" || !gone.Time.Equal(start.Add(time.Hour)) {
		t.Errorf("%+v", gone)
	}
}

func TestIncompletePagesDoNotSayWhoIsAbsent(t *testing.T) {
	d := newWorld(t).desk()
	incomplete := listing("a")
	incomplete.HasMore = true
	if err := d.page(0, incomplete); err != nil {
		t.Fatal(err)
	}
	d.holds()
	d.sees(8*time.Second, "a", "b")
	d.holds("online b", "present a", "looking")
	_ = d.journal.Close()
	d.holds("online b", "present a", "looking", "stopped")
}

func TestWhoNeverSawACompletePageDidNotLook(t *testing.T) {
	w := newWorld(t)
	incomplete := listing("a")
	incomplete.HasMore = true
	d := w.desk()
	if err := errors.Join(d.page(0, incomplete), d.journal.Close()); err != nil {
		t.Fatal(err)
	}
	w.holds()
}

func TestAHostThatOnePageMissedIsPresent(t *testing.T) {
	w := newWorld(t)
	first, second := w.desk(), w.desk()
	first.sees(0, "a", "b")
	second.sees(0, "a", "b")
	_ = first.journal.Close()
	second.sees(8*time.Second, "a")
	w.holds("present a", "present b", "looking", "stopped", "looking")
}

func TestOnlyTheRecorderWritesAndAnotherTakesOver(t *testing.T) {
	w := newWorld(t)
	first, second := w.desk(), w.desk()
	first.sees(0, "a")
	second.sees(time.Second, "a")
	second.sees(8*time.Second, "a", "b")
	w.holds("present a", "looking")
	_ = first.journal.Close()
	second.sees(8*time.Second, "a", "b")
	w.holds("present a", "looking", "stopped", "present b", "looking")
	if err := first.page(0, listing("a", "b", "c")); err != nil {
		t.Error(err)
	}
	second.sees(8*time.Second, "a", "b", "c")
	w.holds("present a", "looking", "stopped", "present b", "looking", "online c")
}

func TestEveryInstanceWritesItsLaunches(t *testing.T) {
	w := newWorld(t)
	recorder, other := w.desk(), w.desk()
	recorder.sees(0, "a")
	if err := other.journal.Add(LaunchOf(&fleet.Host{PeerID: "a"}, "client", w.now)); err != nil {
		t.Error(err)
	}
	w.holds("present a", "looking", "launched a")
}

func TestAFaultIsToldOnceAndHealsByItself(t *testing.T) {
	d := newWorld(t).desk()
	d.sees(0, "a", "b")
	// A folder in the file's place stops every write, also root's.
	if err := errors.Join(os.Rename(d.path(), d.path()+".aside"), os.Mkdir(d.path(), 0o700)); err != nil {
		t.Fatal(err)
	}
	err := d.page(8*time.Second, listing("a", "b", "c"))
	if err == nil || !strings.HasPrefix(err.Error(), "the journal is not written: "+d.path()+": ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("the first fault is told as %v", err)
	}
	d.sees(8*time.Second, "a", "b", "c")
	d.misses(2*rest, "b", "c")
	if err := errors.Join(os.Remove(d.path()), os.Rename(d.path()+".aside", d.path())); err != nil {
		t.Fatal(err)
	}
	d.sees(2*rest, "b", "c")
	d.holds("present a", "present b", "looking", "absent a", "present c", "looking")
	if err := errors.Join(os.Rename(d.path(), d.path()+".aside"), os.Mkdir(d.path(), 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := d.page(8*time.Second, listing("c", "d")); err == nil {
		t.Error("another fault is not told")
	}
}

func TestAJournalThatIsOnlyReadMakesNoFolder(t *testing.T) {
	w := newWorld(t)
	w.holds()
	if _, err := os.Stat(w.opts.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder: %v", err)
	}
}
