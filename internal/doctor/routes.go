package doctor

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"parsec-hosts/internal/session"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// SignIn gets the device's session, as every other command does.
type SignIn interface {
	parsecapi.SessionSource
	// Describe tells of the session that was got last.
	Describe() Session
	// Notices are what is worth knowing of it.
	Notices() []string
}

// Session is what may be known of a session.
type Session struct {
	Origin    string    // where sessions come from, such as "session_command"
	Place     string    // where it is kept
	ExpiresAt time.Time // by the service's clock; zero when unknown
	Created   bool      // just now
}

// answer is what a route said.
type answer struct {
	route parsecapi.Route
	page  parsecapi.Page
	took  time.Duration
	err   error
}

// answers signs in and asks both routes. When the service refuses the session it is replaced once, as
// list would do.
func (n Network) answers(ctx context.Context) []Check {
	current, err := limited(ctx, signInLimit, n.SignIn.Session)
	if err != nil {
		return append(n.notices(), fail("session", said(err), advice(err)), skipped("routes", "not asked: there is no session"))
	}
	answers := n.askAll(ctx, current)
	if refused := n.wanted(answers).err; parsecapi.IsUnauthorized(refused) {
		replacement, err := limited(ctx, signInLimit, func(ctx context.Context) (parsecapi.Session, error) {
			return n.SignIn.Replace(ctx, current, refused)
		})
		if err != nil {
			return append(n.notices(), fail("session", said(err), advice(err)))
		}
		answers = n.askAll(ctx, replacement)
	}
	return append(append(n.notices(), n.session()), n.routes(answers)...)
}

func (n Network) notices() []Check {
	var checks []Check
	skew, _ := n.Skew()
	for _, notice := range n.SignIn.Notices() {
		if skew.Abs() >= session.SkewWorthSaying && strings.Contains(notice, "clock") {
			continue // it was told with the clock
		}
		checks = append(checks, warn("notice", Private("of the session", notice), "nothing needs to be done now: this is told once"))
	}
	return checks
}

func (n Network) session() Check {
	s := n.SignIn.Describe()
	if s.Origin == session.KindGiven {
		return ok("session", "the one in the environment")
	}
	found := "from " + Text(s.Origin)
	if s.Created {
		found += ", new"
	} else {
		found += ", kept from before"
	}
	if s.Place != "" {
		found += ", in " + place(s.Place)
	}
	if s.ExpiresAt.IsZero() {
		return ok("session", found+", without a known end")
	}
	skew, _ := n.Skew()
	return ok("session", found+", good for "+span(s.ExpiresAt.Sub(n.Now().Add(skew))))
}

// place names where a session is kept: the path of its file says no more than that it is one.
func place(where string) Text {
	if filepath.IsAbs(where) {
		return "a file that only you can read"
	}
	return shown(where)
}

func (n Network) askAll(ctx context.Context, with parsecapi.Session) []answer {
	var answers []answer
	for _, route := range []parsecapi.Route{parsecapi.RouteHosts, parsecapi.RouteV2} {
		a := answer{route: route}
		began := n.Now()
		a.page, a.err = limited(ctx, askLimit, func(ctx context.Context) (parsecapi.Page, error) {
			return n.List(ctx, route, with)
		})
		a.took = n.Now().Sub(began)
		answers = append(answers, a)
	}
	return answers
}

// wanted is the answer that the program would use.
func (n Network) wanted(answers []answer) answer {
	hosts, v2 := answers[0], answers[1]
	if n.Route == parsecapi.RouteV2 || n.Route == parsecapi.RouteAuto && notServed(hosts.err) {
		return v2
	}
	return hosts
}

func notServed(err error) bool {
	var api *parsecapi.APIError
	return errors.As(err, &api) && (api.Status == 404 || api.Status == 405 || api.Status == 410)
}

// routes tells of both. One that is not used may say what it likes.
func (n Network) routes(answers []answer) []Check {
	used := n.wanted(answers).route
	var checks []Check
	for _, a := range answers {
		name := "/" + Text(a.route)
		switch {
		case a.err == nil:
			checks = append(checks, a.good(name, a.route == used))
		case a.route == used:
			checks = append(checks, fail(name, said(a.err)+" after "+span(a.took), routeRemedy(n.Route, a.err)))
		case notServed(a.err):
			checks = append(checks, ok(name, "not served here, and not needed"))
		default:
			checks = append(checks, ok(name, "not used: "+said(a.err)))
		}
	}
	return checks
}

func (a answer) good(name Text, used bool) Check {
	found := Text("200, "+words.Plural(len(a.page.Hosts), "host")) + ", in " + span(a.took)
	if used {
		found += ", used"
	}
	switch {
	case len(a.page.Failed) > 0:
		return warn(name, found+"; "+Text(words.Plural(len(a.page.Failed), "request")+" for it failed: ")+said(a.page.Failed[0]), "hosts may be missing from the list")
	case a.page.Dropped > 0:
		return warn(name, found+Text(fmt.Sprintf("; %d without a usable peer_id", a.page.Dropped)), "whoever runs the service can mend that")
	case a.page.HasMore:
		return warn(name, found+"; the service says that there are more", "hosts are missing from the list, and there is no way to ask for them")
	}
	return ok(name, found)
}

func routeRemedy(wanted parsecapi.Route, err error) Text {
	if notServed(err) && wanted != parsecapi.RouteAuto {
		return `set route = "auto"`
	}
	return advice(err)
}
