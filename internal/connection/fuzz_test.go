package connection

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/textsafe"
)

// FuzzFollow wants a record to be read the same in pieces as at once, whatever was written into it, and
// nothing in it to do harm on a screen.
func FuzzFollow(f *testing.F) {
	line := `{"time":"2026-03-01T12:00:00Z","peer_id":"p","name":"den-pc","state":"connected","figures":{"decode_ms":1.5,"decoder":"soft"}}` + "\n"
	f.Add([]byte(line+line), uint16(7), uint16(140))
	f.Add([]byte("{}\n\n{\"state\":\"ended\",\"meaning\":\"\\u001b[2J\",\"code\":-4}\r\n{\"state"), uint16(1), uint16(2))
	f.Add([]byte("{\"state\":\"x\",\"name\":\"\xff\\ud800\",\"since\":\"9999-12-31T23:59:59Z\"}\n\x00\n"), uint16(9), uint16(3))
	f.Add([]byte(`{"state":"pausing","again":"0001-01-01T00:00:00Z","started":"","figures":null,"attempt":1e3}`), uint16(0), uint16(0))
	path := filepath.Join(f.TempDir(), "run.jsonl")
	f.Fuzz(func(t *testing.T, content []byte, first, second uint16) {
		if len(content) > tailRead {
			return
		}
		cuts := [3]int{min(int(first), len(content)), min(int(first)+int(second), len(content)), len(content)}
		file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		follower := Follow(path)
		var inPieces []Report
		from := 0
		for _, to := range cuts {
			if _, err := file.Write(content[from:to]); err != nil {
				t.Fatal(err)
			}
			from = to
			reports, _ := next(t, follower)
			inPieces = append(inPieces, reports...)
		}
		atOnce, _ := next(t, Follow(path))
		if !reflect.DeepEqual(inPieces, atOnce) {
			t.Fatalf("in pieces %+v, at once %+v", inPieces, atOnce)
		}
		if lines := bytes.Count(content, []byte("\n")); len(atOnce) > lines {
			t.Fatalf("%d reports in %d lines", len(atOnce), lines)
		}
		for _, r := range atOnce {
			checkHarmless(t, r)
		}
	})
}

// checkHarmless wants the texts of a report safe, also in words, and the report to stay as it is when
// it is written and read again.
func checkHarmless(t *testing.T, r Report) {
	t.Helper()
	texts := []string{r.PeerID, r.Name, r.Launcher, r.CodeName, r.Meaning, r.Remedy}
	for _, now := range []time.Time{start, {}, r.Since, r.Again} {
		ended := Gone(r, Exit{Known: true, Code: int(r.Code)}, now)
		for _, words := range []string{r.Words(now), ended.Words(now), ended.Remedy} {
			if strings.ContainsAny(words, "\n\x1b") {
				t.Fatalf("in words: %q", words)
			}
		}
	}
	if r.Figures != nil {
		texts = append(texts, r.Figures.Decoder)
	}
	for _, text := range texts {
		if textsafe.Clean(text) != text {
			t.Fatalf("%q is not safe", text)
		}
	}
	written, err := textsafe.EncodeJSON(r, "")
	if err != nil {
		t.Fatalf("%+v cannot be written: %v", r, err)
	}
	var again Report
	if err := json.Unmarshal(written, &again); err != nil || !reflect.DeepEqual(utc(again), utc(r)) {
		t.Fatalf("%+v became %+v, %v", r, again, err)
	}
}

// utc puts the times of a report into one zone, so that reports compare.
func utc(r Report) Report {
	for _, at := range []*time.Time{&r.Time, &r.Started, &r.Since, &r.Again} {
		*at = at.UTC()
	}
	return r
}
