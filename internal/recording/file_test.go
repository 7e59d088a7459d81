package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

var testStart = time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC)

// written is a recording that a test writes.
type written struct {
	*Writer
	bytes.Buffer
	t *testing.T
}

func write(t *testing.T) *written {
	t.Helper()
	w := &written{t: t}
	var err error
	w.Writer, err = NewWriter(&w.Buffer, Header{Recorded: testStart, Program: "v1", Route: parsecapi.RouteAuto}, testRedactor())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *written) add(at time.Duration, page parsecapi.Page, failure error) {
	w.t.Helper()
	if err := w.Add(at, 100*time.Millisecond, page, failure); err != nil {
		w.t.Fatal(err)
	}
}

func (w *written) read() *Recording {
	w.t.Helper()
	made, err := Read(bytes.NewReader(w.Bytes()))
	if err != nil {
		w.t.Fatalf("%v in\n%s", err, w.String())
	}
	return made
}

func pageOf(rows ...string) parsecapi.Page {
	page := parsecapi.Page{Route: parsecapi.RouteHosts}
	for _, row := range rows {
		page.Hosts = append(page.Hosts, &parsecapi.Host{PeerID: "a", Raw: json.RawMessage(row)})
	}
	return page
}

func TestWhatWasWrittenIsRead(t *testing.T) {
	w := write(t)
	page := pageOf(`{"peer_id":"a","players":1}`, `{"peer_id":"b","players":2}`)
	page.SelfPeerID, page.HasMore, page.Dropped = "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", true, 3
	page.Failed = []error{&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 502}}
	w.add(0, page, nil)
	w.add(8*time.Second, parsecapi.Page{}, &parsecapi.TransportError{Kind: parsecapi.KindTimeout, Host: "anna.example:443"})
	w.add(16*time.Second, page, nil)
	w.add(24*time.Second, pageOf(), nil)

	made := w.read()
	first, after := made.Polls[0].Answer, made.Polls[2].Answer
	if len(made.Polls) != 4 || first != after || len(first.Rows) != 2 || !first.HasMore || first.Dropped != 3 ||
		len(first.Self) != 27 || first.Self == page.SelfPeerID || first.Failures[0] != (Failure{Kind: KindRefusal, Status: 502}) {
		t.Errorf("%+v", made)
	}
	if failed := made.Polls[1]; failed.Answer != nil || *failed.Failure != (Failure{Kind: KindTimeout}) || failed.At != 8*time.Second ||
		failed.Took != 100*time.Millisecond {
		t.Errorf("%+v", failed)
	}
	if strings.Count(w.String(), `"unchanged"`) != 1 || strings.Contains(w.String(), "anna") {
		t.Error(w.String())
	}
	if want := (Totals{Polls: 4, Failed: 1, Hosts: 0, Bytes: w.Len()}); w.Totals() != want {
		t.Errorf("%+v, want %+v", w.Totals(), want)
	}
	for at, want := range map[time.Duration]int{-1: 0, 7 * time.Second: 0, 8 * time.Second: 1, time.Minute: 3} {
		if got := made.During(at); !reflect.DeepEqual(got, made.Polls[want]) {
			t.Errorf("during %v: %+v, want poll %d", at, got, want)
		}
	}
}

func TestAnAnswerThatTheClientKnowsAlreadyIsNotReadAgain(t *testing.T) {
	w := write(t)
	w.add(0, pageOf(`{"peer_id":"a"}`), nil)
	unchanged := parsecapi.Page{Route: parsecapi.RouteV2, Unchanged: true} // of other content, which nobody looks at
	w.add(time.Second, unchanged, nil)
	if made := w.read(); made.Polls[1].Answer != made.Polls[0].Answer {
		t.Error(w.String())
	}
}

func TestTheServicesClockIsKept(t *testing.T) {
	w := write(t)
	for i, date := range []time.Time{{}, testStart, testStart.Add(-24 * time.Hour)} {
		page := pageOf()
		page.ServerTime = date
		w.add(time.Duration(i)*time.Second, page, nil)
	}
	polls := w.read().Polls
	if polls[0].HasDate || !polls[1].HasDate || polls[1].Skew != 0 {
		t.Errorf("%+v", polls[:2])
	}
	if skew := polls[2].Skew; !polls[2].HasDate || skew.Round(10*time.Second) != -24*time.Hour {
		t.Errorf("%v", skew)
	}
}

func TestASlowAnswerDoesNotPutTheClockWrong(t *testing.T) {
	for later, want := range map[time.Duration]time.Duration{
		0: 0, -1900 * time.Millisecond: 0, 20 * time.Second: 0, 21 * time.Second: 0, 80 * time.Second: time.Minute, -time.Minute: -time.Minute,
	} {
		if got := skew(later, 20*time.Second); got != want {
			t.Errorf("%v later in 20 s: skew %v, want %v", later, got, want)
		}
	}
}

