//go:build unix

package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The samples of the vendor's API pages, with the outer braces that a page leaves out.
const (
	letterSession = "aaaaaaaa1111111111ffffffffffffffffff222222222222222222bbbbbbbbbb"
	letterPeer    = "1QA0qE1h0aBW7GKRTXCU0ZInLVZ"

	letterCreated = `{"session": {"id": "%s",
		"expires_at": %d,
		"host_peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ",
		"client_peer_id": "1QA0qBt04fWhJqgII3a1TnsG8Ls",
		"user_id": 1234, "roles": ["host", "client"]}}`
	letterHosts = `{"data": [{"peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "name": "name set via SDK", "user_name": "abcd#43523",
		"description": "", "game": null, "players": 0, "max_players": 0, "public": false, "sdk_version": 1,
		"mode": "desktop", "user": {"…": "object"}, "user_id": 1234, "build": "150-0"}],
		"has_more": false}`
	letterNone = `{"data": null, "has_more": false}`

	letterDesktops = `{"data": [{"peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "name": "name set via SDK",
		"user": {"id": 1234, "name": "43523", "warp": false}, "game_id": "", "build": "150-0", "description": "",
		"max_players": 4, "mode": "desktop", "players": 1, "public": false, "self": true}], "has_more": false}`
)

// What list --json says of these samples.
const (
	letterListed = `{"hosts": [{"peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "name": "name set via SDK", "user_name": "abcd#43523",
		"provider": "abcd", "external_id": "43523", "presence": "online", "self": true,
		"metadata": {"description": "", "game": null, "players": 0, "max_players": 0, "public": false, "sdk_version": 1,
			"mode": "desktop", "user": {"…": "object"}, "user_id": 1234, "build": "150-0"}}], "total": 1, "complete": true}`
	letterNoneListed     = `{"hosts": [], "total": 0, "complete": true}`
	letterDesktopsListed = `{"hosts": [{"peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "name": "name set via SDK", "user_name": "43523",
		"provider": "", "external_id": "43523", "presence": "online", "self": true,
		"metadata": {"user": {"id": 1234, "name": "43523", "warp": false}, "game_id": "", "build": "150-0", "description": "",
			"max_players": 4, "mode": "desktop", "players": 1, "public": false, "self": true}}], "total": 1, "complete": true}`
)

const (
	farFuture    = 4102444800 // in the year 2100
	sampleExpiry = 1774000000 // of the vendor's sample, which is past
)

// letter is a service that follows the vendor's pages to the letter and shares no code with the
// simulator. A request that the pages do not show fails the test.
type letter struct {
	t         *testing.T
	session   string            // the ID of the one session it hands out
	expiresAt int               // Unix seconds
	answers   map[string]string // bodies by path and query
	moved     map[string]string // redirects by path
	created   atomic.Int32
}

// listen serves until the test ends, and returns the base URL.
func (l *letter) listen() string {
	server := httptest.NewServer(l)
	l.t.Cleanup(server.Close)
	return server.URL
}

func (l *letter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Error(err)
	}
	if r.Method == http.MethodPost && r.RequestURI == "/enterprise/sessions" {
		l.create(w, r.Header, body)
		return
	}
	l.want(r.Method, http.MethodGet)
	l.want(r.Header["Authorization"], []string{"Bearer " + l.session})
	l.want(r.Header["X-Api-Key"], []string(nil))
	l.want(string(body), "")
	if to, moved := l.moved[r.RequestURI]; moved {
		http.Redirect(w, r, to, http.StatusMovedPermanently)
		return
	}
	answer, served := l.answers[r.RequestURI]
	w.Header().Set("Content-Type", "application/json")
	if !served {
		w.WriteHeader(http.StatusNotFound)
		answer = `{"error": "not found"}`
	}
	_, _ = io.WriteString(w, answer)
}

func (l *letter) create(w http.ResponseWriter, header http.Header, body []byte) {
	l.created.Add(1)
	l.want(header["X-Api-Key"], []string{canaryKey})
	l.want(header["Content-Type"], []string{"application/json"})
	l.want(header["Authorization"], []string(nil))
	var sent any
	if err := json.Unmarshal(body, &sent); err != nil {
		l.t.Errorf("the request's body %q: %v", body, err)
	}
	l.want(sent, map[string]any{"external_id": "43523"})
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_, _ = fmt.Fprintf(w, letterCreated, l.session, l.expiresAt)
}

