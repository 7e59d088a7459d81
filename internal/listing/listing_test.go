package listing

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// documented is what the vendor's API page shows, beside a hostile host and one without metadata.
var documented = parsecapi.Page{
	SelfPeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ",
	Hosts: []*parsecapi.Host{
		{
			PeerID: "b\u202e/c", Name: "evil\x1b[2J\u009b", UserName: "x",
			Metadata: parsecapi.Metadata{User: parsecapi.User{ExternalID: "x"}},
			Raw:      json.RawMessage(`{"peer_id":"b\u202e/c","name":"evil\u001b[2J\u009b","user_name":"x"}`),
		},
		{
			PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "a name", UserName: "abcd#43523",
			Metadata: parsecapi.Metadata{
				Mode:    "desktop",
				Players: parsecapi.Count{N: 1, Known: true}, MaxPlayers: parsecapi.Count{N: 4, Known: true},
				User: parsecapi.User{Provider: "abcd", ExternalID: "43523"},
			},
			Raw: json.RawMessage(`{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"a name","user_name":"abcd#43523",` +
				`"mode":"desktop","players":1,"max_players":4,"later":{"<field>":"\u0007"}}`),
		},
	},
}

func of(t *testing.T, page parsecapi.Page, text string, c Choice) Listing {
	t.Helper()
	var err error
	if c.Query, err = query.Parse(text); err != nil {
		t.Fatal(err)
	}
	f, _ := fleet.Fleet{}.Apply(noon, page)
	return Of(f, noon, c)
}

func shown(t testing.TB, ids ...string) []columns.Column {
	t.Helper()
	var chosen []columns.Column
	for _, id := range ids {
		c, ok := columns.Find(id)
		if !ok {
			t.Fatalf("there is no column %q", id)
		}
		chosen = append(chosen, c)
	}
	return chosen
}

func TestJSONHasTheStableFieldsFirstAndMetadataApart(t *testing.T) {
	const want = `{
  "hosts": [
    {
      "peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ",
      "name": "a name",
      "user_name": "abcd#43523",
      "provider": "abcd",
      "external_id": "43523",
      "presence": "online",
      "self": true,
      "metadata": {
        "later": {
          "<field>": "\u0007"
        },
        "max_players": 4,
        "mode": "desktop",
        "players": 1
      }
    },
    {
      "peer_id": "b\u202e/c",
      "name": "evil\u001b[2J\u009b",
      "user_name": "x",
      "provider": "",
      "external_id": "x",
      "presence": "online",
      "self": false,
      "metadata": {}
    }
  ],
  "total": 2,
  "complete": true
}
`
	got, err := printed(of(t, documented, "", Choice{}).JSON)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, output (-want +got)\n%s", err, diff)
	}
}

func TestATableKeepsAHostileHostInert(t *testing.T) {
	table := tableOf(t, of(t, documented, "", Choice{}), shown(t, "name", "user", "mode", "seats", "peer_id"), query.Query{}, Paper{})
	lines := strings.Split(table, "\n")
	if lines[1] != "a name (this computer)  abcd#43523  desktop  1/4    1QA0qE1h0aBW7GKRTXCU0ZInLVZ" {
		t.Errorf("row %q", lines[1])
	}
	if strings.ContainsAny(table, "\x1b\u009b\u202e") || len(lines) != 4 || lines[3] != "" {
		t.Errorf("a hostile host is not inert: %q", table)
	}
}

// fleetOf has a few hosts of a studio.
func fleetOf(names ...string) parsecapi.Page {
	var page parsecapi.Page
	for i, name := range names {
		page.Hosts = append(page.Hosts, &parsecapi.Host{
			PeerID: "peer" + string(rune('A'+i)), Name: name, UserName: "studio#anna",
			Metadata: parsecapi.Metadata{Mode: "desktop", Players: parsecapi.Count{N: i, Known: true}, MaxPlayers: parsecapi.Count{N: 2, Known: true}},
		})
	}
	return page
}

func TestWhichHostsAndInWhichOrder(t *testing.T) {
	page := fleetOf("render-10", "old render", "render-2", "edit")
	for _, c := range []struct {
		query, sort string
		descending  bool
		limit       int
		want        string
		total       int
	}{
		{"", "", false, 0, "edit, old render, render-2, render-10", 4},
		{"render", "", false, 0, "render-2, render-10, old render", 3},
		{"render", "name", false, 0, "old render, render-2, render-10", 3},
		{"", "name", true, 0, "render-10, render-2, old render, edit", 4},
		{"", "seats", false, 2, "render-10, old render", 4},
		{"nobody", "", false, 0, "", 0},
	} {
		l := of(t, page, c.query, Choice{Sort: c.sort, Descending: c.descending, Limit: c.limit})
		var names []string
		for _, h := range l.Hosts {
			names = append(names, h.Name)
		}
		if got := strings.Join(names, ", "); got != c.want || l.Total != c.total || l.Known != 4 {
			t.Errorf("%q by %q: %s; %d of %d", c.query, c.sort, got, l.Total, l.Known)
		}
	}
}

