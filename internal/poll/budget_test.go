package poll

import (
	"math/rand/v2"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// simulation polls a service that fails now and then for a user who likes the refresh key.
type simulation struct {
	rng       *rand.Rand
	config    Config
	requests  func() int // of each poll
	retries   bool       // whether the service sends Retry-After
	impatient bool       // whether the refresh key is held down
	fickle    bool       // whether the interval changes all the time

	sent  []time.Time // each request, when its poll started
	polls []time.Time // when each poll started
}

func (sim *simulation) run(lasting time.Duration) {
	s, now := New(sim.config), start
	for now.Before(start.Add(lasting)) {
		sim.polls = append(sim.polls, now)
		n := sim.requests()
		for range n {
			sim.sent = append(sim.sent, now)
		}
		now = now.Add(time.Duration(sim.rng.Int64N(int64(2 * time.Second))))
		if sim.rng.IntN(3) > 0 {
			s = s.Succeeded(now, n)
		} else {
			var retry parsecapi.RetryAfter
			if sim.retries {
				retry = asked(sim.rng.Float64() * 300)
			}
			s = s.Failed(now, n, retry, sim.rng.Float64())
		}
		if sim.fickle {
			s = s.Every(time.Second + time.Duration(sim.rng.Int64N(int64(time.Minute))))
		}
		now = sim.next(s, now)
	}
}

// next returns when the next poll starts: when it is due or when a press of the key is granted.
func (sim *simulation) next(s Schedule, now time.Time) time.Time {
	for now.Before(s.Due()) {
		if sim.impatient || sim.rng.IntN(20) == 0 {
			if ok, _, _ := s.Refresh(now); ok {
				return now
			}
		}
		now = now.Add(200 * time.Millisecond)
	}
	return now
}

// most returns the largest number of requests within any window.
func (sim *simulation) most() (most int) {
	first := 0
	for i, at := range sim.sent {
		for at.Sub(sim.sent[first]) >= sim.config.Window {
			first++
		}
		most = max(most, i-first+1)
	}
	return most
}

func newRand(t *testing.T) *rand.Rand {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestNoWindowEverExceedsTheBudget(t *testing.T) {
	rng := newRand(t)
	for range 60 {
		c := Config{
			Interval: time.Second + time.Duration(rng.Int64N(int64(20*time.Second))),
			Budget:   1 + rng.IntN(60),
			Window:   10*time.Second + time.Duration(rng.Int64N(int64(10*time.Minute))),
		}
		n := 1 + rng.IntN(min(c.Budget, 5))
		sim := simulation{
			rng: rng, config: c, requests: func() int { return n },
			retries: rng.IntN(2) == 0, impatient: rng.IntN(2) == 0, fickle: rng.IntN(2) == 0,
		}
		sim.run(2 * time.Hour)
		if most := sim.most(); most > c.Budget {
			t.Errorf("%+v, %d requests a poll: %d requests in one window", c, n, most)
		}
	}
}

// A poll that needs more requests than every one in the window before is the one exception.
func TestUnexpectedRequestsExceedTheBudgetByThemselvesOnly(t *testing.T) {
	rng := newRand(t)
	for range 20 {
		sim := simulation{rng: rng, config: Default(), impatient: true, requests: func() int { return 1 + rng.IntN(3) }}
		sim.run(2 * time.Hour)
		if most := sim.most(); most > sim.config.Budget+2 {
			t.Errorf("%d requests in one window", most)
		}
	}
}

func TestHeldRefreshKeyLeavesAPollAMinute(t *testing.T) {
	sim := simulation{rng: newRand(t), config: Default(), impatient: true, requests: func() int { return 1 }}
	sim.run(2 * time.Hour)
	for i := 1; i < len(sim.polls); i++ {
		if pause := sim.polls[i].Sub(sim.polls[i-1]); pause > 2*time.Minute {
			t.Errorf("no poll for %v, %v after the start", pause, sim.polls[i-1].Sub(start))
		}
	}
}

func BenchmarkSucceeded(b *testing.B) {
	s, now := New(Default()), start
	b.ReportAllocs()
	for b.Loop() {
		now = now.Add(8 * time.Second)
		s = s.Succeeded(now, 1)
	}
}
