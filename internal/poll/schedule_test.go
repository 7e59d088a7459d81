package poll

import (
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func asked(s float64) parsecapi.RetryAfter {
	return parsecapi.RetryAfter{Wait: seconds(s), Known: true}
}

var notAsked parsecapi.RetryAfter

// due returns how long after now the next poll is due.
func due(s Schedule, now time.Time) time.Duration { return s.Due().Sub(now) }

func TestFirstPollIsDueAtOnce(t *testing.T) {
	s := New(Default())
	if s.Due().After(start) {
		t.Errorf("due %v", s.Due())
	}
	if ok, at, why := s.Refresh(start); !ok || !at.Equal(start) || why != "" {
		t.Errorf("refresh %v at %v: %s", ok, at, why)
	}
}

func TestIntervalIsCountedFromTheReply(t *testing.T) {
	s := New(Default()).Succeeded(start, 1)
	if got := due(s, start); got != 8*time.Second {
		t.Errorf("due in %v", got)
	}
	if s = s.Succeeded(start.Add(time.Minute), 1); due(s, start) != 68*time.Second {
		t.Errorf("due in %v", due(s, start))
	}
}

func TestAnotherIntervalHoldsForTheWaitUnderWay(t *testing.T) {
	s := New(Default()).Succeeded(start, 1)
	slow := s.Every(time.Minute)
	if due(s, start) != 8*time.Second || due(slow, start) != time.Minute {
		t.Errorf("due in %v, and slowed down in %v", due(s, start), due(slow, start))
	}
	if back := slow.Every(8 * time.Second); due(back, start) != 8*time.Second {
		t.Errorf("due in %v after the interval was set back", due(back, start))
	}
	now := slow.Due()
	if slow = slow.Succeeded(now, 1); due(slow, now) != time.Minute {
		t.Errorf("the next one is due in %v", due(slow, now))
	}
	if first := New(Default()).Every(time.Minute); first.Due().After(start) {
		t.Errorf("the first poll waits until %v", first.Due())
	}
}

func TestAShorterIntervalPassesNeitherRetryAfterNorBudget(t *testing.T) {
	s := New(Config{Interval: time.Minute, Budget: 45, Window: 5 * time.Minute}).Failed(start, 1, asked(90), 0)
	if s = s.Every(time.Second); due(s, start) != 90*time.Second {
		t.Errorf("due in %v, although the service asked to wait for 90 s", due(s, start))
	}
	s = New(Config{Interval: time.Minute, Budget: 3, Window: 5 * time.Minute}).Succeeded(start, 3)
	if s = s.Every(time.Second); due(s, start) != 5*time.Minute {
		t.Errorf("due in %v, although the budget is spent", due(s, start))
	}
}

func TestIntervalIsStretchedForSeveralRequests(t *testing.T) {
	for _, tt := range []struct {
		requests int
		want     time.Duration // in the long run: window × requests ÷ budget
	}{{1, seconds(8)}, {2, seconds(13.6)}, {3, seconds(20)}, {15, seconds(100)}, {45, seconds(300)}, {60, seconds(300)}} {
		s, now := New(Default()).Succeeded(start, tt.requests), start
		for range 200 {
			now = s.Due()
			s = s.Succeeded(now, tt.requests)
		}
		if got := due(s, now); (got - tt.want).Abs() > tt.want/15 {
			t.Errorf("%d requests: due in %v, want about %v", tt.requests, got, tt.want)
		}
	}
}

func TestOneHungryPollDoesNotSlowTheNext(t *testing.T) {
	s := New(Default()).Succeeded(start, 3)
	if due(s, start) <= 8*time.Second {
		t.Errorf("after three requests due in %v", due(s, start))
	}
	if now := s.Due(); due(s.Succeeded(now, 1), now) != 8*time.Second {
		t.Errorf("after one request due in %v", due(s.Succeeded(now, 1), now))
	}
}

func TestBackoff(t *testing.T) {
	s := New(Default())
	for i, want := range []float64{12, 16, 24, 34, 34, 34} { // half of 8, 16, 32, then of what is left to 60
		if s = s.Failed(start, 0, notAsked, 0.5); due(s, start) != seconds(want) {
			t.Errorf("failure %d: due in %v, want %v s", i+1, due(s, start), want)
		}
	}
	if calm := s.Failed(start, 0, notAsked, 0); due(calm, start) != 8*time.Second {
		t.Errorf("without jitter due in %v", due(calm, start))
	}
	if s = s.Failed(start, 0, notAsked, 0.9999); due(s, start) > time.Minute {
		t.Errorf("due in %v, more than a minute", due(s, start))
	}
	if s = s.Succeeded(start, 1).Failed(start, 1, notAsked, 0.5); due(s, start) != 12*time.Second {
		t.Errorf("after a success the backoff begins with %v", due(s, start))
	}
}

func TestBackoffWithALongInterval(t *testing.T) {
	s := New(Config{Interval: 10 * time.Minute, Budget: 45, Window: 5 * time.Minute})
	if s = s.Failed(start, 1, notAsked, 0.9); due(s, start) != 10*time.Minute {
		t.Errorf("due in %v", due(s, start))
	}
}

func TestFault28_RetryAfterIsHonoured(t *testing.T) {
	for wait, want := range map[float64]float64{0: 8, 5: 8, 90: 90, 300: 300} {
		s := New(Default()).Failed(start, 1, asked(wait), 0)
		if got := due(s, start); got != seconds(want) {
			t.Errorf("Retry-After %v s: due in %v", wait, got)
		}
		for _, later := range []float64{0, wait / 2, wait - 1} {
			now := start.Add(seconds(later))
			ok, at, why := s.Refresh(now)
			if later < wait && later >= 0 && (ok || !at.Equal(start.Add(seconds(wait))) || why != ReasonRetryAfter) {
				t.Errorf("Retry-After %v s, refreshed after %v s: %v at %v, %s", wait, later, ok, at, why)
			}
		}
		if ok, _, _ := s.Refresh(start.Add(seconds(wait))); !ok {
			t.Errorf("Retry-After %v s has passed and still blocks", wait)
		}
	}
}

func TestNewAnswerEndsTheOldRetryAfter(t *testing.T) {
	asked := New(Default()).Failed(start, 1, asked(300), 0)
	now := start.Add(time.Second)
	for name, s := range map[string]Schedule{"failure": asked.Failed(now, 1, notAsked, 0), "success": asked.Succeeded(now, 1)} {
		if ok, _, _ := s.Refresh(now); !ok || due(s, now) != 8*time.Second {
			t.Errorf("%s: refresh %v, due in %v", name, ok, due(s, now))
		}
	}
}

func TestOnlyTheWindowIsRemembered(t *testing.T) {
	s, now := New(Default()), start
	for range 1000 {
		now = now.Add(8 * time.Second)
		s = s.Succeeded(now, 1)
	}
	if len(s.spent) > 45 {
		t.Errorf("%d polls are remembered", len(s.spent))
	}
}

func TestRefreshIgnoresIntervalAndBackoff(t *testing.T) {
	s := New(Default()).Succeeded(start, 1).Failed(start, 1, notAsked, 0.9).Failed(start, 1, notAsked, 0.9)
	if ok, at, _ := s.Refresh(start); !ok || !at.Equal(start) {
		t.Error("refresh had to wait")
	}
}

func TestRefreshNeverPassesTheBudget(t *testing.T) {
	s, now := New(Default()), start
	for i := range 40 { // of the budget of 45, five are kept for polls
		if ok, _, _ := s.Refresh(now); !ok {
			t.Fatalf("refused after %d", i)
		}
		now = now.Add(100 * time.Millisecond)
		s = s.Succeeded(now, 1)
	}
	if _, at, why := s.Refresh(now); why != ReasonBudget || !at.Equal(start.Add(seconds(300.1))) {
		t.Errorf("until %v: %s", at, why)
	}
	if got := due(s, now); got < 45*time.Second || got > 55*time.Second {
		t.Errorf("what is left of the budget is spread over polls %v apart", got)
	}
	if ok, _, _ := s.Refresh(start.Add(seconds(300.1))); !ok {
		t.Error("refused although the oldest request has left the window")
	}
}

func TestRefreshNamesTheLongerWait(t *testing.T) {
	s := New(Config{Interval: time.Second, Budget: 1, Window: time.Minute})
	for wait, want := range map[float64]Reason{30: ReasonBudget, 90: ReasonRetryAfter} {
		_, at, why := s.Failed(start, 1, asked(wait), 0).Refresh(start)
		if why != want || !at.Equal(start.Add(seconds(max(60, wait)))) {
			t.Errorf("Retry-After %v s: %v, %s", wait, at.Sub(start), why)
		}
	}
}

func TestFault66_PollsAtOnceAfterWaking(t *testing.T) {
	s := New(Default())
	for range 10 {
		s = s.Failed(start, 4, asked(300), 0.9)
	}
	woken := start.Add(8 * time.Hour)
	if s.Due().After(woken) {
		t.Errorf("due %v after waking", due(s, woken))
	}
	if ok, _, _ := s.Refresh(woken); !ok {
		t.Error("refresh refused after waking")
	}
}

func TestClockSetBackDoesNotProlongAWait(t *testing.T) {
	s := New(Config{Interval: 8 * time.Second, Budget: 2, Window: 5 * time.Minute})
	s = s.Failed(start, 2, asked(60), 0)
	back := start.Add(-24 * time.Hour)
	if ok, at, _ := s.Refresh(back); ok || at.After(back.Add(5*time.Minute)) {
		t.Errorf("refresh %v, in %v", ok, at.Sub(back))
	}
	s = s.Succeeded(back, 1)
	if got := due(s, back); got > 5*time.Minute {
		t.Errorf("due in %v", got)
	}
	later := back.Add(6 * time.Minute)
	if got := due(s.Succeeded(later, 0), later); got != 8*time.Second {
		t.Errorf("requests of before the clock was set are still counted: due in %v", got)
	}
}

func TestScheduleIsAValue(t *testing.T) {
	s := New(Default()).Succeeded(start, 1).Succeeded(start, 1).Succeeded(start, 1)
	due, left := s.Due(), s.Succeeded(start, 40)
	right := s.Succeeded(start.Add(time.Minute), 1)
	if ok, _, _ := left.Refresh(start); ok {
		t.Error("the requests of one schedule were lost to another made from the same")
	}
	if ok, _, _ := right.Refresh(start.Add(time.Minute)); !ok || !s.Due().Equal(due) {
		t.Error("a schedule was changed by making another one")
	}
}

func TestValidate(t *testing.T) {
	if err := Default().Validate(); err != nil {
		t.Error(err)
	}
	for want, c := range map[string]Config{
		"poll interval 500ms: choose one from 1s to 1h0m0s":          {500 * time.Millisecond, 45, time.Minute},
		"poll interval 1h0m1s: choose one from 1s to 1h0m0s":         {time.Hour + time.Second, 45, time.Minute},
		"request budget 0: choose one from 1 to 10000":               {time.Second, 0, time.Minute},
		"request budget 10001: choose one from 1 to 10000":           {time.Second, 10_001, time.Minute},
		"request budget window 0s: choose one from 1s to 1h0m0s":     {time.Second, 1, 0},
		"request budget window 2h0m0s: choose one from 1s to 1h0m0s": {time.Second, 1, 2 * time.Hour},
	} {
		if err := c.Validate(); err == nil || err.Error() != want {
			t.Errorf("%+v: %v, want %q", c, err, want)
		}
	}
}

func TestOtherSettingsForgetNeitherRequestsNorARetryAfter(t *testing.T) {
	spent := New(Default())
	for range 40 {
		spent = spent.Succeeded(start, 1)
	}
	if ok, _, why := spent.With(Config{Interval: time.Second, Budget: 30, Window: 5 * time.Minute}).Refresh(start); ok || why != ReasonBudget {
		t.Errorf("a spent budget: refresh %v, %s", ok, why)
	}
	held := New(Default()).Failed(start, 1, asked(90), 0)
	if ok, _, why := held.With(Config{Interval: time.Second, Budget: 30, Window: 5 * time.Minute}).Refresh(start); ok || why != ReasonRetryAfter {
		t.Errorf("a Retry-After: refresh %v, %s", ok, why)
	}
}
