package simulator

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"
)

// story samples the fleet of options once per step and hands each state to see.
func story(options Options, length, step time.Duration, see func(elapsed time.Duration, hosts []Host)) {
	now := &clock{testStart}
	options.Now = now.Now
	sim := New(options)
	for elapsed := time.Duration(0); elapsed <= length; elapsed += step {
		now.now = testStart.Add(elapsed)
		see(elapsed, sim.Hosts())
	}
}

func TestStateDependsOnSeedAndTimeOnly(t *testing.T) {
	const moment = 17 * time.Minute
	last := func(seed uint64, step time.Duration) (at []Host) {
		options := Demo()
		options.Seed = seed
		story(options, moment, step, func(_ time.Duration, hosts []Host) { at = hosts })
		return at
	}
	asked := last(1, time.Second)
	if slept := last(1, moment); !slices.Equal(asked, slept) {
		t.Errorf("asking changed the story:\n%v\n%v", asked, slept)
	}
	if other := last(2, moment); slices.Equal(asked, other) {
		t.Error("another seed tells the same story")
	}
}

func TestLifeKeepsItsPromises(t *testing.T) {
	for _, options := range []Options{
		Demo(),
		{Hosts: 5, Churn: 600, Seed: 3},
		{Hosts: 4, Churn: 600, Self: true},
		{Hosts: 200, Churn: MaxChurn, Seed: 4},
	} {
		left := map[string]time.Duration{}
		online := map[string]bool{}
		changes := 0
		before := []Host(nil)
		story(options, 5*time.Minute, time.Second, func(elapsed time.Duration, hosts []Host) {
			if !slices.Equal(hosts, before) {
				changes++
			}
			before = hosts
			seen := map[string]bool{}
			for _, h := range hosts {
				if seen[h.PeerID] {
					t.Fatalf("peer ID %s twice at %v", h.PeerID, elapsed)
				}
				seen[h.PeerID] = true
				if h.Players < 0 || h.Players > h.MaxPlayers {
					t.Fatalf("%s has %d players on %d seats at %v", h.Name, h.Players, h.MaxPlayers, elapsed)
				}
				// It was seen to be gone up to a second late, and was then away for 20 seconds.
				if since, ok := left[h.PeerID]; ok && !online[h.PeerID] && elapsed-since < 19*time.Second {
					t.Fatalf("%s was away for %v only", h.Name, elapsed-since)
				}
			}
			if self := selfPeerID(options.Seed); options.Self && !seen[self] {
				t.Fatalf("this computer left at %v", elapsed)
			}
			for id := range online {
				if !seen[id] {
					left[id] = elapsed
				}
			}
			online = seen
			if len(hosts) < options.Hosts/2 || len(hosts) > 2*options.Hosts {
				t.Fatalf("%d of %d hosts are online at %v", len(hosts), options.Hosts, elapsed)
			}
		})
		if changes < 15 {
			t.Errorf("%+v: %d changes in 5 minutes", options, changes)
		}
	}
}

func TestDemoShowsSomethingSoonAndOften(t *testing.T) {
	for seed := range uint64(20) {
		options := Demo()
		options.Seed = seed
		var before []Host
		var last time.Duration
		arrived, went := false, false
		story(options, 20*time.Minute, time.Second, func(elapsed time.Duration, hosts []Host) {
			defer func() { before = hosts }()
			if elapsed == 0 || slices.Equal(hosts, before) {
				return
			}
			quiet := elapsed - last
			if last == 0 && quiet > 8*time.Second {
				t.Errorf("seed %d: the first change came after %v", seed, quiet)
			}
			if quiet > 21*time.Second {
				t.Errorf("seed %d: nothing for %v before %v", seed, quiet, elapsed)
			}
			last = elapsed
			if elapsed < time.Minute {
				arrived = arrived || len(hosts) > len(before)
				went = went || len(hosts) < len(before)
			}
		})
		if !arrived || !went {
			t.Errorf("seed %d: in the first minute a host arrived: %t, left: %t", seed, arrived, went)
		}
	}
}

func TestEveryKindOfChangeHappens(t *testing.T) {
	was := map[string]Host{}
	seen := map[string]time.Duration{}
	var renamed, joined, parted, played, arrived int
	story(Demo(), time.Hour, time.Second, func(elapsed time.Duration, hosts []Host) {
		for _, h := range hosts {
			old, ok := was[h.PeerID]
			switch {
			case !ok:
				arrived++
			case old.Name != h.Name:
				renamed++
			case old.Players < h.Players:
				joined++
			case old.Players > h.Players:
				parted++
			case old.Game != h.Game:
				played++
			}
			if elapsed-seen[h.PeerID] >= 19*time.Second && h.Players != 0 {
				t.Errorf("%s came back with %d guests", h.Name, h.Players)
			}
			was[h.PeerID], seen[h.PeerID] = h, elapsed
		}
	})
	for kind, n := range map[string]int{"arrivals": arrived - demoHosts, "renamings": renamed, "guests": joined,
		"departures of guests": parted, "other games": played} {
		if n == 0 {
			t.Errorf("no %s in an hour", kind)
		}
	}
	if renamed > joined/4 {
		t.Errorf("%d renamings are not rare beside %d guests", renamed, joined)
	}
}

