package parsecapi

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// byPath is a service whose routes each have a handler; others are not found.
func byPath(routes map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		handler, found := routes[r.URL.Path]
		if !found {
			http.Error(w, `{"error":"not found"}`, http.StatusNotFound)
			return
		}
		handler(w, r)
	}
}

// v2 is a /v2/hosts whose answer depends on mode and public; absent ones are answered with 500.
func v2(answers map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, found := answers[r.URL.Query().Get("mode")+" "+r.URL.Query().Get("public")]
		if !found {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = w.Write([]byte(body))
	}
}

func peerIDs(hosts []*Host) string {
	var ids []string
	for _, host := range hosts {
		ids = append(ids, host.PeerID)
	}
	return strings.Join(ids, " ")
}

func TestHostsSendsWhatIsDocumented(t *testing.T) {
	page, err := hostsOf(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "GET" || r.URL.String() != "/hosts" {
			t.Errorf("request is %s %s, want GET /hosts", r.Method, r.URL)
		}
		if got := r.Header.Get("Authorization"); got != "Bearer "+canarySession {
			t.Errorf("Authorization is %q", got)
		}
		if got := r.Header.Get("User-Agent"); got != "parsec-hosts" {
			t.Errorf("User-Agent is %q", got)
		}
		_, _ = w.Write([]byte(oneHost))
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Hosts) != 1 || page.Hosts[0].Name != "edit-suite-01" || !page.Complete() || page.Unchanged {
		t.Errorf("page is %+v", page)
	}
	if page.SelfPeerID != "SELF" || !page.Session.ID.Equal(testSession.ID) || page.Route != RouteHosts || page.Requests != 1 {
		t.Errorf("page is %+v", page)
	}
	if page.ServerTime.IsZero() {
		t.Error("the page has no server time")
	}
}

func TestBasePathIsKept(t *testing.T) {
	server := serve(t, byPath(map[string]http.HandlerFunc{"/gateway/parsec/hosts": answerWith(200, oneHost)}))
	for _, path := range []string{"/gateway/parsec", "/gateway/parsec/"} {
		if _, err := newTestClient(t, server.URL+path).Hosts(t.Context()); err != nil {
			t.Errorf("base path %s: %v", path, err)
		}
	}
}

func TestAutoFallsBackAndRemembers(t *testing.T) {
	for _, status := range []int{404, 405, 410} {
		var refused, served atomic.Int32
		server := serve(t, byPath(map[string]http.HandlerFunc{
			"/hosts":    counted(&refused, answerWith(status, "")),
			"/v2/hosts": counted(&served, v2(map[string]string{"desktop false": oneHost, "game false": `{"data":[]}`})),
		}))
		client := newTestClient(t, server.URL)
		for i, requests := range []int{3, 2, 2} {
			page, err := client.Hosts(t.Context())
			if err != nil || page.Route != RouteV2 || page.Requests != requests || len(page.Hosts) != 1 {
				t.Fatalf("status %d, poll %d: page %+v, error %v", status, i, page, err)
			}
		}
		if refused.Load() != 1 || served.Load() != 6 {
			t.Errorf("status %d: /hosts asked %d times, /v2/hosts %d times, want 1 and 6", status, refused.Load(), served.Load())
		}
	}
}

func TestAutoReturnsToHostsWhenV2IsGone(t *testing.T) {
	var v2Works atomic.Bool
	v2Works.Store(true)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if v2Works.Load() == (r.URL.Path == "/v2/hosts") {
			_, _ = w.Write([]byte(oneHost))
			return
		}
		w.WriteHeader(http.StatusNotFound)
	})
	client := newTestClient(t, server.URL)
	for _, want := range []Route{RouteV2, RouteHosts} {
		v2Works.Store(want == RouteV2)
		if page, err := client.Hosts(t.Context()); err != nil || page.Route != want {
			t.Errorf("route is %s (%v), want %s", page.Route, err, want)
		}
	}
}

func TestNoFallbackForOtherFailures(t *testing.T) {
	for _, status := range []int{400, 401, 403, 429, 500, 502} {
		var v2Asked atomic.Int32
		_, err := hostsOf(t, byPath(map[string]http.HandlerFunc{
			"/hosts":    answerWith(status, ""),
			"/v2/hosts": counted(&v2Asked, answerWith(200, oneHost)),
		}))
		wantAPI(t, err, status)
		if v2Asked.Load() != 0 {
			t.Errorf("status %d made the client ask the other route", status)
		}
	}
}

