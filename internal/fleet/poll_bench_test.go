package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// answerOf returns an answer of n hosts. One in a hundred tells another number of guests in each version.
func answerOf(n, version int) []byte {
	var body strings.Builder
	body.WriteString(`{"data":[`)
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		guests := 0
		if i%100 == 0 {
			guests = version
		}
		fmt.Fprintf(&body, `{"peer_id":"1QA0qE1h0aBW7GKRTXCU%07d","name":"render-%05d","user_name":"studio#%d",`+
			`"description":"","game":null,"players":%d,"max_players":4,"public":false,"sdk_version":1,"mode":"desktop",`+
			`"user":{"id":%d,"name":"user","warp":false},"user_id":%d,"build":"150-0"}`, i*7919%n, i, i, guests, i, i)
	}
	body.WriteString(`],"has_more":false}`)
	return []byte(body.String())
}

// BenchmarkChangedPoll is a poll in which one host in a hundred changed, from the request to the
// events. The ratio is to a bare GET of the same body into memory that is used again, with which it
// takes turns, and the share is of what encoding/json alone takes to decode the body, which is
// measured by itself: what it leaves behind would slow down whoever comes next.
func BenchmarkChangedPoll(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			bodies := [2][]byte{answerOf(n, 1), answerOf(n, 2)}
			version := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write(bodies[version%2])
			}))
			defer server.Close()
			client, err := parsecapi.New(parsecapi.WithBaseURL(server.URL),
				parsecapi.WithSessionSource(parsecapi.StaticSession(parsecapi.Session{ID: parsecapi.NewSecret("x")})))
			if err != nil {
				b.Fatal(err)
			}
			defer client.CloseIdleConnections()
			bare := http.Client{Transport: &http.Transport{}, Timeout: time.Minute}
			defer bare.CloseIdleConnections()
			var f Fleet
			poll := func() (events []Event) {
				page, err := client.Hosts(context.Background())
				if err != nil || page.Unchanged {
					b.Fatal(err)
				}
				f, events = f.Apply(start.Add(time.Duration(version)*time.Second), page)
				version++
				return events
			}
			poll()
			var body bytes.Buffer
			var polled, got fastest
			for b.Loop() {
				got.time(func() {
					response, err := bare.Get(server.URL + "/hosts")
					if err != nil {
						b.Fatal(err)
					}
					body.Reset()
					_, _ = io.Copy(&body, response.Body)
					_ = response.Body.Close()
				})
				polled.time(func() {
					if events := poll(); len(events) != n/100 {
						b.Fatalf("%d events, want %d", len(events), n/100)
					}
				})
			}
			decoded := decoding(b, bodies[0])
			b.ReportMetric(0, "ns/op") // of both together: it says nothing
			b.ReportMetric(testing.AllocsPerRun(5, func() { poll() }), "allocs")
			b.ReportMetric(polled.of(got), "ratio")
			b.ReportMetric(polled.of(decoded), "share")
			b.ReportMetric(float64(polled), "ns-best")
		})
	}
}

// decoding is how long encoding/json takes with a body.
func decoding(b *testing.B, body []byte) (took fastest) {
	for range 5 {
		took.time(func() {
			var page struct {
				Data []struct {
					PeerID   string `json:"peer_id"`
					Name     string `json:"name"`
					UserName string `json:"user_name"`
					Mode     string `json:"mode"`
					Build    string `json:"build"`
					Players  int    `json:"players"`
					Seats    int    `json:"max_players"`
					Public   bool   `json:"public"`
				} `json:"data"`
			}
			if err := json.Unmarshal(body, &page); err != nil {
				b.Fatal(err)
			}
		})
	}
	return took
}

// fastest is the shortest of several runs: whatever else the computer does only makes them longer.
type fastest time.Duration

func (f *fastest) time(run func()) {
	start := time.Now()
	run()
	if took := fastest(time.Since(start)); *f == 0 || took < *f {
		*f = took
	}
}

func (f fastest) of(other fastest) float64 { return float64(f) / float64(other) }
