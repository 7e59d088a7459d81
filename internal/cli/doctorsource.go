package cli

import (
	"context"
	"log/slog"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/doctor"
	"parsec-hosts/internal/session"
	"parsec-hosts/parsecapi"
)

// watchedSource is the device's session, and whether it was created just now.
type watchedSource struct {
	*session.Source
	created *bool
}

var _ doctor.SignIn = watchedSource{}

func newWatchedSource(cfg *config.Config, creator *parsecapi.Client, ring session.Keyring) (watchedSource, error) {
	created := new(bool)
	from := watchedOrigin{origin(cfg, creator, ring), created}
	source, err := openSource(cfg, from, ring, creator.ClockSkew, slog.New(slog.DiscardHandler))
	return watchedSource{source, created}, err
}

func (s watchedSource) Describe() doctor.Session {
	d := s.Source.Describe()
	told := doctor.Session{Origin: d.Origin.Kind(), ExpiresAt: d.Session.ExpiresAt, Created: *s.created}
	if !d.Empty() {
		told.Place = d.Where()
	}
	return told
}

// watchedOrigin notes that a session was created. A Source asks it from one goroutine at a time.
type watchedOrigin struct {
	session.Origin
	created *bool
}

func (o watchedOrigin) Create(ctx context.Context) (parsecapi.Session, error) {
	made, err := o.Origin.Create(ctx)
	*o.created = err == nil
	return made, err
}
