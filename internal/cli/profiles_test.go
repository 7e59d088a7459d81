package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/simulator"
	"parsec-hosts/ui"
)

// fleetOf is the service of one profile, which remembers what it was sent.
type fleetOf struct {
	*simulator.Simulator
	url, key string

	mu   sync.Mutex
	sent strings.Builder // all headers and addresses
}

// newFleet has one host of the given name.
func newFleet(t *testing.T, host string) *fleetOf {
	t.Helper()
	f := &fleetOf{key: "canary-key-of-" + host}
	f.Simulator = simulator.New(simulator.Options{APIKey: f.key})
	f.SetHosts(simulator.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: host, UserName: "studio#carla", Mode: simulator.ModeDesktop})
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

func (f *fleetOf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	fmt.Fprintf(&f.sent, "%s %s %v\n", r.Method, r.URL, r.Header)
	f.mu.Unlock()
	f.Simulator.ServeHTTP(w, r)
}

// expectNothingOf wants no request with a secret of the other service.
func (f *fleetOf) expectNothingOf(t *testing.T, other *fleetOf) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if strings.Contains(f.sent.String(), other.key) {
		t.Error("the API key of the other profile was sent here")
	}
	for _, r := range f.Requests() {
		if r.Method == http.MethodGet && r.Session < 0 || r.Status >= 400 {
			t.Errorf("%s %s with a session that is not from here: %d", r.Method, r.Path, r.Status)
		}
	}
}

// twoProfiles writes a configuration of the profiles production and staging, and of two that
// cannot be shown.
func twoProfiles(t *testing.T, production, staging *fleetOf) string {
	t.Helper()
	folder := t.TempDir()
	text := "default_profile = \"production\"\n"
	for name, f := range map[string]*fleetOf{"production": production, "staging": staging} {
		writePrivate(t, filepath.Join(folder, name), f.key)
		text += fmt.Sprintf("[profile.%s]\nbase_url = %q\nexternal_id = \"user-of-%[1]s\"\napi_key_file = %[1]q\n", name, f.url)
	}
	text += "[profile.nobody]\n[profile.unsorted]\nsession_command = [\"broker\"]\nsort = \"colour\"\n"
	path := filepath.Join(folder, "config.toml")
	writePrivate(t, path, text)
	return path
}

// openProfiles opens the profile that a dashboard would begin with.
func openProfiles(t *testing.T, path string, variables ...string) (*profiles, ui.Options) {
	t.Helper()
	a := &app{flags: config.Flags{Config: path}, environ: append(variables, "XDG_STATE_HOME="+t.TempDir())}
	c, err := a.openProfile("")
	if err != nil {
		t.Fatal(err)
	}
	p := &profiles{app: a}
	first, err := p.hold(c)
	if err != nil {
		t.Fatal(err)
	}
	return p, p.options(first)
}

// expectHost asks a profile's service and wants the host of that name.
func expectHost(t *testing.T, o ui.Options, name string) {
	t.Helper()
	page, err := o.Service.Hosts(context.Background())
	if err != nil || len(page.Hosts) != 1 || page.Hosts[0].Name != name {
		t.Errorf("%s has the hosts %+v, %v; want %s", o.Profile, page.Hosts, err, name)
	}
}

