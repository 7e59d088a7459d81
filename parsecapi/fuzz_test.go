package parsecapi

import (
	"encoding/json"
	"testing"
)

func FuzzDecodeHosts(f *testing.F) {
	for _, seed := range []string{
		oneHost, twoHosts, string(manyHosts(3)), `null`, `{}`, `{"data":null}`, `{"data":null,"has_more":false}`,
		`{"data":[null,7,{"peer_id":""},{"peer_id":"P","PEER_ID":"Q"}],"has_more":0}`,
		`{"data":[{"peer_id":"P","game":{"id":1},"user":{"external_id":2},"max_players":1e9,"online":false}]}`,
		"\uFEFF" + oneHost, oneHost + "x", oneHost[:40], `{"data":[{"peer_id":"\ud800\u0000"}]}`, "{\"data\":[{\"peer_id\":\"\xff\"}]}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := decodeHosts(body)
		if err != nil {
			if list != nil || err.Reason == "" {
				t.Fatalf("list %+v beside error %+v", list, err)
			}
			return
		}
		seen := map[string]bool{}
		for _, host := range list.hosts {
			if host.PeerID == "" || seen[host.PeerID] {
				t.Fatalf("peer ID %q is empty or listed twice", host.PeerID)
			}
			seen[host.PeerID] = true
			checkAgainstEncodingJSON(t, host)
		}
	})
}

// checkAgainstEncodingJSON asserts that the stable fields are what encoding/json makes of the row.
func checkAgainstEncodingJSON(t *testing.T, host Host) {
	t.Helper()
	var row map[string]any
	if err := json.Unmarshal(host.Raw, &row); err != nil {
		t.Fatalf("raw row %q: %v", host.Raw, err)
	}
	if row["peer_id"] != host.PeerID {
		t.Fatalf("peer ID is %q, want %q", host.PeerID, row["peer_id"])
	}
	if m := host.Metadata; m.MaxPlayers.Known && m.MaxPlayers.N <= 0 || m.Players.N < 0 {
		t.Fatalf("seats are %+v %+v", m.Players, m.MaxPlayers)
	}
}

func FuzzParseSession(f *testing.F) {
	for _, seed := range []string{
		createdSession, `{"session":{"id":"x"}}`, `{"session":{"id":"x","expires_at":"1774000000"}}`, `{"session":null}`,
		`{"session":{"id":"x","expires_at":1774000000000.5}}`, `{"session":{"id":"x","expires_at":-1}}`,
		`{"session":{"id":"a\r\nb"}}`, "\uFEFF{}", `{"session":{"id":7}}`, `{"session":{"id":"x","expires_at":1e999}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		session, err := ParseSession(body)
		if err != nil {
			if _, ok := err.(*SchemaError); !ok || !session.ID.IsZero() {
				t.Fatalf("session %v beside error %T", session, err)
			}
			return
		}
		if session.ID.IsZero() || !fitsHeader(session.ID.Reveal()) {
			t.Fatalf("session id %q cannot be sent", session.ID.Reveal())
		}
		if !session.ExpiresAt.IsZero() && !plausible(session.ExpiresAt) {
			t.Fatalf("it expires at %v", session.ExpiresAt)
		}
	})
}
