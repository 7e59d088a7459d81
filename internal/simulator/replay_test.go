package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/recording"
	"parsec-hosts/parsecapi"
)

// recorded reads a recording of these lines, which began at testStart.
func recorded(t *testing.T, lines ...string) *recording.Recording {
	t.Helper()
	const header = `{"format":"parsec-hosts recording","version":1,"recorded":"2026-03-20T09:00:00Z"}`
	made, err := recording.Read(strings.NewReader(strings.Join(append([]string{header}, lines...), "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// names are those of the hosts that are listed.
func (c *caller) names(path string) []string {
	c.t.Helper()
	var names []string
	for _, row := range c.rows(c.mustGet(path, 200).body) {
		name, _ := row["name"].(string)
		names = append(names, name)
	}
	return names
}

func TestARecordingIsPlayedInItsOwnTime(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{Now: now.Now, Replay: recorded(t,
		`{"at_ms":0,"date":"2026-03-20T09:00:00Z","answer":{"route":"hosts","self":"a","rows":[{"peer_id":"a","name":"one"}]}}`,
		`{"at_ms":8000,"date":"2026-03-19T09:00:08Z","answer":{"route":"hosts","has_more":true,"dropped":2,"rows":[{"peer_id":"b","name":"two"}]}}`,
		`{"at_ms":16000,"failure":{"kind":"refusal","status":429,"retry_after":20}}`,
		`{"at_ms":40000,"unchanged":true}`,
	)})
	at := func(elapsed time.Duration) { now.now = testStart.Add(elapsed) }

	if session := c.newSession(); session["host_peer_id"] != "a" {
		t.Errorf("%v is not the computer that recorded", session)
	}
	at(7 * time.Second)
	if got := c.names("/hosts"); !slices.Equal(got, []string{"one"}) {
		t.Errorf("%q", got)
	}
	at(8 * time.Second)
	got := c.mustGet("/hosts", 200)
	if got.body != `{"data":[{"peer_id":"b","name":"two"},null,null],"has_more":true}` {
		t.Error(got.body)
	}
	if want := now.now.Add(-24 * time.Hour).Format(http.TimeFormat); got.header.Get("Date") != want {
		t.Errorf("Date %q, want the recorded service's clock, %s", got.header.Get("Date"), want)
	}
	at(20 * time.Second)
	refusal := c.mustGet("/hosts", 429)
	if _, dated := refusal.header["Date"]; dated || refusal.header.Get("Retry-After") != "20" {
		t.Errorf("%v", refusal.header)
	}
	at(24 * time.Hour)
	if got := c.names("/hosts"); !slices.Equal(got, []string{"two", "", ""}) {
		t.Errorf("long after the end: %q", got)
	}
	c.mustGet("/v2/hosts?mode=desktop", 404)
}

func TestARecordingIsPlayedFaster(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{Now: now.Now, Speed: 10, Replay: recorded(t,
		`{"answer":{"route":"hosts","rows":[{"peer_id":"a","name":"one"}]}}`,
		`{"at_ms":8000,"answer":{"route":"hosts","rows":[{"peer_id":"b","name":"two"}]}}`,
		`{"at_ms":16000,"failure":{"kind":"refusal","status":429,"retry_after":25}}`,
	)})
	now.now = testStart.Add(800 * time.Millisecond)
	if got := c.names("/hosts"); !slices.Equal(got, []string{"two"}) {
		t.Errorf("%q", got)
	}
	now.now = testStart.Add(1600 * time.Millisecond)
	if wait := c.mustGet("/hosts", 429).header.Get("Retry-After"); wait != "3" {
		t.Errorf("Retry-After %s", wait)
	}
}

func TestHostsOfTheOtherRouteAreAskedForByMode(t *testing.T) {
	now := &clock{testStart}
	c := call(t, Options{Now: now.Now, Replay: recorded(t,
		`{"answer":{"route":"v2/hosts","rows":[{"name":"pc","mode":"desktop"},{"name":"play","mode":"game"},{"name":"odd","mode":7}]}}`,
		`{"at_ms":1000,"answer":{"route":"v2/hosts","failures":[{"kind":"refusal","status":502}],"rows":[{"name":"play","mode":"game"}]}}`,
	)})
	for path, want := range map[string][]string{
		"/v2/hosts?mode=desktop&public=false": {"pc", "odd"},
		"/v2/hosts?mode=game&public=false":    {"play"},
		"/v2/hosts?mode=game&public=true":     nil,
	} {
		if got := c.names(path); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	c.mustGet("/hosts", 404)

	now.now = testStart.Add(time.Second)
	c.mustGet("/v2/hosts?mode=game&public=false", 502)
	if got := c.names("/v2/hosts?mode=desktop&public=false"); !slices.Equal(got, []string{"play"}) {
		t.Errorf("%q", got)
	}
}

// TestAFailureIsPlayedAsOneOfItsKind records what a client sees of a fault, plays the recording to
// another client and records that: both recordings tell the same.
func TestAFailureIsPlayedAsOneOfItsKind(t *testing.T) {
	for _, fault := range []Fault{
		FaultUnauthorized, FaultForbidden, FaultPermission, FaultServerError, FaultBadGateway, FaultUnavailable,
		FaultRateLimit, FaultRateLimitBare, FaultRateLimitDate, FaultRedirectElsewhere,
		FaultHang, FaultReset, FaultNotHTTP, FaultTruncated,
		FaultHTML, FaultNull, FaultEmptyObject, FaultDataNull, FaultDataObject, FaultCutJSON,
		FaultHasMore, FaultRowNull, FaultNoDate, FaultClockBehind,
	} {
		t.Run(string(fault), func(t *testing.T) {
			options := healthy()
			options.Now = time.Now
			sim := New(options)
			sim.Fault(fault, 0)
			first := record(t, sim, fault == FaultHang)
			second := record(t, New(Options{Replay: first}), fault == FaultHang)
			was, is := first.Polls[0], second.Polls[0]
			if !reflect.DeepEqual(was.Failure, is.Failure) || was.HasDate != is.HasDate || was.Skew.Round(time.Minute) != is.Skew.Round(time.Minute) {
				t.Errorf("%+v was played as %+v", was, is)
			}
			if was.Failure == nil && (len(was.Answer.Rows) != len(is.Answer.Rows) || was.Answer.HasMore != is.Answer.HasMore ||
				was.Answer.Dropped != is.Answer.Dropped || was.Answer.Route != is.Answer.Route) {
				t.Errorf("%+v was played as %+v", was.Answer, is.Answer)
			}
		})
	}
}

// record records one poll, with little patience for a service that is hanging.
func record(t *testing.T, sim *Simulator, hanging bool) *recording.Recording {
	t.Helper()
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	timeout := parsecapi.DefaultTimeout
	if hanging {
		timeout = 100 * time.Millisecond
	}
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()), parsecapi.WithTimeout(timeout),
		parsecapi.WithSessionSource(creating{server.BaseURL(), sim.APIKey()}))
	if err != nil {
		t.Fatal(err)
	}
	defer client.CloseIdleConnections()
	var file bytes.Buffer
	start := time.Now()
	writer, err := recording.NewWriter(&file, recording.Header{Recorded: start}, recording.NewRedactor([recording.KeySize]byte{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	page, failure := client.Hosts(t.Context())
	if err := writer.Add(0, time.Since(start), page, failure); err != nil {
		t.Fatal(err)
	}
	made, err := recording.Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// creating is a source of sessions that are created each time.
type creating struct{ base, key string }

func (c creating) Session(ctx context.Context) (parsecapi.Session, error) {
	client, err := parsecapi.New(parsecapi.WithBaseURL(c.base))
	if err != nil {
		return parsecapi.Session{}, err
	}
	defer client.CloseIdleConnections()
	return client.CreateSession(ctx, parsecapi.NewSecret(c.key), "anna")
}

func (c creating) Replace(ctx context.Context, _ parsecapi.Session, _ error) (parsecapi.Session, error) {
	return c.Session(ctx)
}

func TestEveryUnusableAnswerIsAnAnswerThatCannotBeUsed(t *testing.T) {
	for _, reason := range []string{"empty", "not a JSON object", "it has no data", "something new"} {
		failure, _ := json.Marshal(recording.Failure{Kind: recording.KindUnusable, Reason: reason})
		played := record(t, New(Options{Replay: recorded(t, `{"failure":`+string(failure)+`}`)}), false).Polls[0].Failure
		if played == nil || played.Kind != recording.KindUnusable || played.Reason != reason && reason != "something new" {
			t.Errorf("%s was played as %+v", reason, played)
		}
	}
}
