package parsecapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// memoryStore is a store without a disk.
type memoryStore struct {
	session          Session
	loadErr, saveErr error
	saves            int
}

func (s *memoryStore) Load(context.Context) (Session, error) { return s.session, s.loadErr }

func (s *memoryStore) Save(_ context.Context, session Session) error {
	s.saves++
	if s.saveErr == nil {
		s.session = session
	}
	return s.saveErr
}

var testCredentials = Credentials{APIKey: NewSecret(canaryKey), ExternalID: "43523"}

// creating is a service that creates sessions which expire in a day.
func creating(count *atomic.Int32, now time.Time) http.HandlerFunc {
	return counted(count, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusCreated)
		_, _ = fmt.Fprintf(w, `{"session":{"id":%q,"expires_at":%d}}`, canarySession2, now.Add(24*time.Hour).Unix())
	})
}

func TestFault18_CreateOrLoadRenewsBeforeExpiry(t *testing.T) {
	now := time.Unix(1_774_000_000, 0)
	for name, test := range map[string]struct {
		kept    Session
		created int32
	}{
		"nothing kept":         {Session{}, 1},
		"long good":            {Session{ID: NewSecret(canarySession), ExpiresAt: now.Add(time.Hour)}, 0},
		"61 s left":            {Session{ID: NewSecret(canarySession), ExpiresAt: now.Add(61 * time.Second)}, 0},
		"60 s left":            {Session{ID: NewSecret(canarySession), ExpiresAt: now.Add(60 * time.Second)}, 1},
		"expired":              {Session{ID: NewSecret(canarySession), ExpiresAt: now.Add(-time.Hour)}, 1},
		"expiry never told":    {Session{ID: NewSecret(canarySession)}, 0},
		"expiry but no id":     {Session{ExpiresAt: now.Add(time.Hour)}, 1},
		"expired ages ago":     {Session{ID: NewSecret(canarySession), ExpiresAt: time.Unix(1, 0)}, 1},
		"expires in 100 years": {Session{ID: NewSecret(canarySession), ExpiresAt: now.AddDate(100, 0, 0)}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var created atomic.Int32
			client := newTestClient(t, serve(t, creating(&created, now)).URL, fixedClock(now))
			store := &memoryStore{session: test.kept}
			want := NewSecret(canarySession)
			if test.created > 0 {
				want = NewSecret(canarySession2)
			}
			for range 2 { // the second time everything is in the store
				session, err := client.CreateOrLoad(t.Context(), testCredentials, store)
				if err != nil || !session.ID.Equal(want) {
					t.Fatalf("session %s, error %v", session.ID.Masked(), err)
				}
			}
			if created.Load() != test.created || store.saves != int(test.created) {
				t.Errorf("%d created, %d saved, want %d", created.Load(), store.saves, test.created)
			}
		})
	}
}

func TestFault20_CreateOrLoadUsesTheServicesClock(t *testing.T) {
	service := time.Unix(1_774_000_000, 0)
	for name, local := range map[string]time.Time{
		"a day slow": service.Add(-24 * time.Hour), "a day fast": service.Add(24 * time.Hour),
	} {
		var created atomic.Int32
		client := newTestClient(t, serve(t, creating(&created, service)).URL, fixedClock(local))
		store := &memoryStore{}
		if _, err := client.CreateOrLoad(t.Context(), testCredentials, store); err != nil {
			t.Fatal(err)
		}
		for left, want := range map[time.Duration]int32{time.Hour: 1, 30 * time.Second: 2} {
			created.Store(1)
			store.session = Session{ID: NewSecret(canarySession), ExpiresAt: service.Add(left)}
			if _, err := client.CreateOrLoad(t.Context(), testCredentials, store); err != nil || created.Load() != want {
				t.Errorf("clock %s, %v left: %d created (%v), want %d", name, left, created.Load(), err, want)
			}
		}
	}
}

func TestFault20_ClockSkewComesFromEveryAnswer(t *testing.T) {
	local := time.Unix(1_774_000_000, 0)
	var date atomic.Value
	var status atomic.Int32
	client := newTestClient(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Date"] = []string{date.Load().(string)}
		w.WriteHeader(int(status.Load()))
	}).URL, fixedClock(local))
	if _, known := client.ClockSkew(); known {
		t.Error("the skew is known before any answer")
	}
	for _, step := range []struct {
		date   string
		status int32
		want   time.Duration
	}{
		{local.Add(24 * time.Hour).UTC().Format(http.TimeFormat), 500, 24 * time.Hour},
		{local.Add(-time.Hour).UTC().Format(http.TimeFormat), 200, -time.Hour},
		{"not a date", 200, -time.Hour},
		{"Mon, 01 Jan 0001 00:00:00 GMT", 200, -time.Hour},
		{"Fri, 31 Dec 9999 23:59:59 GMT", 200, -time.Hour},
	} {
		date.Store(step.date)
		status.Store(step.status)
		_, _ = client.Hosts(t.Context())
		if skew, known := client.ClockSkew(); !known || skew != step.want {
			t.Errorf("after Date %s: skew %v (%v), want %v", step.date, skew, known, step.want)
		}
	}
}

func TestCreateOrLoadWithAFailingStore(t *testing.T) {
	now := time.Unix(1_774_000_000, 0)
	full := errors.New("disk full")
	var created atomic.Int32
	client := newTestClient(t, serve(t, creating(&created, now)).URL, fixedClock(now))

	session, err := client.CreateOrLoad(t.Context(), testCredentials, &memoryStore{saveErr: full})
	if !errors.Is(err, full) || !session.ID.Equal(NewSecret(canarySession2)) {
		t.Errorf("unsaved: %s, %v, want the session and the store's error", session.ID.Masked(), err)
	}
	checkNoSecret(t, err)

	created.Store(0)
	session, err = client.CreateOrLoad(t.Context(), testCredentials, &memoryStore{loadErr: full})
	if !errors.Is(err, full) || !session.ID.IsZero() || created.Load() != 0 {
		t.Errorf("unreadable: %s, %v, %d created, want only the error", session.ID.Masked(), err, created.Load())
	}
}

func TestStaticSessionCannotBeReplaced(t *testing.T) {
	source := StaticSession(testSession)
	if _, err := source.Replace(t.Context(), testSession, errors.New("401")); err == nil {
		t.Error("a static session was replaced")
	}
	_, err := hostsOf(t, answerWith(401, ""))
	wantAPI(t, err, 401)
}