func TestUnchangedAnswersAreIdentical(t *testing.T) {
	now := &clock{testStart}
	options := Demo()
	options.Now = now.Now
	c := call(t, options)
	var body string
	var hosts []Host
	changed, same := 0, 0
	for range 300 {
		got, state := c.mustGet("/hosts", 200).body, c.sim.Hosts()
		switch {
		case (got == body) != slices.Equal(state, hosts):
			t.Fatalf("at %v the body changed: %t, the fleet: %t", now.now, got != body, !slices.Equal(state, hosts))
		case got == body:
			same++
		default:
			changed++
		}
		body, hosts = got, state
		now.now = now.now.Add(time.Second)
	}
	if changed < 10 || same < 100 {
		t.Errorf("%d changed and %d unchanged answers", changed, same)
	}
}

func TestAClockThatStepsBackChangesNothing(t *testing.T) {
	now := &clock{testStart}
	options := Demo()
	options.Now = now.Now
	sim := New(options)
	now.now = testStart.Add(time.Hour)
	later := sim.Hosts()
	now.now = testStart.Add(-time.Hour)
	if !slices.Equal(sim.Hosts(), later) {
		t.Error("the fleet changed")
	}
}

func TestStillFleet(t *testing.T) {
	story(Options{Hosts: 24}, time.Hour, 30*time.Minute, func(elapsed time.Duration, hosts []Host) {
		if !slices.Equal(hosts, New(Options{Hosts: 24}).Hosts()) {
			t.Errorf("the fleet changed by %v", elapsed)
		}
	})
}

func TestGeneratedFleets(t *testing.T) {
	for _, size := range []int{0, 1, 24, 1000, MaxHosts, MaxHosts + 1} {
		hosts := New(Options{Hosts: size, Churn: 1}).Hosts()
		if len(hosts) != min(size, MaxHosts) {
			t.Errorf("%d hosts, want %d", len(hosts), size)
		}
		ids := map[string]bool{}
		for _, h := range hosts {
			ids[h.PeerID] = true
			if h.Name == "" || len(h.PeerID) != peerIDLength {
				t.Fatalf("host %+v", h)
			}
		}
		if len(ids) != len(hosts) {
			t.Errorf("%d peer IDs for %d hosts", len(ids), len(hosts))
		}
	}
	if hosts := New(Options{Hosts: -1}).Hosts(); len(hosts) != 0 {
		t.Errorf("%d hosts, want none", len(hosts))
	}
}

func TestSetHostsReplacesTheFleet(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{Hosts: 24, Churn: 60, Now: now.Now})
	c.mustGet("/hosts", 200)
	c.sim.SetHosts(
		Host{PeerID: "a", Name: "one", UserName: "studio#x", Mode: ModeDesktop},
		Host{PeerID: "a", Name: "two", Mode: ModeGame, Game: "0 A.D.", Players: 1, MaxPlayers: 4},
		Host{PeerID: "p", Name: "public", Mode: ModeGame, Public: true},
	)
	now.now = testStart.Add(time.Hour)
	rows := c.rows(c.mustGet("/hosts", 200).body)
	if len(rows) != 2 || rows[0]["name"] != "one" || rows[1]["game"] != "0 A.D." || rows[1]["players"] != 1.0 {
		t.Errorf("rows %v", rows)
	}
	if public := c.rows(c.mustGet("/v2/hosts?mode=game&public=true", 200).body); len(public) != 1 || public[0]["peer_id"] != "p" {
		t.Errorf("public rows %v", public)
	}
}

// BenchmarkPoll is a poll of 10,000 hosts as the handler sees it: unchanged, and with a change
// in between.
func BenchmarkPoll(b *testing.B) {
	for _, bench := range []struct {
		name string
		step time.Duration
	}{{"unchanged", 0}, {"changed", time.Minute}} {
		b.Run(bench.name, func(b *testing.B) {
			now := &clock{testStart}
			sim := New(Options{Hosts: 10_000, Churn: demoChurn, Now: now.Now})
			request := httptest.NewRequest("GET", "/hosts", nil)
			request.Header.Set("Authorization", "Bearer "+sim.sessions.create("anna", now.now).id)
			b.ReportAllocs()
			for b.Loop() {
				now.now = now.now.Add(bench.step)
				sim.sessions.created[0].expires = now.now.Add(time.Hour)
				w := &answer{header: http.Header{}}
				sim.ServeHTTP(discard{w}, request)
				if w.status != http.StatusOK {
					b.Fatal(w.status)
				}
			}
		})
	}
}

// discard is an answer whose body nobody keeps.
type discard struct{ *answer }

func (discard) Write(p []byte) (int, error) { return len(p), nil }
