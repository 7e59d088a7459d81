package session

import (
	"context"
	"errors"
	"net/http"

	"parsec-hosts/parsecapi"
)

// Look describes the session that is kept, which may have expired, without asking the service or
// the origin and without changing anything. There may be none.
func (s *Source) Look(ctx context.Context) (Description, error) {
	if s.given() {
		_, err := s.use(ctx)
		return s.Describe(), err
	}
	kept, where, err := s.store.peek(ctx)
	if err != nil {
		return Description{}, err
	}
	return s.describe(kept, where), nil
}

// Renew gets a new session in place of the present one, which stays good at the service. The user
// asked for it, so earlier failures do not count. For a given session the error is a *GivenError.
func (s *Source) Renew(ctx context.Context) (parsecapi.Session, error) {
	if s.given() {
		return parsecapi.Session{}, &GivenError{}
	}
	release, err := s.alone(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	defer release()
	_, where, err := s.store.load(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	made, err := s.create(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	s.keep(ctx, made, where)
	return made.session, nil
}

// Forget removes the session from memory and from where it is kept, and describes what it removed,
// which may be nothing. The session stays good at the service.
func (s *Source) Forget(ctx context.Context) (Description, error) {
	if s.given() {
		return Description{Origin: s.origin}, nil
	}
	release, err := s.alone(ctx)
	if err != nil {
		return Description{}, err
	}
	defer release()
	// What cannot be read any more is forgotten all the same, without a description.
	kept, where, _ := s.store.peek(ctx)
	removed := s.describe(kept, where)
	return removed, s.forget(ctx)
}

// Revoke calls end, which ends a session at the service, with the one that is meant, and then
// forgets that. It describes the session, which is empty when there is none any more. When another
// one is kept by now the error is a *ReplacedError, and nothing happens to either. All of it is one
// turn: a program whose session is refused meanwhile waits for its end, and what it gets then is
// not forgotten. One that the service knows no longer counts as revoked.
func (s *Source) Revoke(ctx context.Context, meant parsecapi.Session, end func(context.Context, parsecapi.Session) error) (Description, error) {
	release, err := s.alone(ctx)
	if err != nil {
		return Description{}, err
	}
	defer release()
	revoked, err := s.Look(ctx)
	if err != nil || revoked.Empty() {
		return revoked, err
	}
	if !revoked.Session.ID.Equal(meant.ID) {
		return revoked, &ReplacedError{By: revoked.Session}
	}
	if err := end(ctx, revoked.Session); err != nil && !unknownSession(err) {
		return revoked, err
	}
	if s.given() {
		return revoked, nil
	}
	return revoked, s.forget(context.WithoutCancel(ctx))
}

// CheckKey fetches the API key from its place and checks its form, where sessions are created with
// one. The next creation uses what was fetched, so that a password manager asks once.
func (s *Source) CheckKey(ctx context.Context) error {
	keyed, ok := s.origin.(*apiKeyOrigin)
	if !ok {
		return nil
	}
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer s.giveTurn()
	var err error
	keyed.checked, err = keyed.fetch(ctx)
	return err
}

// unknownSession reports whether the service refused a request because it does not know its
// session. A 403 does not say so: it may just as well refuse the request itself.
func unknownSession(err error) bool {
	var api *parsecapi.APIError
	return errors.As(err, &api) && api.Status == http.StatusUnauthorized
}

// alone takes the turn and locks the store. A session that was given has no store to lock.
func (s *Source) alone(ctx context.Context) (release func(), err error) {
	if err := s.takeTurn(ctx); err != nil {
		return nil, err
	}
	if s.given() {
		return s.giveTurn, nil
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		s.giveTurn()
		return nil, err
	}
	return func() { unlock(); s.giveTurn() }, nil
}

// forget removes the session from the store and from memory. The turn and the lock are held.
func (s *Source) forget(ctx context.Context) error {
	if err := s.store.forget(ctx); err != nil {
		return err
	}
	s.log.Info("session forgotten")
	s.setCurrent(record{}, PlaceNone)
	return nil
}