func TestPinnedRouteIsNotLeft(t *testing.T) {
	for route, other := range map[Route]string{RouteHosts: "/v2/hosts", RouteV2: "/hosts"} {
		page, err := hostsOf(t, byPath(map[string]http.HandlerFunc{other: answerWith(200, oneHost)}), WithRoute(route))
		wantAPI(t, err, 404)
		if page.Requests == 0 || len(page.Hosts) != 0 {
			t.Errorf("page beside the error is %+v, want the requests spent and no hosts", page)
		}
	}
}

func TestV2MergesItsQueries(t *testing.T) {
	answers := map[string]string{
		"desktop false": `{"data":[{"peer_id":"A","mode":"desktop"},{"peer_id":"B"}],"has_more":false}`,
		"game false":    `{"data":[{"peer_id":"B","mode":"game"},{"peer_id":"C"},null],"has_more":false}`,
		"desktop true":  `{"data":[{"peer_id":"D"}],"has_more":true}`,
		"game true":     `{"data":null,"has_more":false}`,
	}
	page, err := hostsOf(t, v2(answers), WithRoute(RouteV2))
	if err != nil || peerIDs(page.Hosts) != "A B C" || page.Requests != 2 || page.Dropped != 1 || page.HasMore {
		t.Errorf("private: hosts %s, page %+v, error %v", peerIDs(page.Hosts), page, err)
	}
	if mode := page.Hosts[1].Metadata.Mode; mode != "game" {
		t.Errorf("mode of the host in both lists is %q", mode)
	}
	page, err = hostsOf(t, v2(answers), WithRoute(RouteV2), WithPublicGames(true))
	if err != nil || peerIDs(page.Hosts) != "A B C D" || page.Requests != 4 || !page.HasMore || page.Complete() {
		t.Errorf("with public: hosts %s, page %+v, error %v", peerIDs(page.Hosts), page, err)
	}
}

func TestV2KeepsWhatSucceeded(t *testing.T) {
	page, err := hostsOf(t, v2(map[string]string{"game false": oneHost}), WithRoute(RouteV2))
	if err != nil || len(page.Hosts) != 1 || len(page.Failed) != 1 || page.Complete() {
		t.Fatalf("page %+v, error %v", page, err)
	}
	wantAPI(t, page.Failed[0], 500)
	checkNoSecret(t, page.Failed[0])

	_, err = hostsOf(t, v2(nil), WithRoute(RouteV2))
	wantAPI(t, err, 500)
}

func TestV2StopsAskingAtARateLimit(t *testing.T) {
	var asked atomic.Int32
	page, err := hostsOf(t, counted(&asked, answerWith(429, "")), WithRoute(RouteV2), WithPublicGames(true))
	wantAPI(t, err, 429)
	if asked.Load() != 1 || page.Requests != 1 {
		t.Errorf("%d requests, %d counted, want 1", asked.Load(), page.Requests)
	}
}

func TestV2RefusalOfAnyQueryRefusesTheSession(t *testing.T) {
	source := &scriptedSource{sessions: []Session{testSession}, err: errors.New("none left")}
	_, err := hostsOf(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("mode") == "game" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(oneHost))
	}, WithRoute(RouteV2), WithSessionSource(source))
	wantAPI(t, err, 401)
	if len(source.replaced) != 1 {
		t.Errorf("the source was asked %d times, want once", len(source.replaced))
	}
}

func TestHostsWithoutAUsableSession(t *testing.T) {
	var asked atomic.Int32
	server := serve(t, counted(&asked, answerWith(200, oneHost)))
	for name, source := range map[string]SessionSource{
		"no source":      nil,
		"no session":     StaticSession(Session{}),
		"line end in it": StaticSession(Session{ID: NewSecret(canarySession + "\r\nX-Evil: 1")}),
	} {
		_, err := newTestClient(t, server.URL, WithSessionSource(source)).Hosts(t.Context())
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		checkNoSecret(t, err)
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests were sent without a session", asked.Load())
	}
}

func TestConcurrentPolls(t *testing.T) {
	var n atomic.Int32
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte([]string{oneHost, twoHosts}[n.Add(1)%2]))
	})
	client := newTestClient(t, server.URL)
	var polls sync.WaitGroup
	for range 8 {
		polls.Go(func() {
			for range 20 {
				page, err := client.Hosts(t.Context())
				if err != nil || len(page.Hosts) == 0 {
					t.Errorf("page %+v, error %v", page, err)
				}
			}
		})
	}
	polls.Wait()
}
