package fleet

import (
	"errors"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestFirstPageMakesNoEvents(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b", saidOffline))).says()
	s.is("a", Online).is("b", Offline)
	if h := s.host("a"); !h.AlreadyThere || !h.Since.Equal(at(0)) || !h.FirstSeen.Equal(at(0)) {
		t.Errorf("since %v, first seen %v, already there %v", h.Since, h.FirstSeen, h.AlreadyThere)
	}
	s.page(8, page(aRow("a"), aRow("b"), aRow("c"))).says("online b offline→online", "online c →online")
	if s.host("b").AlreadyThere || s.host("c").AlreadyThere {
		t.Error("hosts seen to come online count as already there")
	}
	if s.page(16, page(aRow("a"), aRow("d", saidOffline))); !s.host("d").AlreadyThere {
		t.Error("a host first listed as offline counts as seen to go offline")
	}
}

func TestOfflineAfterTwoCompletePages(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"))).page(8, page(aRow("a")))
	s.page(16, page()).is("a", Missing).says()
	if h := s.host("a"); !h.Since.Equal(at(0)) || !s.fleet.LastSeen(h).Equal(at(8)) {
		t.Errorf("missing since %v, last seen %v", h.Since, s.fleet.LastSeen(h))
	}
	s.page(18.9, page()).is("a", Missing).says()
	s.page(19, page()).is("a", Offline).says("offline a missing→offline")
	if h := s.host("a"); !h.Since.Equal(at(19)) || h.AlreadyThere || !s.fleet.LastSeen(h).Equal(at(8)) {
		t.Errorf("offline since %v, last seen %v", h.Since, s.fleet.LastSeen(h))
	}
	s.page(27, page()).is("a", Offline).says()
	s.page(35, page(aRow("a"))).is("a", Online).says("online a offline→online")
	if h := s.host("a"); !h.Since.Equal(at(35)) || !h.LastSeen.IsZero() || !h.FirstSeen.Equal(at(0)) || !s.fleet.LastSeen(h).Equal(at(35)) {
		t.Errorf("back since %v, first seen %v", h.Since, h.FirstSeen)
	}
}

func TestMissingHostThatReturnsMakesNoEvent(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"))).page(8, page()).page(16, page(aRow("a"))).is("a", Online).says()
	if h := s.host("a"); !h.Since.Equal(at(0)) || !h.AlreadyThere {
		t.Errorf("online since %v", h.Since)
	}
	s.page(24, page()).is("a", Missing) // the misses start anew
}

func TestOfflineAtOnceWhenTheServiceSaysSo(t *testing.T) {
	gone := page(aRow("a", saidOffline))
	for name, before := range map[string]parsecapi.Page{"online": page(aRow("a")), "missing": page(), "unknown": incomplete()} {
		s := (&story{t: t}).page(0, page(aRow("a"))).page(8, before).page(16, gone).is("a", Offline)
		s.says("offline a " + name + "→offline")
		s.page(24, gone).says()
		s.page(32, page(aRow("a"))).is("a", Online).says("online a offline→online")
	}
}

func TestIncompletePageTakesNobodyOffline(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a")))
	for i := range 20 {
		s.page(float64(8+8*i), incomplete()).is("a", Unknown).says()
	}
	s.page(200, page()).is("a", Missing).says()
	s.page(208, incomplete()).is("a", Unknown).says()
	// The misses of complete pages go on where they were.
	s.page(216, page()).is("a", Offline).says("offline a unknown→offline")
	s.page(224, incomplete()).is("a", Offline).says()
}

func TestUnknownHostThatReturnsMakesNoEvent(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"))).page(8, incomplete()).page(16, incomplete(aRow("a"))).is("a", Online).says()
	if h := s.host("a"); !h.Since.Equal(at(0)) {
		t.Errorf("online since %v", h.Since)
	}
}

func TestHostNewAfterAnIncompletePageMayHaveBeenThere(t *testing.T) {
	s := (&story{t: t}).page(0, incomplete(aRow("a"))).page(8, page(aRow("a"), aRow("b"))).says("online b →online")
	if !s.host("b").AlreadyThere {
		t.Error("b counts as seen to come online")
	}
}

func TestUnchangedPageIsTheSecondMiss(t *testing.T) {
	p := page(aRow("b"))
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b"))).page(8, p).is("a", Missing)
	p.Unchanged = true
	s.page(16, p).is("a", Offline).says("offline a missing→offline")
}

func TestUnchangedPageThatIsNowCompleteIsAMiss(t *testing.T) {
	p := incomplete(aRow("b"))
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b"))).page(8, p).is("a", Unknown)
	p.HasMore, p.Unchanged = false, true
	s.page(16, p).is("a", Missing)
	p.HasMore = true
	s.page(24, p).is("a", Unknown)
}

// "Unchanged" compares with the client's previous answer; that one may never have come here.
func TestFault44_UnchangedAfterADiscardedAnswerIsApplied(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a")))
	late := page(aRow("a"), aRow("b"))
	late.Unchanged = true
	s.page(8, late).is("b", Online).says("online b →online")
}

func TestGhostsFadeAfterADay(t *testing.T) {
	day := GhostsKept.Seconds()
	p := page(aRow("b"))
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b"), aRow("c"))).page(8, p).page(16, p).is("a", Offline)
	p.Unchanged = true
	before := s.fleet.Revision()
	s.page(7.9+day, p).is("a", Offline)
	if s.fleet.Revision() != before {
		t.Error("waiting for the end of a ghost changed the revision")
	}
	s.page(8+day, p).says()
	if len(s.fleet.Hosts()) != 1 || s.fleet.Counts() != (Counts{Online: 1}) || s.fleet.Revision() == before {
		t.Errorf("%d hosts, %+v", len(s.fleet.Hosts()), s.fleet.Counts())
	}
}

func TestHostListedAsOfflineDoesNotFade(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a", saidOffline))).page(3*GhostsKept.Seconds(), page(aRow("a", saidOffline)))
	s.is("a", Offline)
	// Its day as a ghost begins when it is listed no more.
	s.page(4*GhostsKept.Seconds(), page()).is("a", Offline)
}

func TestHostUnknownForADayFades(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"))).page(8, incomplete()).page(8+GhostsKept.Seconds(), incomplete()).says()
	if len(s.fleet.Hosts()) != 0 {
		t.Error("a host that nothing has been heard of for a day is still there")
	}
}

func TestClockSetBackNeitherHurriesNorBlocks(t *testing.T) {
	s := (&story{t: t}).page(3600, page(aRow("a"))).page(3608, page()).is("a", Missing)
	s.page(0, page()).is("a", Missing)
	s.page(2, page()).is("a", Missing)
	s.page(3, page()).is("a", Offline)
}

func TestFailedPollChangesNobody(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b"))).page(8, page(aRow("b")))
	refused := errors.New("connection refused")
	f := s.fleet
	for range 500 {
		f = f.Failed(refused)
	}
	if f.Counts() != s.fleet.Counts() || f.Revision() != s.fleet.Revision() || !f.LastGood().Equal(at(8)) {
		t.Error("a failed poll changed the hosts")
	}
	if !f.Stale() || !errors.Is(f.LastError(), refused) {
		t.Errorf("stale %v, error %v", f.Stale(), f.LastError())
	}
	same := page(aRow("b"))
	for _, again := range []bool{false, true} {
		same.Unchanged = again
		if f, _ = f.Failed(refused).Apply(at(24), same); f.Stale() || f.LastError() != nil {
			t.Errorf("stale after a good page (unchanged: %v)", again)
		}
	}
}

func TestDismiss(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b"), aRow("c", saidOffline))).page(8, page(aRow("b"), aRow("c", saidOffline)))
	for _, id := range []string{"a", "b", "nobody"} {
		if f := s.fleet.Dismiss(id); f.Revision() != s.fleet.Revision() || len(f.Hosts()) != 3 {
			t.Errorf("%s is not offline and was dismissed", id)
		}
	}
	s.page(16, page(aRow("b"), aRow("c", saidOffline))).is("a", Offline)
	before := s.fleet
	s.fleet = s.fleet.Dismiss("a").Dismiss("c")
	if s.fleet.Counts() != (Counts{Online: 1}) || s.fleet.Revision() == before.Revision() || len(before.Hosts()) != 3 {
		t.Errorf("%+v, before %d hosts", s.fleet.Counts(), len(before.Hosts()))
	}
	// The service goes on listing c as offline: that is no reason to bring it back.
	s.page(24, page(aRow("b", named("x")), aRow("c", saidOffline)))
	if _, found := s.fleet.Host("c"); found {
		t.Error("a dismissed host came back")
	}
	s.page(32, page(aRow("b"), aRow("c"), aRow("a"))).is("c", Online).is("a", Online)
	// Once it was online, it is a host like any other, also when it was forgotten in between.
	s.page(40, page()).page(48, page()).page(40+GhostsKept.Seconds(), page(aRow("c", saidOffline))).is("c", Offline)
	s.page(50+GhostsKept.Seconds(), page()).page(60+2*GhostsKept.Seconds(), page())
	s.page(70+2*GhostsKept.Seconds(), page(aRow("c", saidOffline))).is("c", Offline)
}

func TestDismissLeavesTheOldFleetAlone(t *testing.T) {
	var rows []parsecapi.Host
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		rows = append(rows, aRow(id, saidOffline))
	}
	base, _ := Fleet{}.Apply(at(0), page(rows...))
	base = base.Dismiss("a").Dismiss("b").Dismiss("c")
	left, right := base.Dismiss("d"), base.Dismiss("e")
	for id, f := range map[string]Fleet{"e": left, "d": right} {
		f, _ = f.Apply(at(8), page(rows...))
		if _, found := f.Host(id); !found || len(f.Hosts()) != 1 {
			t.Errorf("%d hosts are left, %s among them: %v", len(f.Hosts()), id, found)
		}
	}
	if len(base.Hosts()) != 2 || base.Hosts()[0].PeerID != "d" {
		t.Error("the fleet before lost a host")
	}
}

func TestSinceKeepsItsMonotonicReading(t *testing.T) {
	now := time.Now()
	f, _ := Fleet{}.Apply(now, page(aRow("a")))
	if h, _ := f.Host("a"); h.Since != now {
		t.Error("the reading was lost, and with it ages that survive a clock being set")
	}
}
