package parsecapi

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// renewBefore is how long before its expiry a kept session is no longer used, so that it does
// not expire on the way.
const renewBefore = 60 * time.Second

// StaticSession is a source of one session, which it cannot replace.
func StaticSession(session Session) SessionSource { return staticSession{session} }

type staticSession struct{ session Session }

func (s staticSession) Session(context.Context) (Session, error) { return s.session, nil }

func (s staticSession) Replace(context.Context, Session, error) (Session, error) {
	return Session{}, errors.New("the session was given as it is and cannot be replaced")
}

// CreateOrLoad returns the session that store keeps, or, if there is none or it expires within a
// minute by the service's clock, creates one and keeps it. A session without a known expiry is
// used until the service refuses it.
//
// If the new session could not be kept, it is returned together with the store's error: it is
// good for this run, and lost after it. If the store cannot be read, none is created, since the
// one in the store may still be good.
func (c *Client) CreateOrLoad(ctx context.Context, credentials Credentials, store Store) (Session, error) {
	kept, err := store.Load(ctx)
	if err != nil {
		return Session{}, fmt.Errorf("the kept session cannot be read: %w", err)
	}
	if !kept.ID.IsZero() && !c.expires(kept) {
		return kept, nil
	}
	created, err := c.CreateSession(ctx, credentials.APIKey, credentials.ExternalID)
	if err != nil {
		return Session{}, err
	}
	if err := store.Save(ctx, created); err != nil {
		return created, fmt.Errorf("the new session cannot be kept: %w", err)
	}
	return created, nil
}

// expires reports whether session has expired or is about to, by the service's clock.
func (c *Client) expires(session Session) bool {
	skew, _ := c.ClockSkew()
	return !session.ExpiresAt.IsZero() && !c.now().Add(skew).Before(session.ExpiresAt.Add(-renewBefore))
}
