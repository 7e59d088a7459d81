package session

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"parsec-hosts/parsecapi"
)

func (w *world) look(s *Source) Description {
	w.t.Helper()
	d, err := s.Look(w.t.Context())
	if err != nil {
		w.t.Fatalf("Look: %v", err)
	}
	return d
}

func TestLookSeesTheKeptSessionAndChangesNothing(t *testing.T) {
	for name, w := range map[string]*world{"file": newWorld(t), "keyring": newWorld(t).withKeyring()} {
		t.Run(name, func(t *testing.T) {
			if d := w.look(w.open()); !d.Empty() || d.Place != PlaceNone {
				t.Errorf("there is a session in %q before there is one", d.Place)
			}
			if _, err := os.Stat(w.opts.Dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("looking made the state folder: %v", err)
			}
			kept := w.session(w.open())
			w.advance(time.Hour)
			d := w.look(w.open())
			if !d.Session.ID.Equal(kept.ID) || string(d.Place) != name || d.Left != w.life-time.Hour || d.Session.HostPeerID != kept.HostPeerID {
				t.Errorf("Look = %v %q %v", d.Session.HostPeerID, d.Place, d.Left)
			}
			w.wantMade(1)
		})
	}
}

func TestLookDoesNotWaitForTheLock(t *testing.T) {
	w := newWorld(t)
	kept := w.session(w.open())
	unlock, err := w.open().store.lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if d := w.look(w.open()); !d.Session.ID.Equal(kept.ID) {
		t.Error("another session is seen")
	}
}

