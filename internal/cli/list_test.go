package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/parsecapi"
)

// documented is what the vendor's API page shows, beside a hostile host and one without metadata.
var documented = parsecapi.Page{
	SelfPeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ",
	Hosts: []parsecapi.Host{
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

func TestListAsJSON(t *testing.T) {
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
  "complete": true
}
`
	var b bytes.Buffer
	if err := newListing(documented).writeJSON(&b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("output (-want +got)\n%s", diff)
	}
}

func TestListAsTable(t *testing.T) {
	var b bytes.Buffer
	if err := newListing(documented).writeTable(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if !strings.HasPrefix(lines[1], "a name (this computer)  abcd#43523  desktop  1/4    1QA0qE1h0aBW7GKRTXCU0ZInLVZ") {
		t.Errorf("row %q", lines[1])
	}
	if strings.ContainsAny(b.String(), "\x1b\u009b\u202e") || len(lines) != 4 || lines[3] != "" {
		t.Errorf("a hostile host is not inert: %q", b.String())
	}
}
