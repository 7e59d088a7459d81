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
		`{"data":[null,7,[],{"peer_id":""},{"peer_id":7},{"peer_id":"P","PEER_ID":"Q"}],"has_more":0}`,
		`{"data":[{"peer_id":"P","name":1e5,"user_name":null,"mode":"game","online":false,"self":true,"public":"true","players":-0,"max_players":3}]}`,
		`{"data":[{"peer_id":"P","name":"a"},{"peer_id":"P","players":2},{"peer_id":"\u0050","name":"b"}],"data":[],"has_more":null}`,
		"\uFEFF{\"data\":[{\"peer_id\":\"\xff\",\"name\":\"\\ud800\\n\"}]}", `{"data":[{"peer_id":"P"}]} x`, `{"data":[ { "peer_id" : "P" , "name":"" , "online":true, "public":true, "players":2 } ], "has_more":true }`,
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
			compareWithReference(t, body, got, err)
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

// FuzzParseSession wants a session exactly where the answer has an ID that a header can carry and
// an expiry that is none or can be one.
func FuzzParseSession(f *testing.F) {
	for _, seed := range []string{
		createdSession, `{"session":{"id":"x"}}`, `{"session":{"id":"x","expires_at":"1774000000"}}`, `{"session":null}`, `{"session":{"id":"x","expires_at":""}}`,
		`{"session":{"id":"x","expires_at":1774000000000.5,"host_peer_id":7}}`, `{"session":{"id":"x","expires_at":-1}}`, `{"session":{"id":" x"}}`,
		`{"session":{"id":"a\r\nb"}}`, "\uFEFF{}", `{"session":{"id":7}}`, `{"session":{"id":"x","expires_at":1e999}}`, `{"session":{"id":"x","expires_at":null}}`,
		`{"session":{"id":"x","expires_at":true}}`, `{"session":{"id":"x","expires_at":"0x1p31"}}`, `{"session":{"ID":"y","id":"x"},"Session":{}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		session, err := ParseSession(body)
		var top any
		readable := decodeNumbers(bytes.TrimPrefix(body, []byte("\uFEFF")), &top)
		fields, _ := top.(map[string]any)
		inner, _ := fields["session"].(map[string]any)
		id, _ := inner["id"].(string)
		times, known := referenceExpiry(inner["expires_at"])
		if want := readable && id != "" && fitsHeader(id) && known; want != (err == nil) {
			t.Fatalf("%q is a session: %v, want %v (%v)", body, err == nil, want, err)
		}
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
		if session.ID.Reveal() != id || session.HostPeerID != referenceText(inner["host_peer_id"]) {
			t.Fatalf("%q gives the session %q of %q", body, session.ID.Reveal(), session.HostPeerID)
		}
		for _, at := range times {
			if session.ExpiresAt.Equal(at) {
				return
			}
		}
		t.Fatalf("%q expires at %v, want one of %v", body, session.ExpiresAt, times)
	})
}
