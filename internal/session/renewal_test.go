package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"syscall"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestFault18_ExpiredStoreIsRenewedOnce(t *testing.T) {
	w := newWorld(t)
	old := w.session(w.open())
	w.advance(48 * time.Hour)
	source := w.open()
	for range 3 {
		if w.session(source).ID.Equal(old.ID) {
			t.Fatal("the expired session is still used")
		}
	}
	w.wantMade(2)
}

func TestSessionIsRenewedAMinuteBeforeItsExpiry(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	first := w.session(source)
	w.advance(w.life - renewBefore - time.Second)
	if !w.session(source).ID.Equal(first.ID) {
		t.Error("the session was renewed too early")
	}
	w.advance(time.Second)
	if w.session(source).ID.Equal(first.ID) {
		t.Error("the session was not renewed")
	}
	w.wantMade(2)
}

func TestSessionDueForRenewalIsUsedWhileRenewingFails(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	first := w.session(source)
	w.advance(w.life - renewBefore)
	w.fail = errors.New("network is down")
	if !w.session(source).ID.Equal(first.ID) {
		t.Error("the session is not used to its end")
	}
	w.advance(renewBefore)
	if _, err := source.Session(t.Context()); !errors.Is(err, w.fail) {
		t.Errorf("error = %v, want the origin's own", err)
	}
	w.fail = nil
	w.session(source)
}

func TestFault18_SessionThatIsBornExpiredDoesNotLoop(t *testing.T) {
	for _, life := range []time.Duration{-24 * time.Hour, -time.Second, 0, renewBefore} {
		w := newWorld(t)
		w.life = life
		source := w.open()
		for range 5 {
			w.session(source)
			w.advance(time.Minute)
		}
		w.wantNotice(source, "check this computer's clock")
		w.session(w.open())
		w.wantMade(1)
	}
}

func TestFault19_OddExpiriesAreUnderstoodOrRefusedButNeverLoop(t *testing.T) {
	for _, expiry := range []string{"0", "-1", `"soon"`, `""`, "null", "true", "[1]", "1e300", `"1774000000"`, "1774000000.5", "1774000000000", "99999999999999999999"} {
		t.Run(expiry, func(t *testing.T) {
			w := newWorld(t)
			runs := 0
			w.opts.Origin = originFunc(func() (parsecapi.Session, error) {
				runs++
				return parsePrinted(fmt.Appendf(nil, `{"session_id":"%s","expires_at":%s}`, canaryID, expiry))
			})
			source := w.open()
			var err error
			for range 5 {
				_, err = source.Session(t.Context())
			}
			if runs != 1 {
				t.Errorf("the origin was asked %d times", runs)
			}
			if err != nil {
				w.signIn(err, "expires_at is not a time", "")
			}
		})
	}
}

func TestFault20_ClockADayOffIsCorrectedByTheService(t *testing.T) {
	for _, skew := range []time.Duration{24 * time.Hour, -24 * time.Hour} {
		w := newWorld(t)
		w.life, w.skew = time.Hour, &skew
		source := w.open()
		first := w.session(source)
		w.advance(w.life - renewBefore - time.Second)
		if !w.session(source).ID.Equal(first.ID) {
			t.Errorf("skew %v: the session was renewed too early", skew)
		}
		direction := map[bool]string{true: "behind", false: "ahead of"}[skew > 0]
		w.wantNotice(source, "this computer's clock is 24 h "+direction+" the service's")

		// A program that has not heard from the service yet believes what the store says.
		w.skew = nil
		if !w.session(w.open()).ID.Equal(first.ID) {
			t.Errorf("skew %v: a second program did not use the session", skew)
		}
		w.skew = &skew
		w.advance(time.Second)
		w.session(source)
		w.wantMade(2)
	}
}

func TestFault21_SleepPastExpiryRenewsOnWake(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	first := w.session(source)
	w.advance(w.life + time.Hour)
	if w.session(source).ID.Equal(first.ID) {
		t.Error("the session that expired during sleep is still used")
	}
	w.wantMade(2)
}

func TestConcurrentCallersShareOneCreation(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	// Without a store, only the Source itself can know what another caller got.
	source.store.write = func(string, []byte) error { return syscall.ENOSPC }
	first := atOnce(t, source, func() (parsecapi.Session, error) { return source.Session(context.Background()) })
	w.wantMade(1)
	second := atOnce(t, source, func() (parsecapi.Session, error) {
		return source.Replace(context.Background(), first, errors.New("refused"))
	})
	w.wantMade(2)
	if second.ID.Equal(first.ID) {
		t.Error("the refused session was returned")
	}
}

// atOnce calls get from many goroutines and returns the session that all of them got.
func atOnce(t *testing.T, source *Source, get func() (parsecapi.Session, error)) parsecapi.Session {
	t.Helper()
	var callers sync.WaitGroup
	got := make([]parsecapi.Session, crowd)
	for i := range got {
		callers.Go(func() {
			session, err := get()
			if err != nil {
				t.Error(err)
			}
			got[i], _, _ = session, source.Notices(), source.Describe()
		})
	}
	callers.Wait()
	for _, session := range got {
		if !session.ID.Equal(got[0].ID) {
			t.Error("callers got different sessions")
		}
	}
	return got[0]
}

// originFunc is an Origin of one function.
type originFunc func() (parsecapi.Session, error)

func (f originFunc) Kind() string                                      { return KindCommand }
func (f originFunc) Key() string                                       { return "" }
func (f originFunc) String() string                                    { return "a function" }
func (f originFunc) Create(context.Context) (parsecapi.Session, error) { return f() }
