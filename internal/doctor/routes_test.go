package doctor

import (
	"context"
	"errors"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// device is a SignIn whose session may be refused.
type device struct {
	err, replaceErr error
	told            Session
	notices         []string
	replaced        int
}

func named(id string) parsecapi.Session { return parsecapi.Session{ID: parsecapi.NewSecret(id)} }

func (d *device) Session(context.Context) (parsecapi.Session, error) { return named("first"), d.err }

func (d *device) Replace(context.Context, parsecapi.Session, error) (parsecapi.Session, error) {
	d.replaced++
	d.told.Created = true
	return named("second"), d.replaceErr
}

func (d *device) Describe() Session { return d.told }
func (d *device) Notices() []string { return d.notices }

// served is a service that answers each route so, and refuses any session but this one.
type served struct {
	session   string
	hosts, v2 error
}

func (s served) list(_ context.Context, route parsecapi.Route, with parsecapi.Session) (parsecapi.Page, error) {
	if with.ID.Reveal() != s.session {
		return parsecapi.Page{}, &parsecapi.APIError{Status: 401}
	}
	if route == parsecapi.RouteHosts {
		return parsecapi.Page{Hosts: make([]*parsecapi.Host, 3)}, s.hosts
	}
	return parsecapi.Page{Hosts: make([]*parsecapi.Host, 2)}, s.v2
}

func signedIn(d *device, s served) Network {
	n := network()
	n.SignIn, n.List = d, s.list
	return n
}

func TestBothRoutesAreAsked(t *testing.T) {
	d := &device{told: Session{Origin: "session_command", Place: "the OS keyring", ExpiresAt: noon.Add(72 * time.Hour)}}
	checks := signedIn(d, served{session: "first"}).Service(t.Context())
	want(t, checks, "session", OK, "from session_command, kept from before, in the OS keyring, good for 3 days")
	want(t, checks, "/hosts", OK, "200, 3 hosts", "used")
	want(t, checks, "/v2/hosts", OK, "200, 2 hosts")
}

func TestARouteThatIsNotServed(t *testing.T) {
	missing := &parsecapi.APIError{Status: 404}
	n := signedIn(&device{}, served{session: "first", hosts: missing})
	checks := n.Service(t.Context())
	want(t, checks, "/hosts", OK, "not served here, and not needed")
	want(t, checks, "/v2/hosts", OK, "used")

	n.Route = parsecapi.RouteHosts
	want(t, n.Service(t.Context()), "/hosts", Fail, "404", `route = "auto"`)
}

func TestARouteThatNobodyUsesMayFail(t *testing.T) {
	checks := signedIn(&device{}, served{session: "first", v2: &parsecapi.APIError{Status: 401}}).Service(t.Context())
	want(t, checks, "/v2/hosts", OK, "not used")
	if !Well(checks) {
		t.Errorf("something fails: %+v", checks)
	}
}

func TestARefusedSessionIsReplacedOnce(t *testing.T) {
	d := &device{}
	checks := signedIn(d, served{session: "second"}).Service(t.Context())
	want(t, checks, "session", OK, "new")
	want(t, checks, "/hosts", OK, "200")
	if d.replaced != 1 {
		t.Errorf("replaced %d times", d.replaced)
	}
	checks = signedIn(&device{}, served{session: "none"}).Service(t.Context())
	want(t, checks, "/hosts", Fail, "refused the session")
}

func TestNoSessionIsToldAndTheRoutesAreNotAsked(t *testing.T) {
	checks := signedIn(&device{err: errors.New("the broker is away")}, served{}).Service(t.Context())
	if check := want(t, checks, "session", Fail, "the broker is away"); check.Found.Masked() != "<an error>" {
		t.Errorf("others see %q", check.Found.Masked())
	}
	want(t, checks, "routes", Skipped)

	checks = signedIn(&device{replaceErr: errors.New("no other one")}, served{session: "second"}).Service(t.Context())
	want(t, checks, "session", Fail, "no other one")
}

func TestWhatIsWorthKnowingOfTheSession(t *testing.T) {
	d := &device{told: Session{Origin: "session_id"}, notices: []string{"the store is read-only", "this computer's clock is late"}}
	n := signedIn(d, served{session: "first"})
	n.Skew = func() (time.Duration, bool) { return time.Hour, true }
	checks := n.Service(t.Context())
	want(t, checks, "notice", Warn, "the store is read-only")
	want(t, checks, "session", OK, "the one in the environment")
	if got := count(checks, Warn); got != 2 {
		t.Errorf("%d warnings in %+v, want that of the clock once", got, checks)
	}
}

func TestAListThatIsIncomplete(t *testing.T) {
	n := signedIn(&device{}, served{session: "first"})
	n.List = func(context.Context, parsecapi.Route, parsecapi.Session) (parsecapi.Page, error) {
		return parsecapi.Page{HasMore: true}, nil
	}
	want(t, n.Service(t.Context()), "/hosts", Warn, "there are more")
	n.List = func(context.Context, parsecapi.Route, parsecapi.Session) (parsecapi.Page, error) {
		return parsecapi.Page{Dropped: 2}, nil
	}
	want(t, n.Service(t.Context()), "/hosts", Warn, "2 without a usable peer_id")
}
