package journal

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

func TestARecordIsOneLineOfStableFields(t *testing.T) {
	cet := time.FixedZone("CET", 3600)
	event := fleet.Event{
		Time: time.Date(2026, 3, 1, 13, 0, 0, 120_999_999, cet), Kind: fleet.EventRenamed,
		PeerID: "1QA0", Name: "new", UserName: "studio#anna", From: "old", To: "new",
	}
	text, err := json.Marshal(FromEvent(event))
	const want = `{"time":"2026-03-01T12:00:00.120Z","kind":"renamed","peer_id":"1QA0","name":"new","user_name":"studio#anna","from":"old","to":"new"}`
	if err != nil || string(text) != want {
		t.Errorf("got  %s, %v\nwant %s", text, err, want)
	}
	text, err = json.Marshal(Record{Time: start, Kind: KindLooking})
	if string(text) != `{"time":"2026-03-01T12:00:00.000Z","kind":"looking"}` {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestWhatIsPrintedCanBeReadBack(t *testing.T) {
	for _, want := range []Record{
		{Time: start, Kind: KindLaunched, PeerID: "1QA0", Name: `"quoted" <b>`, UserName: "studio#ännä 日本", To: "client"},
		{Time: start.Add(time.Millisecond), Kind: "seats", PeerID: "1QA0", From: "0/4", To: "1/4"},
		{Time: start, Kind: KindStopped},
		{Time: start, Kind: "of the future", PeerID: "1QA0"},
	} {
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseRecord(text); err != nil || got != want {
			t.Errorf("%s was read as %+v, %v", text, got, err)
		}
	}
}

func TestTextOfAFileIsMadeSafe(t *testing.T) {
	r, err := ParseRecord([]byte(`{"time":"2026-03-01T12:00:00Z","kind":"renamed","peer_id":"a\u001b[2J","name":"\u009b\u202e","user_name":"x\u0000","from":"a\nb","to":"\u200b"}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{r.PeerID, r.Name, r.UserName, r.From, r.To} {
		if textsafe.Clean(text) != text || text == "" {
			t.Errorf("%q came through", text)
		}
	}
}

func TestLinesThatAreNoRecords(t *testing.T) {
	for _, text := range []string{
		``, `null`, `{}`, `[]`, `7`, `{"kind":"online"`, `{"time":"2026-03-01T12:00:00Z"}`,
		`{"time":"0000-01-01T00:00:00+01:00","kind":"looking"}`, `{"time":"9999-12-31T23:59:59-01:00","kind":"looking"}`,
		`{"time":"yesterday","kind":"looking"}`, `{"time":7,"kind":"looking"}`,
		`{"time":"2026-03-01T12:00:00Z","kind":"online"}`, `{"time":"2026-03-01T12:00:00Z","kind":"looking"}{}`,
		`{"v":2,"time":"2026-03-01T12:00:00Z","kind":"looking"}`, `{"v":"1","time":"2026-03-01T12:00:00Z","kind":"looking"}`,
	} {
		if r, err := ParseRecord([]byte(text)); err == nil {
			t.Errorf("%s was read as %+v", text, r)
		}
	}
}

func TestNamesAreFitForFilesAndLegible(t *testing.T) {
	for _, tt := range []struct{ profile, url, want string }{
		{"studio", "https://kessel-api.parsecgaming.com/", "studio@kessel-api.parsecgaming.com"},
		{"home", "http://127.0.0.1:8080", "home@http%3A%2F%2F127.0.0.1%3A8080"},
	} {
		got := NameFor(tt.profile, tt.url)
		if got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
		if _, err := Open(Options{Dir: "x", Name: got, Keep: month}); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", "..", ".hidden", "a/b"} {
		if _, err := Open(Options{Dir: "x", Name: name, Keep: month}); err == nil {
			t.Errorf("%q passes for a name", name)
		}
	}
}

func (f fields) texts() []string {
	return []string{string(f.time), string(f.kind), string(f.peerID), string(f.name), string(f.userName), string(f.from), string(f.to)}
}

// FuzzParseRecord wants whatever a file holds to be either no record or a safe one that stays as it
// is when it is written again, and the quick way of reading to agree with the careful one.
func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(`{"time":"2026-03-01T12:00:00.120Z","kind":"renamed","peer_id":"1QA0","name":"new","from":"old","to":"new"}`))
	f.Add([]byte(`{"v":1,"TIME":"2026-03-01T13:00:00+01:00","kind":"\u001b","to":"\ud800"}`))
	f.Add([]byte(`{"time":"2026-03-01T12:00:00Z","kind":"looking":"x"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if quick, ok := scan(text); ok {
			if careful, err := decode(text); err != nil || !reflect.DeepEqual(quick.texts(), careful.texts()) {
				t.Errorf("read quickly %q, read carefully %q, %v", quick.texts(), careful.texts(), err)
			}
		}
		r, err := ParseRecord(text)
		if err != nil {
			return
		}
		for _, s := range []string{string(r.Kind), r.PeerID, r.Name, r.UserName, r.From, r.To} {
			if textsafe.Clean(s) != s {
				t.Errorf("%q is not safe", s)
			}
		}
		written, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Time = r.Time.Truncate(time.Millisecond)
		if again, err := ParseRecord(written); err != nil || again != r {
			t.Errorf("%+v became %+v, %v", r, again, err)
		}
	})
}