func (l *letter) want(got, want any) {
	if diff := cmp.Diff(want, got); diff != "" {
		l.t.Errorf("request (-want +got)\n%s", diff)
	}
}

func TestServiceToTheLetterIsListed(t *testing.T) {
	tests := []struct {
		name           string
		answers, moved map[string]string
		expiresAt      int
		want           string
	}{
		{name: "documented route", answers: map[string]string{"/hosts": letterHosts}, want: letterListed},
		{name: "documented route with a slash", answers: map[string]string{"/hosts/": letterHosts},
			moved: map[string]string{"/hosts": "/hosts/"}, want: letterListed},
		{name: "documented expiry", answers: map[string]string{"/hosts": letterHosts}, expiresAt: sampleExpiry, want: letterListed},
		{name: "no hosts", answers: map[string]string{"/hosts": letterNone}, want: letterNoneListed},
		{name: "later route", answers: map[string]string{
			"/v2/hosts?mode=desktop&public=false": letterDesktops,
			"/v2/hosts?mode=game&public=false":    letterNone,
		}, want: letterDesktopsListed},
	}
	configure := map[string]func(t *testing.T, p *process, baseURL string){
		"by environment": configureByEnvironment,
		"by file":        configureByFile,
	}
	for _, tt := range tests {
		for how, configure := range configure {
			t.Run(tt.name+" "+how, func(t *testing.T) {
				t.Parallel()
				service := letter{t: t, session: letterSession, answers: tt.answers, moved: tt.moved, expiresAt: farFuture}
				if tt.expiresAt != 0 {
					service.expiresAt = tt.expiresAt
				}
				baseURL, state := service.listen(), t.TempDir()
				for range 2 {
					p := newProcess(t, "list", "--json")
					p.Env = append(p.Env, "XDG_STATE_HOME="+state)
					configure(t, p, baseURL)
					wantListed(t, p, tt.want)
				}
				if created := service.created.Load(); created != 1 {
					t.Errorf("%d sessions were created for two runs, want 1", created)
				}
			})
		}
	}
}

func configureByEnvironment(_ *testing.T, p *process, baseURL string) {
	p.Env = append(p.Env, "PARSEC_HOSTS_BASE_URL="+baseURL, "PARSEC_HOSTS_API_KEY="+canaryKey, "PARSEC_HOSTS_EXTERNAL_ID=43523")
}

// configureByFile writes the configuration where the program looks for it by itself.
func configureByFile(t *testing.T, p *process, baseURL string) {
	t.Helper()
	folder := t.TempDir()
	p.Env = append(p.Env, "XDG_CONFIG_HOME="+folder)
	writePrivate(t, filepath.Join(folder, "api-key"), canaryKey+"\n")
	writePrivate(t, filepath.Join(folder, "parsec-hosts", "config.toml"),
		fmt.Sprintf("base_url = %q\nexternal_id = \"43523\"\napi_key_file = \"../api-key\"\n", baseURL))
}

func wantListed(t *testing.T, p *process, want string) {
	t.Helper()
	output, err := p.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, p.stderr.String())
	}
	var listed, wanted any
	if err := json.Unmarshal(output, &listed); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, listed); diff != "" {
		t.Errorf("output (-want +got)\n%s", diff)
	}
}

// TestServiceToTheLetterIsLaunchedFrom goes from an empty state to a launched program by a
// configuration file alone.
func TestServiceToTheLetterIsLaunchedFrom(t *testing.T) {
	service := letter{t: t, session: letterSession, answers: map[string]string{"/hosts": letterHosts}, expiresAt: farFuture}
	probe := newProbe(t)
	p := newProcess(t)
	p.Env = append(p.Env, "XDG_STATE_HOME="+t.TempDir())
	configureByFile(t, p, service.listen())
	appendFile(t, filepath.Join(lookup(p.Environ(), "XDG_CONFIG_HOME"), "parsec-hosts", "config.toml"),
		probe.launcher("background", "none")+probe.launcher("background", "env"))
	c := startConsole(t, p)
	c.expect("name set via SDK")
	for _, launch := range []struct{ keys, session string }{{"\ryy", ""}, {"l\ryy", letterSession}} {
		c.press(launch.keys) // the sample's host is this computer, which is asked about, and may have appeared just now
		if told := probe.next(); told.peer != letterPeer || told.session != launch.session {
			t.Errorf("the launcher was handed %+v", told)
		}
		probe.release()
	}
	c.press("q")
	c.expectExit(0)
}
