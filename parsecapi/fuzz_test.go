package parsecapi

import (
	"bytes"
	"io"
	"reflect"
	"testing"
)

// FuzzDecodeLikeEncodingJSON holds the decoder against the plain one, whichever way the answer comes
// in and whichever list came before.
func FuzzDecodeLikeEncodingJSON(f *testing.F) {
	for _, seed := range []string{
		oneHost, twoHosts, string(manyHosts(3)), `null`, `{}`, `{"data":null}`, `{"data":null,"has_more":false}`,
		`{"data":[null,7,{"peer_id":""},{"peer_id":"P","PEER_ID":"Q"}],"has_more":0}`,
		`{"data":[{"peer_id":"P","game":{"id":1},"user":{"external_id":2},"max_players":1e9,"online":false}]}`,
		"\uFEFF" + oneHost, "\uFEFF\uFEFF" + oneHost, oneHost + "x", oneHost[:40], "\u00a0", "[]", " \n{", "<html>",
		`{"data":[{"peer_id":"\ud800\u0000"}]}`, "{\"data\":[{\"peer_id\":\"\xff\"}]}", `{"data":[{"peer_id":"a\/\"\u00e9é"}]}`,
		`{"data":[],"data":[{"peer_id":"A"}],"d\u0061ta":[{"\u0070eer_id":"B","peer_id":"C"},{"\\u0070eer_id":"D"}],"has_more":tru`,
		`{"data":[{"peer_id":"P","name":"a"},{"peer_id":"P","name":"b","players":-0}, {"peer_id":"Q","players":01}]}`,
		`{"data":[{"peer_id":"P","players":1.5E+2,"name":-1.0e-5,"mode":{"a":[[],[1,2,{}]]},"x":[,]}]}`, `{"data":[7`, `{"a":-`, `{"a":"\u12`,
	} {
		f.Add([]byte(seed), []byte(oneHost), uint8(3))
		f.Add([]byte(seed), []byte(seed), uint8(0))
		f.Add([]byte(twoHosts), []byte(seed), uint8(64))
	}
	f.Fuzz(func(t *testing.T, body, earlier []byte, piece uint8) {
		before, _ := decodeHosts(bytes.NewReader(earlier), nil)
		want, wantErr := decodeWithEncodingJSON(body)
		for _, previous := range []*hostList{nil, before} {
			got, err := decodeHosts(pieces{bytes.NewReader(body), int(piece)}, previous)
			compareDecoded(t, got, err, want, wantErr)
		}
	})
}

// pieces gives out few bytes at a time; none means all.
type pieces struct {
	from io.Reader
	size int
}

func (p pieces) Read(b []byte) (int, error) {
	if p.size > 0 {
		b = b[:min(len(b), p.size)]
	}
	return p.from.Read(b)
}

func compareDecoded(t *testing.T, got *hostList, err *SchemaError, want *hostList, wantErr *SchemaError) {
	t.Helper()
	if err != nil || wantErr != nil {
		if err == nil || wantErr == nil || err.Reason != wantErr.Reason || got != nil {
			t.Fatalf("error %v and list %v, want %v", err, got, wantErr)
		}
		return
	}
	if got.hasMore != want.hasMore || got.dropped != want.dropped || len(got.hosts) != len(want.hosts) {
		t.Fatalf("%d hosts, %d dropped, more %v; want %d, %d and %v",
			len(got.hosts), got.dropped, got.hasMore, len(want.hosts), want.dropped, want.hasMore)
	}
	for i, host := range got.hosts {
		if !reflect.DeepEqual(host, want.hosts[i]) {
			t.Fatalf("host %d is\n%+v, want\n%+v", i, host, want.hosts[i])
		}
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