func TestEachProfileHasItsOwnService(t *testing.T) {
	production, staging := newFleet(t, "render-07"), newFleet(t, "stage-01")
	path := twoProfiles(t, production, staging)
	before := goleak.IgnoreCurrent()
	p, first := openProfiles(t, path)
	expectHost(t, first, "render-07")
	second, err := first.OpenProfile("staging")
	if err != nil {
		t.Fatal(err)
	}
	if second.Profile != "staging" || second.User != "user-of-staging" || second.BaseURL != staging.url {
		t.Errorf("the second profile is %q for %q at %s", second.Profile, second.User, second.BaseURL)
	}
	first.Close()
	expectHost(t, second, "stage-01")
	third, err := second.OpenProfile("production")
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
	expectHost(t, third, "render-07")
	if len(p.held) != 1 || production.SessionsCreated() != 1 {
		t.Errorf("%d profiles are held, %d sessions were created for the first one", len(p.held), production.SessionsCreated())
	}
	p.close()
	production.expectNothingOf(t, staging)
	staging.expectNothingOf(t, production)
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

func TestEachProfileIsShownAsItWasLeft(t *testing.T) {
	p, first := openProfiles(t, twoProfiles(t, newFleet(t, "a"), newFleet(t, "b")))
	defer p.close()
	if err := first.Memory.Save(ui.View{Sort: "user", Pinned: []string{"peer"}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"staging": "", "production": "user"} {
		o, err := first.OpenProfile(name)
		if err != nil || o.View.Sort != want || (len(o.View.Pinned) > 0) != (want != "") || o.Memory == nil || o.Journal == nil {
			t.Errorf("%s: %v, view %+v, memory %v, journal %v", name, err, o.View, o.Memory, o.Journal)
		}
	}
}

func TestTheMenuTellsWhereAndAsWhom(t *testing.T) {
	production := newFleet(t, "a")
	p, first := openProfiles(t, twoProfiles(t, production, newFleet(t, "b")))
	defer p.close()
	if first.Profile != "production" || first.OneProfile != "" {
		t.Errorf("profile %q, blocked by %q", first.Profile, first.OneProfile)
	}
	host := strings.TrimPrefix(production.url, "http://")
	for i, want := range []ui.ProfileChoice{
		{Name: "nobody", About: "kessel-api.parsecgaming.com, no way to sign in"},
		{Name: "production", About: host + ", user-of-production", Current: true},
	} {
		if first.Profiles[i] != want {
			t.Errorf("choice %d is %+v, want %+v", i, first.Profiles[i], want)
		}
	}
	if about := first.Profiles[3].About; about != "kessel-api.parsecgaming.com, session command" {
		t.Errorf("the last one is said to be %q", about)
	}
}

func TestAProfileThatCannotBeShownSaysWhy(t *testing.T) {
	p, first := openProfiles(t, twoProfiles(t, newFleet(t, "a"), newFleet(t, "b")))
	defer p.close()
	for name, want := range map[string]string{
		"nobody":   "nothing says how to sign in: add session_command to [profile.nobody] in ",
		"unsorted": `sort: there is no "colour"`,
		"gone":     `there is no profile "gone"`,
	} {
		_, err := first.OpenProfile(name)
		if err == nil || !strings.Contains(problem.Explain(err).String(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if len(p.held) != 1 {
		t.Errorf("%d profiles are held", len(p.held))
	}
	expectHost(t, first, "a")
}

// A variable that wins over every profile would sign in to staging as in production.
func TestNoProfileIsSwitchedWhileAVariableDecides(t *testing.T) {
	production, staging := newFleet(t, "a"), newFleet(t, "b")
	path := twoProfiles(t, production, staging)
	for _, pair := range []string{
		config.EnvBaseURL + "=" + production.url, config.EnvExternalID + "=anna",
		config.EnvAPIKey + "=" + production.key, config.EnvSessionID + "=canary",
	} {
		name, _, _ := strings.Cut(pair, "=")
		p, first := openProfiles(t, path, pair)
		want := name + " holds for every profile: start without it to switch"
		if first.OneProfile != want {
			t.Errorf("%s: blocked by %q", name, first.OneProfile)
		}
		if _, err := first.OpenProfile("staging"); err == nil || err.Error() != want {
			t.Errorf("%s: opened all the same: %v", name, err)
		}
		p.close()
	}
	if p, first := openProfiles(t, path, config.EnvProfile+"=staging"); first.OneProfile != "" {
		t.Errorf("the variable that chooses a profile blocks: %q", first.OneProfile)
	} else if _, err := first.OpenProfile("production"); err != nil {
		t.Error(err)
	} else {
		p.close()
	}
	if n := len(production.Requests()) + len(staging.Requests()); n > 0 {
		t.Errorf("opening profiles made %d requests", n)
	}
}

func TestWithoutOtherProfilesTheReasonNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	writePrivate(t, path, "[profile.default]\nsession_command = [\"broker\"]\n")
	p, only := openProfiles(t, path)
	defer p.close()
	if want := "there is no other profile: a [profile.NAME] in " + path + " makes one"; only.OneProfile != want || only.Profile != "" {
		t.Errorf("profile %q, blocked by %q, want %q", only.Profile, only.OneProfile, want)
	}
	if why := (&app{demo: true}).oneProfile(&config.Config{}); why != "the demonstration has one profile only" {
		t.Errorf("the demonstration says %q", why)
	}
}
