package session

import (
	"io"
	"io/fs"
	"os"
	"time"

	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Place is where a session is kept.
type Place string

// The places.
const (
	PlaceNone        Place = "" // there is no session
	PlaceKeyring     Place = "keyring"
	PlaceFile        Place = "file"
	PlaceMemory      Place = "memory"      // it could not be kept: it is lost when the program ends
	PlaceEnvironment Place = "environment" // it was given there, and is kept nowhere
)

// Description says what is known of a session.
type Description struct {
	Session parsecapi.Session // the zero one when there is none
	Origin  Origin            // where new ones come from
	Place   Place
	// Path and Mode are those of the file it is kept in, when it is kept in one. Mode is 0 when it
	// cannot be told.
	Path string
	Mode fs.FileMode
	// Left is how long it is until the session expires, by the service's clock as far as that is
	// known, and not positive after that. It means nothing for a session without an expiry.
	Left time.Duration
}

// Empty reports whether there is no session.
func (d Description) Empty() bool { return d.Session.ID.IsZero() }

// Expired reports whether the session is past its expiry. One without an expiry lasts until the
// service refuses it.
func (d Description) Expired() bool { return !d.Session.ExpiresAt.IsZero() && d.Left <= 0 }

// Expiry says in words until when the session is good.
func (d Description) Expiry() string {
	until := d.Session.ExpiresAt.Local().Format("2006-01-02 15:04")
	switch {
	case d.Session.ExpiresAt.IsZero():
		return "not known: it is good until the service refuses it"
	case d.Left <= -time.Minute:
		return words.Span(d.Left) + " ago, at " + until
	case d.Left <= 0:
		return "just now, at " + until
	case d.Left < time.Minute:
		return "in less than a minute, at " + until
	}
	return words.Span(d.Left) + " left, until " + until
}

// Where says in words where the session is kept, as in "kept in …". The path is as it is.
func (d Description) Where() string {
	switch d.Place {
	case PlaceKeyring:
		return "the OS keyring"
	case PlaceFile:
		return d.Path
	case PlaceEnvironment:
		return "the environment only"
	}
	return "memory only"
}

// WriteID writes the session's ID in the clear, for a user who asked to see it.
func (d Description) WriteID(w io.Writer) error {
	_, err := io.WriteString(w, d.Session.ID.Reveal())
	return err
}

// Describe returns what is known of the session in use now, without asking anybody.
func (s *Source) Describe() Description {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.describe(s.current, s.place)
}

func (s *Source) describe(r record, where Place) Description {
	d := Description{Session: r.session, Origin: s.origin, Place: where}
	if r.empty() {
		d.Place = PlaceNone
		return d
	}
	if !r.session.ExpiresAt.IsZero() {
		d.Left = s.left(r)
	}
	if where == PlaceFile {
		d.Path = s.store.path(sessionFile)
		if info, err := os.Lstat(d.Path); err == nil {
			d.Mode = info.Mode().Perm()
		}
	}
	return d
}