func TestLookLeavesADamagedFileWhereItIs(t *testing.T) {
	w := newWorld(t)
	w.session(w.open())
	if err := os.WriteFile(w.file(sessionFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	source := w.open()
	if d := w.look(source); !d.Empty() {
		t.Error("there is a session in a damaged file")
	}
	w.wantNotice(source, "is damaged and is not used")
	if _, err := os.Stat(w.file(sessionFile)); err != nil {
		t.Error(err)
	}
}

func TestExpiryIsToldByTheServicesClock(t *testing.T) {
	ahead := 2 * time.Hour
	for _, test := range []struct {
		life, passed time.Duration
		skew         *time.Duration
		want         string
		expired      bool
	}{
		{life: 6 * 24 * time.Hour, want: "6 days left, until 20"},
		{life: 6 * 24 * time.Hour, skew: &ahead, want: "6 days left, until 20"},
		{life: 3 * time.Hour, want: "3 h left, until "},
		{life: time.Hour, passed: time.Hour - 30*time.Second, want: "in less than a minute, at "},
		{life: time.Hour, passed: time.Hour, want: "just now, at ", expired: true},
		{life: time.Hour, passed: 4 * time.Hour, want: "3 h ago, at ", expired: true},
	} {
		w := newWorld(t)
		w.life, w.skew = test.life, test.skew
		w.session(w.open())
		w.skew = nil // a later program has not heard from the service yet
		w.advance(test.passed)
		d := w.look(w.open())
		if got := d.Expiry(); !strings.HasPrefix(got, test.want) || d.Expired() != test.expired {
			t.Errorf("%v after %v: %q, expired: %v", test.life, test.passed, got, d.Expired())
		}
	}
	unknown := Description{Session: parsecapi.Session{ID: parsecapi.NewSecret(canaryID)}}
	if unknown.Expired() || !strings.HasPrefix(unknown.Expiry(), "not known") {
		t.Errorf("a session without an expiry: %q", unknown.Expiry())
	}
}

func TestRenewReplacesTheKeptSession(t *testing.T) {
	w := newWorld(t).withKeyring()
	old := w.session(w.open())
	source := w.open()
	renewed, err := source.Renew(t.Context())
	if err != nil || renewed.ID.Equal(old.ID) {
		t.Fatalf("the session was not replaced: %v", err)
	}
	if d := source.Describe(); !d.Session.ID.Equal(renewed.ID) || d.Place != PlaceKeyring {
		t.Errorf("in use is another session, kept in %q", d.Place)
	}
	if next := w.session(w.open()); !next.ID.Equal(renewed.ID) {
		t.Error("the next program uses another session")
	}
	w.wantMade(2)
}

func TestRenewFailsWithoutHarm(t *testing.T) {
	w := newWorld(t)
	old := w.session(w.open())
	w.fail = &SignInError{What: "the service refused the API key", Fix: "check it"}
	source := w.open()
	for range 2 { // asking again is the user's right, whatever went wrong before
		_, err := source.Renew(t.Context())
		w.signIn(err, "refused the API key", "check it")
	}
	w.wantMade(3)
	w.fail = nil
	if kept := w.session(w.open()); !kept.ID.Equal(old.ID) {
		t.Error("the session before was lost")
	}
}

func TestForgetTellsWhatItRemoved(t *testing.T) {
	w := newWorld(t)
	kept := w.session(w.open())
	source := w.open()
	for _, there := range []bool{true, false} {
		removed, err := source.Forget(t.Context())
		if err != nil || removed.Empty() == there || there && !removed.Session.ID.Equal(kept.ID) {
			t.Errorf("removed something: %v, want %v (%v)", !removed.Empty(), there, err)
		}
	}
}

func TestForgetRemovesWhatCannotBeRead(t *testing.T) {
	w := newWorld(t)
	w.session(w.open())
	if err := os.WriteFile(w.file(sessionFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.open().Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(w.file("*")); err != nil || len(left) != 1 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestRevokeEndsAndForgetsTheKeptSession(t *testing.T) {
	for name, answer := range map[string]error{
		"revoked": nil,
		"no longer known": &parsecapi.APIError{
			Op: parsecapi.OpRevokeSession, Status: 401,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).withKeyring()
			kept := w.session(w.open())
			var ended []parsecapi.Session
			end := func(_ context.Context, s parsecapi.Session) error {
				ended = append(ended, s)
				return answer
			}
			revoked, err := w.open().Revoke(t.Context(), kept, end)
			if err != nil || len(ended) != 1 || !ended[0].ID.Equal(kept.ID) || !revoked.Session.ID.Equal(kept.ID) {
				t.Fatalf("%d sessions were ended, %v", len(ended), err)
			}
			source := w.open()
			if d := w.look(source); !d.Empty() {
				t.Error("the revoked session is still kept")
			}
			if revoked, err := source.Revoke(t.Context(), kept, end); err != nil || !revoked.Empty() || len(ended) != 1 {
				t.Errorf("where there is none, %d were ended: %v", len(ended), err)
			}
		})
	}
}

func TestRevokeThatFailsForgetsNothing(t *testing.T) {
	for _, failure := range []error{
		&parsecapi.APIError{Op: parsecapi.OpRevokeSession, Status: 403},
		&parsecapi.APIError{Op: parsecapi.OpRevokeSession, Status: 404},
		&parsecapi.TransportError{Op: parsecapi.OpRevokeSession, Kind: parsecapi.KindTimeout},
	} {
		w := newWorld(t)
		kept := w.session(w.open())
		_, err := w.open().Revoke(t.Context(), kept, func(context.Context, parsecapi.Session) error { return failure })
		if !errors.Is(err, failure) {
			t.Errorf("error = %v, want %v", err, failure)
		}
		if d := w.look(w.open()); !d.Session.ID.Equal(kept.ID) {
			t.Errorf("after %v the session is lost", failure)
		}
	}
}

func TestRevokeLeavesAnotherSessionThanTheOneMeantAlone(t *testing.T) {
	w := newWorld(t)
	meant := w.session(w.open())
	renewed, err := w.open().Renew(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.open().Revoke(t.Context(), meant, func(context.Context, parsecapi.Session) error {
		t.Error("a session was ended")
		return nil
	})
	var replaced *ReplacedError
	if !errors.As(err, &replaced) || !replaced.By.ID.Equal(renewed.ID) || !strings.Contains(err.Error(), "nothing was revoked") {
		t.Errorf("error = %v", err)
	}
	if d := w.look(w.open()); !d.Session.ID.Equal(renewed.ID) {
		t.Error("the new session was forgotten")
	}
}

// A program that is refused because of the revocation creates its session after all has been
// forgotten, so that this one is kept.
func TestRevokeKeepsWhatAnotherProgramGetsMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		other := w.open()
		kept := w.session(other)
		replaced := make(chan parsecapi.Session, 1)
		_, err := w.open().Revoke(t.Context(), kept, func(context.Context, parsecapi.Session) error {
			go func() {
				session, _ := other.Replace(context.Background(), kept, errors.New("refused"))
				replaced <- session
			}()
			time.Sleep(time.Second) // time enough for the other one to be through, if nothing held it
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if next := <-replaced; !w.look(w.open()).Session.ID.Equal(next.ID) || next.ID.IsZero() {
			t.Error("the other program's session was forgotten")
		}
		w.wantMade(2)
	})
}

func TestGivenSessionIsLookedAtAndRevokedButNotRenewed(t *testing.T) {
	w := newWorld(t)
	w.opts.Origin = GivenOrigin(parsecapi.NewSecret(canaryID))
	w.opts.Dir = filepath.Join(t.TempDir(), "untouched")
	source := w.open()
	if d := w.look(source); d.Session.ID.Reveal() != canaryID || d.Place != PlaceEnvironment {
		t.Errorf("place = %q", d.Place)
	}
	var given *GivenError
	if _, err := source.Renew(t.Context()); !errors.As(err, &given) {
		t.Errorf("renewed: %v", err)
	}
	if removed, err := source.Forget(t.Context()); err != nil || !removed.Empty() {
		t.Errorf("something was forgotten, %v", err)
	}
	ended := 0
	revoked, err := source.Revoke(t.Context(), source.Describe().Session, func(context.Context, parsecapi.Session) error { ended++; return nil })
	if err != nil || ended != 1 || revoked.Place != PlaceEnvironment {
		t.Errorf("%d sessions were ended, place %q, %v", ended, revoked.Place, err)
	}
	if _, err := os.Stat(w.opts.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a given session touched the disk: %v", err)
	}
}

func TestOnlyTheIDItselfIsWritten(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	kept := w.session(source)
	var out strings.Builder
	if err := source.Describe().WriteID(&out); err != nil || out.String() != kept.ID.Reveal() {
		t.Errorf("%d bytes were written, %v", out.Len(), err)
	}
}
