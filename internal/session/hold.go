package session

import (
	"errors"
	"fmt"
	"time"

	"parsec-hosts/internal/private"
)

// pause is how long no session is created automatically after an attempt failed, and how long a
// replacement must have lasted to count as one that worked.
const pause = 10 * time.Minute

// hold keeps a Source from creating sessions by itself. Each would be a new device to the
// service, and a command of the user's may ask for a passphrase every time.
type hold struct {
	err   error
	until time.Time // zero: until Retry
}

func (h *hold) active(now time.Time) bool {
	return h != nil && (h.until.IsZero() || now.Before(h.until))
}

// holdAfter returns the hold that a failed creation asks for: none after a passing fault of the
// network, which the caller's own backoff covers.
func holdAfter(err error, now time.Time) *hold {
	var refusal *SignInError
	switch {
	case !errors.As(err, &refusal):
		return nil
	case refusal.mayExist:
		return &hold{err: err}
	}
	return &hold{err: err, until: now.Add(pause)}
}

// within reports whether at lies in the pause before now. A time in the future does not: the
// clock has been set since.
func within(at, now time.Time) bool {
	age := now.Sub(at)
	return !at.IsZero() && age >= 0 && age < pause
}

// allowed returns the error to report instead of creating a session, if there is one. The turn
// and the store's lock are held.
func (s *Source) allowed() error {
	now := s.now()
	s.mu.Lock()
	asked, held, refused, cause := s.retry, s.hold, s.refused, s.cause
	s.retry = false
	s.mu.Unlock()
	switch {
	case asked:
		return nil
	case held.active(now):
		return held.err
	case within(refused.replacedAt, now):
		return s.refusedAgain(now, cause)
	}
	return s.refusedElsewhere(now)
}

// refusedAgain ends the attempts to replace a session, here until Retry and in other programs
// for a pause.
func (s *Source) refusedAgain(now time.Time, cause error) error {
	if err := s.store.setRefusedAt(now); err != nil {
		s.note("other instances cannot be told that signing in failed: " + private.Reason(err))
	}
	err := &SignInError{
		What: "signing in failed: the service refuses new sessions too",
		Fix:  "check base_url and that this user may list hosts, then try again",
		Err:  cause,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hold = &hold{err: err}
	return err
}

// refusedElsewhere reports a replacement that was refused lately to any program with this store.
func (s *Source) refusedElsewhere(now time.Time) error {
	at, err := s.store.refusedAt()
	if err != nil || !within(at, now) {
		return err
	}
	minutes := (pause - now.Sub(at) + time.Minute - 1) / time.Minute
	return &SignInError{
		What: fmt.Sprintf("signing in failed at %s: the service refused a new session", at.Format("15:04")),
		Fix:  fmt.Sprintf("try again now, or wait %d min for an automatic attempt", minutes),
	}
}

// Retry lets the next attempt of this Source create a session in spite of earlier failures: the
// user asked for it.
func (s *Source) Retry() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.retry = s.current.empty() || !s.freshRecord(s.current)
}
