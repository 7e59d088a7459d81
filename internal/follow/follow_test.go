package follow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

func wantAsked(t *testing.T, p polled, seconds ...int) {
	t.Helper()
	var got []int
	for _, at := range p.asked {
		got = append(got, int(at.Seconds()))
	}
	if !slices.Equal(got, seconds) {
		t.Errorf("asked after %v s, want %v", got, seconds)
	}
}

func TestPagesBecomeHostsAndEvents(t *testing.T) {
	p := followFor(t, 30*time.Second, steady, lists("a"), lists("a", "b"), lists("b"))
	wantAsked(t, p, 0, 8, 16, 24)
	var kinds [][]fleet.EventKind
	for _, outcome := range p.outcomes {
		var happened []fleet.EventKind
		for _, e := range outcome.Events {
			happened = append(happened, e.Kind)
		}
		kinds = append(kinds, happened)
	}
	if got := fmt.Sprint(kinds); got != "[[] [online] [] [offline]]" {
		t.Errorf("events %s", got)
	}
	last := p.outcomes[3]
	if counts := last.Fleet.Counts(); counts.Online != 1 || counts.Offline != 1 || len(last.Page.Hosts) != 1 {
		t.Errorf("counts %+v of page %+v", counts, last.Page)
	}
	if wait := last.Due.Sub(last.At); wait != 8*time.Second {
		t.Errorf("the next poll is due in %v", wait)
	}
}

func TestAnOutageIsWaitedOut(t *testing.T) {
	p := followFor(t, 50*time.Second, steady, lists("a"), fails(status(503, 0)), fails(&parsecapi.SchemaError{Reason: "not JSON"}), lists("a"))
	// Half of a backoff that doubles comes on top of the interval of 8 s.
	wantAsked(t, p, 0, 8, 20, 36, 44)
	if failed := p.outcomes[1]; failed.Err == nil || !failed.Fleet.Stale() || failed.Fleet.Counts().Online != 1 {
		t.Errorf("a failed poll left %+v", failed)
	}
	if p.outcomes[3].Err != nil || p.outcomes[3].Fleet.Stale() {
		t.Error("the list is still stale")
	}
}

func TestTheServiceIsGivenTheTimeThatItAsksFor(t *testing.T) {
	p := followFor(t, 2*time.Minute, steady, fails(status(429, 100*time.Second)), lists("a"))
	wantAsked(t, p, 0, 100, 108, 116)
}

func TestASessionThatIsGoneForGoodIsTheEnd(t *testing.T) {
	refused := status(401, 0)
	tests := []struct {
		name string
		err  error
		ends bool
	}{
		{"a session refused twice", refused, true},
		{"no session can be had", fmt.Errorf("%w: %w", refused, &parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 403}), true},
		{"the network is down when the session ends", fmt.Errorf("%w: %w", refused, &parsecapi.TransportError{Kind: parsecapi.KindRefused}), false},
		{"a permission is missing", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 403, Message: "permission denied for lists"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := followFor(t, time.Minute, steady, lists("a"), fails(tt.err))
			if ended := p.err != errEnough; ended != tt.ends || ended && (!errors.Is(p.err, refused) || len(p.outcomes) != 1) {
				t.Errorf("ended with %v after %d outcomes", p.err, len(p.outcomes))
			}
		})
	}
}

func TestTheEndOfTheContextCutsARequestShort(t *testing.T) {
	p := followFor(t, 3*time.Second, steady, hangs)
	if p.err != errEnough || len(p.outcomes) != 0 || len(p.asked) != 1 {
		t.Errorf("ended with %v after %d outcomes", p.err, len(p.outcomes))
	}
}

func TestNothingIsAskedAfterTheLastOutcomeThatIsWanted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{answers: []func(context.Context) (parsecapi.Page, error){lists("a")}}
		for range Polls(t.Context(), Options{Service: s, Poll: poll.Default(), Now: time.Now, Jitter: func() float64 { return 0 }}) {
			break
		}
		if len(s.asked) != 1 {
			t.Errorf("asked %d times", len(s.asked))
		}
	})
}

func TestAfterASleepThePollIsSoon(t *testing.T) {
	// 20 s into a wait of 100 s the computer sleeps for an hour, which its timers do not notice.
	asleep := func(at time.Duration) time.Duration {
		if at < 25*time.Second {
			return 0
		}
		return time.Hour
	}
	p := followFor(t, 35*time.Second, asleep, fails(status(429, 100*time.Second)), lists("a"))
	wantAsked(t, p, 0, 30)
}

func TestAClockSetBackMakesNoWaitLonger(t *testing.T) {
	back := func(at time.Duration) time.Duration {
		if at < 5*time.Second {
			return 0
		}
		return -24 * time.Hour
	}
	p := followFor(t, 20*time.Second, back, lists("a"))
	wantAsked(t, p, 0, 8, 16)
}
