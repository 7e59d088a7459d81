package simulator

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestCreateSessionAnswersAsDocumented(t *testing.T) {
	c := call(t, Options{Now: (&clock{testStart}).Now})
	got, err := c.create()
	if err != nil {
		t.Fatal(err)
	}
	if got.status != http.StatusCreated || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, content type %q", got.status, got.header.Get("Content-Type"))
	}
	var body map[string]map[string]any
	c.decode(got.body, &body)
	session := body["session"]
	wantKeys(t, session, "id", "expires_at", "host_peer_id", "client_peer_id", "user_id", "roles")
	wantMatch(t, session["id"], `^[0-9a-f]{64}$`)
	wantMatch(t, session["host_peer_id"], `^[0-9A-Za-z]{27}$`)
	wantMatch(t, session["client_peer_id"], `^[0-9A-Za-z]{27}$`)
	if want := float64(testStart.Add(7 * 24 * time.Hour).Unix()); session["expires_at"] != want {
		t.Errorf("expires_at %v, want %v", session["expires_at"], want)
	}
	if session["id"] == c.session || c.sim.SessionsCreated() != 2 {
		t.Errorf("every call makes a session of its own: %d created", c.sim.SessionsCreated())
	}
}

func TestCreateSessionRefuses(t *testing.T) {
	c := call(t, Options{APIKey: "right"})
	for _, test := range []struct {
		name, key, body string
		status          int
		answer          string
	}{
		{"bad key", "wrong", `{"external_id":"anna"}`, 403, `{"error":"invalid api key"}`},
		{"no key", "", `{"external_id":"anna"}`, 403, `{"error":"invalid api key"}`},
		{"malformed key", "right key", `{"external_id":"anna"}`, 500, `{"message":"Internal Server Error"}`},
		{"empty external_id", "right", `{"external_id":""}`, 400, `{"error":"external_id is required"}`},
		{"not JSON", "right", `anna`, 400, `{"error":"invalid request body"}`},
	} {
		got, err := c.send("POST", "/enterprise/sessions", test.body, "x-api-key", test.key)
		if err != nil || got.status != test.status || got.body != test.answer {
			t.Errorf("%s: %d %s, %v; want %d %s", test.name, got.status, got.body, err, test.status, test.answer)
		}
	}
	if n := c.sim.SessionsCreated(); n != 1 {
		t.Errorf("%d sessions after refusals only, want the first", n)
	}
}

func TestHostsAnswersAsDocumented(t *testing.T) {
	c := call(t, Options{Hosts: 24, Seed: 1, Now: (&clock{testStart}).Now})
	got := c.mustGet("/hosts", 200)
	if date := got.header.Get("Date"); date != testStart.Format(http.TimeFormat) {
		t.Errorf("Date %q is not the service's clock", date)
	}
	var envelope map[string]json.RawMessage
	c.decode(got.body, &envelope)
	if len(envelope) != 2 || string(envelope["has_more"]) != "false" {
		t.Errorf("envelope %v", envelope)
	}
	rows := c.rows(got.body)
	if len(rows) != 24 {
		t.Fatalf("%d rows, want 24", len(rows))
	}
	for _, row := range rows {
		wantKeys(t, row, "peer_id", "name", "user_name", "description", "game", "players", "max_players",
			"public", "sdk_version", "mode", "user", "user_id", "build")
		wantMatch(t, row["peer_id"], `^[0-9A-Za-z]{27}$`)
		wantMatch(t, row["user_name"], `^studio#.+$`)
		if row["mode"] == ModeDesktop && row["game"] != nil || row["public"] != false {
			t.Errorf("row %v", row)
		}
	}
	if slash := c.mustGet("/hosts/", 200); slash.body != got.body {
		t.Error("/hosts/ differs from /hosts")
	}
}