func TestEveryKindOfFailureIsTold(t *testing.T) {
	seconds := func(n int) *int { return &n }
	list := parsecapi.OpListHosts
	for _, c := range []struct {
		err  error
		want Failure
	}{
		{&parsecapi.APIError{Op: list, Status: 429, RetryAfter: parsecapi.RetryAfter{Known: true, Wait: 20 * time.Second}},
			Failure{Kind: KindRefusal, Status: 429, RetryAfter: seconds(20)}},
		{&parsecapi.APIError{Op: list, Status: 403, Message: "anna has no permission"},
			Failure{Kind: KindRefusal, Status: 403, Permission: true}},
		{&parsecapi.SchemaError{Op: list, Status: 200, Reason: "not JSON"}, Failure{Kind: KindUnusable, Status: 200, Reason: "not JSON"}},
		{&parsecapi.TransportError{Kind: parsecapi.KindDNS}, Failure{Kind: KindName}},
		{signInError{&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 403}}, Failure{Kind: KindSignIn}},
		{&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 503}, Failure{Kind: KindRefusal, Status: 503}},
		{errors.New("anna"), Failure{Kind: KindOther}},
	} {
		if got := failureOf(c.err); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %+v, want %+v", c.err, got, c.want)
		}
	}
}

type signInError struct{ error }

func (e signInError) SignIn() bool  { return true }
func (e signInError) Unwrap() error { return e.error }

const goodHeader = `{"format":"parsec-hosts recording","version":1,"recorded":"2026-03-20T09:00:00Z","program":"v1","route":"auto"}` + "\n"

func TestADamagedRecordingIsRefusedWithItsLine(t *testing.T) {
	const good = `{"at_ms":5,"took_ms":1,"answer":{"route":"hosts","rows":[]}}` + "\n"
	for text, want := range map[string]string{
		"":                           "this is no recording of parsec-hosts record",
		`{"hosts":[]}` + "\n" + good: "this is no recording of parsec-hosts record",
		`{"format":"parsec-hosts recording","version":2}` + "\n": "the recording is of format 2, which this program does not know: use a newer one",
		goodHeader:                      "the recording holds no poll",
		goodHeader + "what\n" + good:    "line 2 is damaged: it is not JSON",
		goodHeader + good + "\n" + good: "line 3 is damaged: it is not JSON",
		goodHeader + good + `{"at_ms":6,"took_ms":1}` + "\n":                                            "line 3 is damaged: it has no answer, unchanged or failure",
		goodHeader + good + `{"at_ms":4,"took_ms":1,"unchanged":true}` + "\n":                           "line 3 is damaged: its at_ms is before that of the line above",
		goodHeader + `{"at_ms":4,"took_ms":1,"unchanged":true}` + "\n":                                  "line 2 is damaged: it is the same as an answer before, and there is none",
		goodHeader + `{"at_ms":-1}` + "\n":                                                              "line 2 is damaged: its at_ms is before that of the line above",
		goodHeader + `{"at_ms":"soon"}` + "\n":                                                          "line 2 is damaged: its at_ms is of the wrong type: string",
		goodHeader + `{"at_ms":1,"took_ms":-1}` + "\n":                                                  "line 2 is damaged: its at_ms or took_ms is out of range",
		goodHeader + `{"failure":{"kind":"refusal"}}` + "\n":                                            "line 2 is damaged: no refusal has the status 0",
		goodHeader + `{"answer":null}` + "\n":                                                           "line 2 is damaged: its answer has no route",
		goodHeader + `{"answer":{"route":"hosts","dropped":-1}}` + "\n":                                 "line 2 is damaged: its number of dropped rows is out of range",
		goodHeader + `{"answer":{"route":"hosts","failures":[{"kind":"refusal","status":200}]}}` + "\n": "line 2 is damaged: no refusal has the status 200",
		goodHeader + `{"answer":{"route":"hosts","rows":{}}}` + "\n":                                    "line 2 is damaged: its rows is of the wrong type: object",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%q\n%v\nwant %s", text, err, want)
		}
	}
}

func TestALastLineThatBreaksOffIsLeftOut(t *testing.T) {
	w := write(t)
	w.add(0, pageOf(`{"peer_id":"a"}`), nil)
	whole := w.Len()
	w.add(time.Second, pageOf(), nil)
	for length := whole + 1; length < w.Len()-1; length++ {
		made, err := Read(bytes.NewReader(w.Bytes()[:length]))
		if err != nil || len(made.Polls) != 1 || !made.CutOff {
			t.Fatalf("cut after %d bytes: %+v, %v", length, made, err)
		}
	}
	if made, err := Read(bytes.NewReader(w.Bytes()[:w.Len()-1])); err != nil || len(made.Polls) != 2 || made.CutOff {
		t.Errorf("without the last line's end: %+v, %v", made, err)
	}
}

func TestAFullDiskIsTold(t *testing.T) {
	full := errors.New("no space left")
	if _, err := NewWriter(failingWriter{full}, Header{}, testRedactor()); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failingWriter struct{ error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.error }

func FuzzRead(f *testing.F) {
	f.Add(`{"at_ms":0,"took_ms":1,"answer":{"route":"hosts","rows":[{}]}}`)
	f.Add(`{"at_ms":9999999999999999,"failure":{"kind":"?"}}` + "\n" + `{"unchanged":true}`)
	f.Fuzz(func(t *testing.T, lines string) {
		made, err := Read(strings.NewReader(goodHeader + lines))
		if err == nil && (len(made.Polls) == 0 || made.Polls[0].Answer == nil && made.Polls[0].Failure == nil) {
			t.Errorf("%+v", made)
		}
	})
}
