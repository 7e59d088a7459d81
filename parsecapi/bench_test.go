package parsecapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

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

var benchSizes = []int{100, 10_000}

// BenchmarkUnchangedPoll compares a poll whose answer did not change with the bare GET of the
// same body, and with one that the service answers by 304.
func BenchmarkUnchangedPoll(b *testing.B) {
	for _, size := range benchSizes {
		body := manyHosts(size)
		plain := serve(b, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
		b.Run(fmt.Sprintf("bare-get/%d", size), func(b *testing.B) {
			for b.Loop() {
				bareGet(b, plain)
			}
		})
		b.Run(fmt.Sprintf("poll/%d", size), func(b *testing.B) { pollUnchanged(b, plain.URL) })
		tagged := serve(b, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write(body)
		})
		b.Run(fmt.Sprintf("poll-304/%d", size), func(b *testing.B) { pollUnchanged(b, tagged.URL) })
	}
}

func bareGet(b *testing.B, server *httptest.Server) {
	response, err := server.Client().Get(server.URL + "/hosts")
	if err != nil {
		b.Fatal(err)
	}
	_, _ = io.ReadAll(response.Body)
	_ = response.Body.Close()
}

func pollUnchanged(b *testing.B, baseURL string) {
	client := newTestClient(b, baseURL)
	if _, err := client.Hosts(context.Background()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if page, err := client.Hosts(context.Background()); err != nil || !page.Unchanged {
			b.Fatal(page.Unchanged, err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, size := range benchSizes {
		body := manyHosts(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := decodeHosts(body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
