package parsecapi

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAnObserverHearsOfEveryRequest(t *testing.T) {
	var seen []Exchange
	now := time.Unix(1_800_000_000, 0)
	clock := func() time.Time { now = now.Add(250 * time.Millisecond); return now }
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			answerWith(201, `{"session":{"id":"`+canarySession+`"}}`)(w, r)
		case r.URL.Query().Get("mode") == "game":
			answerWith(500, "in trouble with "+r.Header.Get("Authorization"))(w, r)
		case r.URL.Path == "/v2/hosts":
			answerWith(200, oneHost)(w, r)
		default:
			answerWith(404, "nothing here")(w, r)
		}
	})
	client := newTestClient(t, server.URL, WithClock(clock), WithObserver(func(e Exchange) { seen = append(seen, e) }))
	if _, err := client.CreateSession(t.Context(), NewSecret(canaryKey), "anna"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Hosts(t.Context()); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range seen {
		told = append(told, fmt.Sprint(e.Op, "|", e.Method, "|", e.Path, "|", e.Status, "|", e.Bytes, "|", e.Err))
		if e.Host != strings.TrimPrefix(server.URL, "http://") || e.Duration <= 0 {
			t.Errorf("host %s, duration %v", e.Host, e.Duration)
		}
	}
	want := []string{
		"create session|POST|/enterprise/sessions|201|52|<nil>",
		"list hosts|GET|/hosts|404|12|<nil>",
		fmt.Sprintf("list hosts|GET|/v2/hosts?mode=desktop&public=false|200|%d|<nil>", len(oneHost)),
		"list hosts|GET|/v2/hosts?mode=game&public=false|500|54|<nil>",
	}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	if printed := fmt.Sprintf("%+v %#v", seen, seen); strings.Contains(printed, "CANARY") {
		t.Errorf("an observer is told a secret: %s", printed)
	}
}

func TestAnObserverHearsOfRequestsWithoutAnAnswer(t *testing.T) {
	server := serve(t, nil)
	server.Close()
	var seen []Exchange
	client := newTestClient(t, server.URL, WithObserver(func(e Exchange) { seen = append(seen, e) }))
	_, err := client.Hosts(t.Context())
	wantTransport(t, err, KindRefused)
	if len(seen) != 1 || seen[0].Status != 0 || seen[0].Err != err {
		t.Errorf("told %+v of %v", seen, err)
	}
}
