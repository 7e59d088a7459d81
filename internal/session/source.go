package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

const (
	// renewBefore is how long before its expiry a session is replaced by a new one.
	renewBefore = time.Minute
	// createLimit bounds one creation, whatever the origin does.
	createLimit = 30 * time.Second
)

// SkewWorthSaying is from when on a wrong clock is mentioned.
const SkewWorthSaying = 2 * time.Minute

// Options configure a Source. BaseURL, Profile, Device and the Origin tell sessions apart; Dir is
// not needed for a given session.
type Options struct {
	BaseURL string
	Profile string
	Device  string // names this computer
	Origin  Origin
	Dir     string  // state folder of this program, made with mode 0700 when missing
	Keyring Keyring // nil keeps the session in a file
	Now     func() time.Time
	// Skew is the service's clock minus the local one, and whether it is known yet.
	Skew func() (skew time.Duration, known bool)
	Log  *slog.Logger // hears where sessions come from, masked; nil for nobody
}

// Source is the device's one session: it implements parsecapi.SessionSource. It is safe for
// concurrent use.
type Source struct {
	origin Origin
	store  *store
	wall   func() time.Time
	skew   func() (time.Duration, bool)
	log    *slog.Logger

	// turn is held while the store or the origin is being asked, which may take a minute;
	// mu only guards the fields below.
	turn chan struct{}
	mu   sync.Mutex

	current record // what Session returns; empty when there is none
	refused record // refused by the service and not replaced yet
	cause   error  // what the service said when it refused it
	hold    *hold
	retry   bool
	place   Place
	notices []string
}

var _ parsecapi.SessionSource = (*Source)(nil)

