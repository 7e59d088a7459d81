package journal

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// story is a history told in few words.
type story struct {
	t *testing.T
	*History
}

func newStory(t *testing.T) story { return story{t, NewHistory(nil)} }

// at adds a record at a time of the day such as "14:05".
func (s story) at(clock string, kind Kind, peerID string) story {
	s.t.Helper()
	s.Add(Record{Time: today(s.t, clock), Kind: kind, PeerID: peerID, Name: "name of " + peerID, To: "client"})
	return s
}

// watched adds a "looking" every 10 minutes.
func (s story) watched(from, until string) story {
	s.t.Helper()
	for at := today(s.t, from); !at.After(today(s.t, until)); at = at.Add(LookingEvery) {
		s.Add(Record{Time: at, Kind: KindLooking})
	}
	s.Add(Record{Time: today(s.t, until), Kind: KindStopped})
	return s
}

func today(t *testing.T, clock string) time.Time {
	t.Helper()
	at, err := time.Parse("15:04", clock)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 3, 1, at.Hour(), at.Minute(), 0, 0, time.UTC)
}

// shows wants the strip of host a at a time of the day, an hour per slot: # online, . offline,
// a space where nobody looked.
func (s story) shows(clock, want string) {
	s.t.Helper()
	got := ""
	for _, slot := range s.Strip("a", today(s.t, clock), len(want), time.Duration(len(want))*time.Hour) {
		got += string(" .#"[slot])
	}
	if got != want {
		s.t.Errorf("at %s the strip is %q, want %q", clock, got, want)
	}
}

func TestStripTellsOfflineFromNobodyLooked(t *testing.T) {
	s := newStory(t).
		watched("08:00", "10:00").at("08:00", KindPresent, "a").
		watched("12:00", "15:00").at("12:00", KindAbsent, "a").at("13:50", KindOnline, "a")
	s.shows("16:30", "##  ..#  ")
	s.shows("13:10", "##  ..")
	s.shows("14:30", ".#")
	s.shows("13:55", "##  .#") // what goes on now shows how it is now
	s.shows("09:30", "   ##")
	s.shows("07:00", "   ")
	s.shows("23:59", "      ")
}

func TestWhatWasBeforeTheFirstRecord(t *testing.T) {
	for kind, want := range map[Kind]string{
		KindOnline: ".###", KindOffline: "#...", KindPresent: " ###", KindAbsent: " ...",
	} {
		newStory(t).watched("08:00", "12:00").at("09:00", kind, "a").shows("11:59", want)
	}
	newStory(t).watched("08:00", "12:00").at("09:00", KindOnline, "b").shows("11:59", "    ")
	newStory(t).watched("08:00", "12:00").at("09:00", KindRenamed, "a").at("09:00", "seats", "a").shows("11:59", "    ")
}

func TestTheLargerShareOfASlotCounts(t *testing.T) {
	s := newStory(t).watched("08:00", "12:00").at("08:00", KindPresent, "a")
	s.at("08:10", KindOffline, "a").at("08:45", KindOnline, "a").at("09:40", KindOffline, "a").at("10:30", KindOnline, "a")
	s.shows("11:30", ".###")
}

func TestAProgramThatDiedHasLookedForElevenMinutes(t *testing.T) {
	s := newStory(t).at("08:00", KindPresent, "a").at("08:00", KindLooking, "").at("08:55", KindLooking, "").at("12:00", KindLooking, "")
	s.shows("11:59", "##  ")
	if strip := s.Strip("a", today(t, "08:59"), 6, time.Hour); strip[1] != SlotOnline || strip[2] != SlotUnwatched || strip[5] != SlotOnline {
		t.Errorf("strip %v", strip)
	}
}

func TestStripOfNothing(t *testing.T) {
	s := newStory(t).watched("08:00", "12:00").at("08:00", KindPresent, "a")
	for slots, span := range map[int]time.Duration{0: time.Hour, -1: time.Hour, 3: 0, 4: -time.Hour, 5: 2} {
		if strip := s.Strip("a", today(t, "09:00"), slots, span); len(strip) != max(0, slots) {
			t.Errorf("%d slots of %v: %v", slots, span, strip)
		}
	}
}

func TestAHistoryThatIsKeptUpAgreesWithTheJournal(t *testing.T) {
	d := newWorld(t).desk()
	d.sees(0, "a", "b")
	for i := range 200 {
		d.sees(11*time.Minute, []string{"a", "b", "c"}[i/7%3], "d")
	}
	read := NewHistory(d.read(0))
	for _, id := range []string{"a", "b", "c", "d"} {
		kept := fmt.Sprint(d.history.Strip(id, d.now, 48, 48*time.Hour))
		if fresh := fmt.Sprint(read.Strip(id, d.now, 48, 48*time.Hour)); fresh != kept || !strings.Contains(kept, "2") {
			t.Errorf("%s: kept up %s, read %s", id, kept, fresh)
		}
	}
}

func TestRecordsThatComeLateFindTheirPlace(t *testing.T) {
	s := newStory(t).watched("08:00", "12:00").at("08:00", KindPresent, "a").at("11:00", KindOnline, "a").at("09:00", KindOffline, "a").at("11:00", KindOnline, "a")
	s.shows("11:59", "#..#")
}

func TestLaunchesAreRememberedNewestFirst(t *testing.T) {
	s := newStory(t).at("08:00", KindLaunched, "a").at("09:00", KindLaunched, "b").at("10:00", KindLaunched, "a").at("11:00", KindLaunched, "c")
	var recent []string
	for _, l := range s.Recent() {
		recent = append(recent, l.PeerID+l.Time.Format(" 15:04 ")+l.Launcher)
	}
	if got := fmt.Sprint(recent); got != "[c 11:00 client a 10:00 client b 09:00 client]" {
		t.Errorf("recent launches: %s", got)
	}
	last := s.LastLaunches("a", 5)
	if len(last) != 2 || last[0].Time.Hour() != 10 || last[1].Time.Hour() != 8 || last[0].Name != "name of a" {
		t.Errorf("launches of a: %v", last)
	}
	if len(s.LastLaunches("a", 1)) != 1 || len(s.LastLaunches("none", 3)) != 0 {
		t.Error("the wrong number of launches")
	}
}

func TestAHostThatFlapsForEverIsBounded(t *testing.T) {
	s := newStory(t).watched("08:00", "12:00")
	for i := range 10 * changesKept {
		kind := []Kind{KindOffline, KindOnline}[i%2]
		s.Add(Record{Time: today(t, "00:00").Add(time.Duration(i) * time.Second), Kind: kind, PeerID: "a"})
		s.Add(Record{Time: today(t, "00:00"), Kind: KindLaunched, PeerID: "a"})
	}
	if n := len(s.hosts["a"].changes); n > changesKept {
		t.Errorf("%d changes are kept", n)
	}
	if n := len(s.LastLaunches("a", 1<<20)); n != launchesKept {
		t.Errorf("%d launches are kept", n)
	}
	s.shows("11:30", "  ##")
}
