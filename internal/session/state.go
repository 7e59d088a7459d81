package session

import (
	"slices"
	"time"

	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Notices returns what the user should know although work goes on, each once, in the order it
// was noticed: lines that are safe for a terminal.
func (s *Source) Notices() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	notices := slices.Clone(s.notices)
	if skew, known := s.skew(); known && skew.Abs() >= SkewWorthSaying {
		notices = append(notices, "this computer's clock is "+words.Clock(skew)+"; the service's is used")
	}
	return notices
}

func (s *Source) note(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteLocked(text)
}

func (s *Source) noteLocked(text string) {
	if !slices.Contains(s.notices, text) {
		s.notices = append(s.notices, text)
		s.log.Warn(text)
	}
}

// logSession tells the log of a session by its first characters.
func (s *Source) logSession(what string, session parsecapi.Session, where Place) {
	attrs := []any{"session", session.ID.Masked(), "origin", s.origin.Kind(), "place", string(where)}
	if !session.ExpiresAt.IsZero() {
		attrs = append(attrs, "expires", session.ExpiresAt)
	}
	s.log.Info(what, attrs...)
}

// hadSession reports whether there was one before, good or not.
func (s *Source) hadSession() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.current.empty() || !s.refused.empty()
}

// setCurrent makes r, which may be empty, the session to use; whatever was wrong before is over.
func (s *Source) setCurrent(r record, where Place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.place = r, where
	s.refused, s.cause, s.hold, s.retry = record{}, nil, nil, false
}

// drop stops using refused, and remembers what is known of it.
func (s *Source) drop(refused parsecapi.Session, cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.current.is(refused):
		s.refused, s.current = s.current, record{}
	case !s.refused.is(refused):
		s.refused = record{session: refused}
	}
	s.cause = cause
}

// fresh returns the current session if it need not be renewed yet.
func (s *Source) fresh() (parsecapi.Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current.session, !s.current.empty() && s.freshRecord(s.current)
}

// alive returns the current session if it has not expired yet.
func (s *Source) alive() (parsecapi.Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current.session, !s.current.empty() && s.lastsFor(s.current, 0)
}

func (s *Source) freshRecord(r record) bool { return s.lastsFor(r, renewBefore) }

// lastsFor reports whether r expires later than d from now by the service's clock. A session of
// unknown expiry lasts until the service refuses it.
func (s *Source) lastsFor(r record, d time.Duration) bool {
	if r.session.ExpiresAt.IsZero() {
		return true
	}
	return s.left(r) > d
}

// left is how long it is until r expires, by the service's clock as far as that is known.
func (s *Source) left(r record) time.Duration {
	skew, known := s.skew()
	if !known {
		skew = r.skew
	}
	return r.session.ExpiresAt.Sub(s.now().Add(skew))
}

// now is the wall clock alone: the monotonic one stands still while a computer sleeps.
func (s *Source) now() time.Time { return s.wall().Round(0) }