// Open checks the options. It reads and asks nothing yet.
func Open(o Options) (*Source, error) {
	switch {
	case o.Origin == nil:
		return nil, errors.New("session: no origin")
	case o.Origin.Kind() != KindGiven && (o.Dir == "" || o.BaseURL == ""):
		return nil, errors.New("session: no state folder or base URL")
	}
	s := &Source{origin: o.Origin, wall: o.Now, skew: o.Skew, log: o.Log, turn: make(chan struct{}, 1)}
	if s.wall == nil {
		s.wall = time.Now
	}
	if s.skew == nil {
		s.skew = func() (time.Duration, bool) { return 0, false }
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.store = newStore(o, s.note)
	return s, nil
}

// Session returns the session to use now: the one in memory, the stored one, or a new one. When
// none can be had it returns a *SignInError, or the fault of the network that stood in the way.
func (s *Source) Session(ctx context.Context) (parsecapi.Session, error) {
	if kept, ok := s.fresh(); ok {
		return kept, nil
	}
	if err := s.takeTurn(ctx); err != nil {
		return parsecapi.Session{}, err
	}
	defer s.giveTurn()
	if kept, ok := s.fresh(); ok {
		return kept, nil
	}
	renewed, err := s.obtain(ctx)
	if err != nil {
		// A session that is due for renewal still works for a little while.
		if kept, ok := s.alive(); ok {
			return kept, nil
		}
	}
	return renewed, err
}

// Replace returns a session other than refused: one that this program or another one got
// meanwhile, or a new one. A replacement that is refused as well ends in a *SignInError.
func (s *Source) Replace(ctx context.Context, refused parsecapi.Session, cause error) (parsecapi.Session, error) {
	s.log.Warn("session refused", "session", refused.ID.Masked(), "err", cause)
	if s.given() {
		return parsecapi.Session{}, &SignInError{
			What: "the service refused the session ID given in the environment",
			Fix:  restartWith("PARSEC_HOSTS_SESSION_ID") + ", or configure session_command",
			Err:  cause,
		}
	}
	if err := s.takeTurn(ctx); err != nil {
		return parsecapi.Session{}, err
	}
	defer s.giveTurn()
	if kept, ok := s.fresh(); ok && !kept.ID.Equal(refused.ID) {
		return kept, nil
	}
	s.drop(refused, cause)
	return s.obtain(ctx)
}

// File is the file that keeps the session where no keyring does. It need not be there, and is "" for
// a session that is not kept.
func (s *Source) File() string {
	if s.given() {
		return ""
	}
	return s.store.path(sessionFile)
}

// Settle returns when nobody asks the store or the origin any more, or when ctx ends. A program
// that ends its requests and then itself calls it in between: otherwise a command of the user's
// could outlive it, and a session just created could be lost.
func (s *Source) Settle(ctx context.Context) {
	if s.takeTurn(ctx) == nil {
		s.giveTurn()
	}
}

// takeTurn waits for the one turn at the store and the origin.
func (s *Source) takeTurn(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Source) giveTurn() { <-s.turn }

func (s *Source) given() bool { return s.origin.Kind() == KindGiven }

// lock locks the store. Where that is impossible, work goes on without.
func (s *Source) lock(ctx context.Context) (unlock func(), err error) {
	unlock, err = s.store.lock(ctx)
	if errors.Is(err, errNoLock) {
		s.note("cannot write to " + textsafe.Clean(s.store.dir) + ": " + private.Reason(err))
		return func() {}, nil
	}
	return unlock, err
}

// obtain gets a session from the store or, failing that, from the origin. The turn is held.
func (s *Source) obtain(ctx context.Context) (parsecapi.Session, error) {
	if s.given() {
		return s.use(ctx)
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	defer unlock()
	// Another program may have been here while this one waited for the lock.
	kept, where, err := s.store.load(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	if s.adopt(kept, where) {
		return kept.session, nil
	}
	if err := s.allowed(); err != nil {
		return parsecapi.Session{}, err
	}
	made, err := s.create(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	s.keep(ctx, made, where)
	return made.session, nil
}

// use takes the session that was given in the environment, which has no store.
func (s *Source) use(ctx context.Context) (parsecapi.Session, error) {
	given, err := s.origin.Create(ctx)
	if err == nil {
		s.setCurrent(record{session: given}, PlaceEnvironment)
		s.logSession("session given", given, PlaceEnvironment)
	}
	return given, err
}

// adopt uses a stored record if it is good, and reports whether it was.
func (s *Source) adopt(kept record, where Place) bool {
	s.mu.Lock()
	good := !kept.empty() && !kept.is(s.refused.session) && s.freshRecord(kept)
	s.mu.Unlock()
	if !good {
		return false
	}
	s.store.remember(where)
	s.setCurrent(kept, where)
	s.logSession("session reused", kept.session, where)
	return true
}

// create asks the origin for a new session.
func (s *Source) create(ctx context.Context) (record, error) {
	limited, cancel := context.WithTimeout(ctx, createLimit)
	defer cancel()
	session, err := s.origin.Create(limited)
	if err != nil {
		s.log.Warn("no session", "origin", s.origin.Kind(), "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return record{}, ctx.Err()
		}
		s.hold = holdAfter(err, s.now())
		return record{}, err
	}
	made := record{session: session}
	made.skew, _ = s.skew()
	if !s.refused.empty() {
		made.replacedAt = s.now()
	}
	if !s.freshRecord(made) {
		// Believing this expiry would create sessions without end.
		s.noteLocked(fmt.Sprintf("the new session is said to expire at %s: check this computer's clock",
			session.ExpiresAt.Local().Format("2006-01-02 15:04")))
		made.session.ExpiresAt = time.Time{}
	}
	return made, nil
}

// keep stores a new session and makes it the current one. It exists now, so it is stored even
// when nobody waits for it any more; one that cannot be stored is used all the same.
func (s *Source) keep(ctx context.Context, made record, where Place) {
	used, err := s.store.save(context.WithoutCancel(ctx), made, where)
	if err != nil {
		s.note("the session is kept in memory only: " + private.Reason(err))
		used = PlaceMemory
	}
	s.store.clearRefusedAt()
	what := "session created"
	if s.hadSession() {
		what = "session renewed"
	}
	s.setCurrent(made, used)
	s.logSession(what, made.session, used)
}