func TestATableFitsItsPaperAndNeverCutsAPeerID(t *testing.T) {
	page := fleetOf("a name that is much too long for this", "short")
	page.Hosts[0].PeerID = "1QA0qE1h0aBW7GKRTXCU0ZInLVZ"
	table := tableOf(t, of(t, page, "", Choice{}), shown(t, "name", "user", "peer_id"), query.Query{}, Paper{Width: 60})
	want := "NAME                USER         PEER ID\n" +
		"a name that is mu…  studio#anna  1QA0qE1h0aBW7GKRTXCU0ZInLVZ\n" +
		"short               studio#anna  peerB\n"
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("table (-want +got)\n%s", diff)
	}
	narrow := tableOf(t, of(t, page, "", Choice{}), shown(t, "name", "user", "peer_id"), query.Query{}, Paper{Width: 5})
	if !strings.Contains(narrow, "a name …  studio#…  1QA0qE1h0aBW7GKRTXCU0ZInLVZ") {
		t.Errorf("a table on the narrowest paper:\n%s", narrow)
	}
	plain := tableOf(t, of(t, page, "", Choice{}), shown(t, "name", "seats"), query.Query{}, Paper{Width: 20, ASCII: true})
	if strings.ContainsAny(plain, "…–") {
		t.Errorf("a table in ASCII:\n%s", plain)
	}
}

func TestColouredPaperLightsUpWhatWasFound(t *testing.T) {
	q, _ := query.Parse("'end")
	table := tableOf(t, of(t, fleetOf("render"), "'end", Choice{}), shown(t, "name"), q, Paper{Color: true})
	if want := "\x1b[1mNAME\x1b[0m\nr\x1b[1;32mend\x1b[0mer\n"; table != want {
		t.Errorf("%q, want %q", table, want)
	}
}

func TestSeparatedValues(t *testing.T) {
	page := fleetOf(`the "big", one`)
	page.Hosts[0].Metadata.Description = "two\tlines\nof text"
	l := of(t, page, "", Choice{})
	csv, err := printed(func(to io.Writer) error { return l.CSV(to, shown(t, "name", "description")) })
	if want := "name,description\n\"the \"\"big\"\", one\",two�lines�of text\n"; csv != want || err != nil {
		t.Errorf("%q, want %q; %v", csv, want, err)
	}
	tsv, err := printed(func(to io.Writer) error { return l.TSV(to, shown(t, "description", "peer_id")) })
	if want := "description\tpeer_id\ntwo�lines�of text\tpeerA\n"; tsv != want || err != nil {
		t.Errorf("%q, want %q; %v", tsv, want, err)
	}
}

func TestATemplateSeesTheFieldsOfTheJSON(t *testing.T) {
	l := of(t, documented, "", Choice{})
	for text, want := range map[string]string{
		`{{.peer_id}} {{.presence}}`:                        "1QA0qE1h0aBW7GKRTXCU0ZInLVZ online\nb\\u202e/c online\n",
		`{{pad 8 .name}}|{{.self}}`:                         "a name  |true\nevil\\u0…|false\n",
		`{{.metadata.mode}}{{.metadata.later}}`:             "desktop{\"<field>\":\"\\u0007\"}\n\n",
		`{{if .metadata.public}}public{{end}}{{.provider}}`: "abcd\n\n",
	} {
		parsed, err := ParseTemplate(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := printed(func(to io.Writer) error { return parsed.Write(to, l) }); got != want || err != nil {
			t.Errorf("%s writes %q, want %q; %v", text, got, want, err)
		}
	}
}

func TestATemplateThatCannotBeUsedIsToldInWords(t *testing.T) {
	for text, want := range map[string]string{
		"{{.peerid}}":    `the template cannot be used: hosts have no field "peerid"; there are peer_id, `,
		"{{.peer_id":     "the template cannot be used: ",
		"{{frobnicate}}": `the template cannot be used: 1: function "frobnicate" not defined`,
	} {
		parsed, err := ParseTemplate(text)
		if err == nil {
			err = parsed.Write(io.Discard, of(t, documented, "", Choice{}))
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestATargetIsAPeerIDThenANameThenAQuery(t *testing.T) {
	f, _ := fleet.Fleet{}.Apply(noon, fleetOf("render", "render-2", "peerA", "two words", "two words", "!!"))
	for text, want := range map[string]string{
		"peerA":      "render",
		"render":     "render",
		"rend":       "render, render-2",
		"rndr":       "",
		"!x rndr":    "render, render-2",
		"two words":  "two words, two words",
		"!!":         "!!",
		"players:>4": "!!",
		"nobody":     "",
	} {
		hosts, err := ParseTarget(text).Find(f, query.Facts{Now: noon})
		var names []string
		for _, h := range hosts {
			names = append(names, h.Name)
		}
		if got := strings.Join(names, ", "); got != want || err != nil {
			t.Errorf("%q is %s, want %s; %v", text, got, want, err)
		}
	}
	if _, err := ParseTarget("is:nothing").Find(f, query.Facts{Now: noon}); err == nil {
		t.Error("a query that cannot be understood finds something")
	}
}