func TestV2HostsAnswersByModeAndPublic(t *testing.T) {
	c := call(t, Options{Hosts: 24, Seed: 1})
	private := 0
	for _, mode := range []string{ModeDesktop, ModeGame} {
		for _, row := range c.rows(c.mustGet("/v2/hosts?mode="+mode+"&public=false", 200).body) {
			private++
			wantKeys(t, row, "peer_id", "name", "user", "game_id", "build", "description", "max_players", "mode",
				"players", "public", "self", "online", "event_name", "guest_access")
			wantKeys(t, row["user"].(map[string]any), "id", "name", "warp", "team_id", "external_id", "external_provider")
			if row["mode"] != mode || row["public"] != false || row["online"] != true {
				t.Errorf("mode=%s: row %v", mode, row)
			}
		}
	}
	if private != 24 {
		t.Errorf("the two modes list %d hosts together, want 24", private)
	}
	public := c.rows(c.mustGet("/v2/hosts?mode=game&public=true", 200).body)
	if len(public) == 0 || public[0]["public"] != true {
		t.Errorf("public games: %v", public)
	}
	if with := c.mustGet("/v2/hosts/?mode=game&public=true", 200).body; len(c.rows(with)) != len(public) {
		t.Error("/v2/hosts/ differs from /v2/hosts")
	}
	for _, mode := range []string{"", "?mode=", "?mode=all"} {
		c.mustGet("/v2/hosts"+mode, http.StatusBadRequest)
	}
}

func TestSessionsAreChecked(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{SessionLife: time.Hour, Now: now.Now})
	bare, err := c.send("GET", "/hosts", "")
	if err != nil || bare.status != 401 || bare.body != `{"error":"no session ID in request header"}` {
		t.Errorf("without a session: %v, %v", bare, err)
	}
	refused := func(what string) {
		t.Helper()
		for _, path := range []string{"/hosts", "/v2/hosts?mode=game", "/me"} {
			if got := c.mustGet(path, 401); got.body != `{"error":"invalid session ID"}` {
				t.Errorf("%s: %s", what, got.body)
			}
		}
	}
	c.mustGet("/hosts", 200)
	now.now = testStart.Add(time.Hour)
	refused("expired")

	c.session = c.signIn()
	c.mustGet("/hosts", 200)
	c.sim.RevokeAll()
	refused("revoked")

	c.session = strings.Repeat("a", 64)
	refused("unknown")
}

func TestARestartedServiceIssuesOtherSessions(t *testing.T) {
	before := call(t, Options{Seed: 1, Now: (&clock{testStart}).Now})
	after := call(t, Options{Seed: 1, Now: (&clock{testStart.Add(time.Hour)}).Now})
	if before.session == after.session {
		t.Error("the session that the restarted service refuses is the one it creates")
	}
	if before.sim.APIKey() != after.sim.APIKey() {
		t.Error("the key of a seed changed")
	}
}

func TestMeAndSigningOut(t *testing.T) {
	c := call(t, Options{})
	var me map[string]map[string]any
	c.decode(c.mustGet("/me", 200).body, &me)
	wantKeys(t, me["data"], "id", "name")
	if me["data"]["name"] != "anna" {
		t.Errorf("/me: %v", me)
	}
	gone, err := c.send("DELETE", "/auth/sessions", "", "Authorization", "Bearer "+c.session)
	if err != nil || gone.status != http.StatusNoContent || gone.body != "" {
		t.Errorf("sign out: %v, %v", gone, err)
	}
	c.mustGet("/me", 401)
}

func TestRoutesThatAreNotServed(t *testing.T) {
	for _, test := range []struct {
		served         parsecapi.Route
		hosts, v2Hosts int
	}{
		{parsecapi.RouteHosts, 200, 404},
		{parsecapi.RouteV2, 404, 200},
	} {
		c := call(t, Options{Routes: []parsecapi.Route{test.served}})
		c.mustGet("/hosts", test.hosts)
		c.mustGet("/v2/hosts?mode=desktop", test.v2Hosts)
	}
}

