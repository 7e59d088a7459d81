package listing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

func manyHosts(n int) parsecapi.Page {
	var page parsecapi.Page
	for i := range n {
		h := parsecapi.Host{
			PeerID: fmt.Sprintf("1QA0qE1h0aBW7GKRTXCU%07d", i), Name: fmt.Sprintf("render-%05d", i*7919%n), UserName: fmt.Sprintf("studio#%d", i),
			Metadata: parsecapi.Metadata{Mode: "desktop", Players: parsecapi.Count{N: i % 5, Known: true}, MaxPlayers: parsecapi.Count{N: 4, Known: true}},
		}
		h.Raw = fmt.Appendf(nil, `{"peer_id":%q,"name":%q,"user_name":%q,"description":"","game":null,"players":%d,"max_players":4,`+
			`"public":false,"sdk_version":1,"mode":"desktop","user":{"id":%d,"name":"user","warp":false},"user_id":%d,"build":"150-0"}`,
			h.PeerID, h.Name, h.UserName, i%5, i, i)
		page.Hosts = append(page.Hosts, &h)
	}
	return page
}

// BenchmarkPrint writes lists of each kind. The ratio is to encoding/json on the way to the same list
// as JSON: the rows into maps, and the maps into indented text.
func BenchmarkPrint(b *testing.B) {
	shown := shown(b, "name", "user", "mode", "seats", "peer_id")
	template, err := ParseTemplate("{{.peer_id}} {{.metadata.mode}}")
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1_000, 10_000, 100_000} {
		f, _ := fleet.Fleet{}.Apply(noon, manyHosts(n))
		l := Of(f, noon, Choice{})
		for _, kind := range []struct {
			name  string
			write func(io.Writer) error
		}{
			{"choose", func(io.Writer) error { Of(f, noon, Choice{}); return nil }},
			{"json", l.JSON},
			{"jsonl", l.JSONLines},
			{"table", func(to io.Writer) error { return l.Table(to, shown, query.Query{}, Paper{}) }},
			{"colored", func(to io.Writer) error { return l.Table(to, shown, query.Query{}, Paper{Width: 100, Color: true}) }},
			{"csv", func(to io.Writer) error { return l.CSV(to, shown) }},
			{"template", func(to io.Writer) error { return template.Write(to, l) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, n), func(b *testing.B) {
				b.ReportAllocs()
				var ours, theirs time.Duration
				for b.Loop() {
					b.StopTimer()
					start := time.Now()
					if _, err := plainJSON(l); err != nil {
						b.Fatal(err)
					}
					theirs += time.Since(start)
					b.StartTimer()
					start = time.Now()
					if err := kind.write(io.Discard); err != nil {
						b.Fatal(err)
					}
					ours += time.Since(start)
				}
				b.ReportMetric(float64(ours)/float64(theirs), "ratio")
			})
		}
	}
}

// plainJSON is a list as encoding/json alone writes it: what our writer has to agree with, but for the
// characters that it escapes.
func plainJSON(l Listing) ([]byte, error) {
	type host struct {
		PeerID     string                     `json:"peer_id"`
		Name       string                     `json:"name"`
		UserName   string                     `json:"user_name"`
		Provider   string                     `json:"provider"`
		ExternalID string                     `json:"external_id"`
		Presence   string                     `json:"presence"`
		Self       bool                       `json:"self"`
		Since      string                     `json:"since,omitempty"`
		Metadata   map[string]json.RawMessage `json:"metadata"`
	}
	list := struct {
		Hosts      []host `json:"hosts"`
		Total      int    `json:"total"`
		Complete   bool   `json:"complete"`
		Incomplete string `json:"incomplete,omitempty"`
		Remembered string `json:"remembered,omitempty"`
	}{[]host{}, l.Total, l.Incomplete == "", l.Incomplete, timestamp(l.Remembered)}
	for _, h := range l.Hosts {
		row := h.Row()
		metadata := map[string]json.RawMessage{}
		_ = json.Unmarshal(row.Raw, &metadata) // of what cannot be read there is none
		for _, name := range []string{"peer_id", "name", "user_name"} {
			delete(metadata, name)
		}
		list.Hosts = append(list.Hosts, host{
			row.PeerID, row.Name, row.UserName, row.Metadata.User.Provider, row.Metadata.User.ExternalID,
			h.Presence.String(), h.Self, since(h), metadata,
		})
	}
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(list)
	return text.Bytes(), err
}
