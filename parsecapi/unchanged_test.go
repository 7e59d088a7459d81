package parsecapi

import (
	"net/http"
	"sync/atomic"
	"testing"
)

// same reports whether two pages share one slice of hosts.
func same(a, b Page) bool {
	return len(a.Hosts) == len(b.Hosts) && (len(a.Hosts) == 0 || &a.Hosts[0] == &b.Hosts[0])
}

func poll(t *testing.T, client *Client) Page {
	t.Helper()
	page, err := client.Hosts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestSameBodyIsUnchanged(t *testing.T) {
	var body atomic.Value
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body.Load().(string))) })
	client := newTestClient(t, server.URL)
	body.Store(oneHost)
	first := poll(t, client)
	second := poll(t, client)
	if first.Unchanged || !second.Unchanged || !same(first, second) {
		t.Errorf("first %v, second %v, same slice %v", first.Unchanged, second.Unchanged, same(first, second))
	}
	body.Store(twoHosts)
	if third := poll(t, client); third.Unchanged || len(third.Hosts) != 2 {
		t.Errorf("a new list is unchanged: %v, with %d hosts", third.Unchanged, len(third.Hosts))
	}
	body.Store(`{"data":[],"has_more":false}`)
	if poll(t, client).Unchanged || !poll(t, client).Unchanged {
		t.Error("an empty list is no list like any other")
	}
}

func TestETagIsSentBack(t *testing.T) {
	var version atomic.Value
	var notModified atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		etag := version.Load().(string)
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			notModified.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte(map[string]string{`W/"1"`: oneHost, `"2"`: twoHosts}[etag]))
	})
	client := newTestClient(t, server.URL)
	version.Store(`W/"1"`)
	first, second := poll(t, client), poll(t, client)
	if !second.Unchanged || !same(first, second) || notModified.Load() != 1 {
		t.Errorf("unchanged %v, same %v, %d answers 304", second.Unchanged, same(first, second), notModified.Load())
	}
	version.Store(`"2"`)
	if page := poll(t, client); page.Unchanged || len(page.Hosts) != 2 {
		t.Errorf("a new ETag is unchanged: %v, %d hosts", page.Unchanged, len(page.Hosts))
	}
	if !poll(t, client).Unchanged || notModified.Load() != 2 {
		t.Error("the new ETag was not sent back")
	}
}

func TestNotModifiedOutOfTheBlueIsAnError(t *testing.T) {
	_, err := hostsOf(t, answerWith(304, ""))
	wantAPI(t, err, 304)
}

func TestV2IsUnchangedOnlyAsAWhole(t *testing.T) {
	var game atomic.Value
	game.Store(`{"data":[{"peer_id":"G1"}]}`)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body := oneHost
		if r.URL.Query().Get("mode") == "game" {
			body = game.Load().(string)
		}
		if body == "" {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = w.Write([]byte(body))
	})
	client := newTestClient(t, server.URL, WithRoute(RouteV2))
	first, second := poll(t, client), poll(t, client)
	if first.Unchanged || !second.Unchanged || !same(first, second) {
		t.Error("two equal answers are not unchanged")
	}
	game.Store(`{"data":[{"peer_id":"G2"}]}`)
	if page := poll(t, client); page.Unchanged || peerIDs(page.Hosts[1:]) != "G2" {
		t.Errorf("half a change is unchanged: %v, %s", page.Unchanged, peerIDs(page.Hosts))
	}
	game.Store("")
	for range 2 {
		if page := poll(t, client); page.Unchanged || len(page.Failed) != 1 {
			t.Errorf("a page with a failed query is unchanged: %v", page.Unchanged)
		}
	}
	game.Store(`{"data":[{"peer_id":"G2"}]}`)
	if page := poll(t, client); page.Unchanged || len(page.Hosts) != 2 {
		t.Error("the first whole page after a failed query is unchanged")
	}
}

func TestAnotherSessionIsAnotherList(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			t.Error("the ETag of another session was sent")
		}
		w.Header().Set("ETag", `"1"`)
		_, _ = w.Write([]byte(oneHost))
	})
	source := &scriptedSource{sessions: []Session{testSession}}
	client := newTestClient(t, server.URL, WithSessionSource(source))
	poll(t, client)
	source.sessions = []Session{{ID: NewSecret(canarySession2), HostPeerID: "OTHER"}}
	if page := poll(t, client); page.Unchanged || page.SelfPeerID != "OTHER" {
		t.Errorf("page is %+v", page)
	}
}

// A caller drops an answer that was overtaken by a later request's. If the client remembered it
// all the same, the next one could be called unchanged against a page nobody saw.
func TestFault44_AnOvertakenAnswerIsNotRemembered(t *testing.T) {
	firstArrived, release := make(chan struct{}), make(chan struct{})
	var n atomic.Int32
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		body := oneHost
		switch n.Add(1) {
		case 1:
			close(firstArrived)
			<-release
		case 2:
			body = twoHosts
		}
		_, _ = w.Write([]byte(body))
	})
	client := newTestClient(t, server.URL)
	late := make(chan Page)
	go func() {
		page, err := client.Hosts(t.Context())
		if err != nil {
			t.Error(err)
		}
		late <- page
	}()
	<-firstArrived
	newer := poll(t, client)
	close(release)
	if page := <-late; len(page.Hosts) != 1 || page.Unchanged {
		t.Errorf("the late page is %+v", page)
	}
	if page := poll(t, client); page.Unchanged || same(page, newer) || len(page.Hosts) != 1 {
		t.Errorf("after a late answer an equal one is unchanged: %v", page.Unchanged)
	}
}