func TestEmptyAndIncompleteLists(t *testing.T) {
	for more, want := range map[bool]string{
		false: `{"data":[],"has_more":false}`,
		true:  `{"data":[],"has_more":true}`,
	} {
		if got := call(t, Options{HasMore: more}).mustGet("/hosts", 200); got.body != want {
			t.Errorf("HasMore %t: %s", more, got.body)
		}
	}
}

func TestSelfIsTheComputerOfEverySession(t *testing.T) {
	c := call(t, Options{Hosts: 3, Self: true})
	var answer sessionAnswer
	got, err := c.create()
	if err != nil {
		t.Fatal(err)
	}
	c.decode(got.body, &answer)
	listed := func(row map[string]any) bool { return row["peer_id"] == answer.Session.HostPeerID }
	if rows := c.rows(c.mustGet("/hosts", 200).body); !slices.ContainsFunc(rows, listed) {
		t.Errorf("host_peer_id %s is not in the list", answer.Session.HostPeerID)
	}
	selves := 0
	for _, row := range c.rows(c.mustGet("/v2/hosts?mode=desktop", 200).body) {
		if row["self"] != listed(row) {
			t.Errorf("self is %v of %v", row["self"], row["peer_id"])
		}
		if row["self"] == true {
			selves++
		}
	}
	if selves != 1 {
		t.Errorf("%d rows are self, want 1", selves)
	}
}

func TestETag(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{Hosts: 24, Churn: demoChurn, ETag: true, Now: now.Now})
	tag := c.mustGet("/hosts", 200).header.Get("ETag")
	same, err := c.get("/hosts", "If-None-Match", tag)
	if err != nil || same.status != http.StatusNotModified || same.body != "" {
		t.Errorf("unchanged: %v, %v", same, err)
	}
	now.now = testStart.Add(time.Minute)
	changed, err := c.get("/hosts", "If-None-Match", tag)
	if err != nil || changed.status != 200 || changed.header.Get("ETag") == tag {
		t.Errorf("changed: %d, %v", changed.status, err)
	}
	without := call(t, Options{Hosts: 1})
	if tag := without.mustGet("/hosts", 200).header.Get("ETag"); tag != "" {
		t.Errorf("ETag %q without the option", tag)
	}
}

func TestRequestsTellWhatAClientDid(t *testing.T) {
	c := call(t, Options{Hosts: 1, Now: (&clock{testStart}).Now})
	first := c.session
	c.session = c.signIn()
	c.sim.Fault(FaultServerError, 1)
	c.mustGet("/hosts", 500)
	c.session = first
	c.mustGet("/v2/hosts?mode=game", 200)
	host := strings.TrimPrefix(c.base, "http://")
	want := []Request{
		{testStart, "POST", host, "/enterprise/sessions", "", 201, -1, ""},
		{testStart, "POST", host, "/enterprise/sessions", "", 201, -1, ""},
		{testStart, "GET", host, "/hosts", "", 500, 1, FaultServerError},
		{testStart, "GET", host, "/v2/hosts", "mode=game", 200, 0, ""},
	}
	if got := c.sim.Requests(); !slices.Equal(got, want) {
		t.Errorf("requests\n%v\nwant\n%v", got, want)
	}
}

func TestRequestLogIsBounded(t *testing.T) {
	var log requestLog
	for i := range requestsKept + 5 {
		log.add(Request{Status: i})
	}
	if len(log.entries) != requestsKept || log.entries[0].Status != 5 {
		t.Errorf("%d entries from %d on", len(log.entries), log.entries[0].Status)
	}
}

func wantKeys(t *testing.T, object map[string]any, keys ...string) {
	t.Helper()
	if len(object) != len(keys) {
		t.Errorf("fields of %v, want %v", object, keys)
	}
	for _, key := range keys {
		if _, ok := object[key]; !ok {
			t.Errorf("no field %q in %v", key, object)
		}
	}
}

func wantMatch(t *testing.T, value any, pattern string) {
	t.Helper()
	text, ok := value.(string)
	if !ok || !regexp.MustCompile(pattern).MatchString(text) {
		t.Errorf("%v does not match %s", value, pattern)
	}
}
