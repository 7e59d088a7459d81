package parsecapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

var benchSizes = []int{100, 1_000, 10_000, 100_000}

// manyHosts returns a host list as /hosts sends it, with n hosts.
func manyHosts(n int) []byte {
	var body strings.Builder
	body.WriteString(`{"data":[`)
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"peer_id":"1QA0qE1h0aBW7GKRTXCU%07d","name":"render-%05d","user_name":"studio#%d",`+
			`"description":"","game":null,"players":%d,"max_players":4,"public":false,"sdk_version":1,"mode":"desktop",`+
			`"user":{"id":%d,"name":"user","warp":false},"user_id":%d,"build":"150-0"}`, i, i, i, i%5, i, i)
	}
	body.WriteString(`],"has_more":false}`)
	return []byte(body.String())
}

// compare runs two ways to do a thing in turn and reports how long ours takes, and as a share of the
// other. The fastest run of each counts: whatever else the computer does only makes them slower. The
// clock of b goes on all the time, since stopping it stops the world, from which neither recovers
// within its turn.
func compare(b *testing.B, ours, other func()) {
	best := func(before time.Duration, run func()) time.Duration {
		start := time.Now()
		run()
		took := time.Since(start)
		if before > 0 {
			took = min(took, before)
		}
		return took
	}
	var mine, theirs time.Duration
	for b.Loop() {
		theirs = best(theirs, other)
		mine = best(mine, ours)
	}
	b.ReportMetric(0, "ns/op") // of both together: it says nothing
	b.ReportMetric(testing.AllocsPerRun(5, ours), "allocs")
	b.ReportMetric(float64(mine)/float64(theirs), "ratio")
	b.ReportMetric(float64(mine.Nanoseconds()), "ns-best")
}

// jsonPage is a host list as encoding/json reads it by itself: exact types, and nothing forgiven.
type jsonPage struct {
	Data    []jsonHost `json:"data"`
	HasMore bool       `json:"has_more"`
}

type jsonHost struct {
	PeerID      string  `json:"peer_id"`
	Name        string  `json:"name"`
	UserName    string  `json:"user_name"`
	Description string  `json:"description"`
	Mode        string  `json:"mode"`
	Game        *string `json:"game"`
	Players     int     `json:"players"`
	MaxPlayers  int     `json:"max_players"`
	Public      bool    `json:"public"`
	Online      *bool   `json:"online"`
	Self        bool    `json:"self"`
	Build       string  `json:"build"`
	EventName   string  `json:"event_name"`
	User        struct {
		Name       string `json:"name"`
		Provider   string `json:"external_provider"`
		ExternalID string `json:"external_id"`
	} `json:"user"`
}

// BenchmarkColdDecode reads a first answer. The ratio is to encoding/json with plain structs.
func BenchmarkColdDecode(b *testing.B) {
	for _, size := range benchSizes {
		body := manyHosts(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			compare(b, func() {
				if list, err := decodeHosts(bytes.NewReader(body), nil); err != nil || len(list.hosts) != size {
					b.Fatal(err)
				}
			}, func() {
				var page jsonPage
				if err := json.Unmarshal(body, &page); err != nil || len(page.Data) != size {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkUnchangedPoll polls a list that stays as it is. The ratio is to a bare GET of the same
// body into memory that is used again.
func BenchmarkUnchangedPoll(b *testing.B) {
	for _, size := range benchSizes {
		body := manyHosts(size)
		server := serve(b, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
		b.Run(fmt.Sprint(size), func(b *testing.B) { compareUnchanged(b, server) })
	}
}

// BenchmarkNotModified polls a service that answers by 304. The ratio is to a bare GET answered so.
func BenchmarkNotModified(b *testing.B) {
	for _, size := range benchSizes {
		body := manyHosts(size)
		server := serve(b, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write(body)
		})
		b.Run(fmt.Sprint(size), func(b *testing.B) { compareUnchanged(b, server) })
	}
}

func compareUnchanged(b *testing.B, server *httptest.Server) {
	client := newTestClient(b, server.URL)
	page, err := client.Hosts(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	bare := bareGet(b, server)
	compare(b, func() {
		if page, err = client.Hosts(context.Background()); err != nil || !page.Unchanged {
			b.Fatal(page.Unchanged, err)
		}
	}, bare)
}

// bareGet returns what no poll can do without: a GET on a kept connection of the client's own settings,
// given up when it takes too long.
func bareGet(b *testing.B, server *httptest.Server) func() {
	base, err := url.Parse(server.URL)
	if err != nil {
		b.Fatal(err)
	}
	transport, err := newTransport(base, "", "")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(transport.CloseIdleConnections)
	client := http.Client{Transport: transport, Timeout: DefaultTimeout}
	var body bytes.Buffer
	return func() {
		request, err := http.NewRequest(http.MethodGet, server.URL+"/hosts", nil)
		if err != nil {
			b.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer x")
		request.Header.Set("If-None-Match", `"v1"`)
		response, err := client.Do(request)
		if err != nil {
			b.Fatal(err)
		}
		body.Reset()
		_, _ = io.Copy(&body, response.Body)
		_ = response.Body.Close()
	}
}
