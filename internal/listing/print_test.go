package listing

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

func printed(write func(io.Writer) error) (string, error) {
	var text strings.Builder
	err := write(&text)
	return text.String(), err
}

func tableOf(t *testing.T, l Listing, shown []columns.Column, q query.Query, p Paper) string {
	t.Helper()
	text, err := printed(func(to io.Writer) error { return l.Table(to, shown, q, p) })
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestJSONIsLaidOutAsEncodingJSONDoes(t *testing.T) {
	rows := []string{
		`{"peer_id":"A"}`, `{}`, `{"a":1,"b":2,"a":[ 1 , {"x" : null} ],"peer_id":"x"}`, `{ "z" : {} , "y" : [ ] , "x" : -1.5E+2 }`,
		`{"\u0061b":"\u0007é","<&>":"<&>","é\u2028":"\"\\\/"}`, "{\"\xff\":\"\xff\u009b\"}", `{"deep":[[[{"a":{"b":[1,2]}}]]]}`, ``,
	}
	l := Listing{Total: 9, Incomplete: "some \"are\" <missing>\n", Remembered: noon}
	for i, raw := range rows {
		h := &parsecapi.Host{PeerID: string(rune('A' + i)), Name: "a \"name\" \\ <b> é \u2028 \x1b\u202e\xff" + raw, UserName: raw, Raw: json.RawMessage(raw)}
		f, _ := fleet.Fleet{}.Apply(noon.Add(time.Hour), parsecapi.Page{})
		f, _ = f.Apply(noon.Add(time.Duration(i)*time.Hour), parsecapi.Page{Hosts: []*parsecapi.Host{h}})
		l.Hosts = append(l.Hosts, f.Hosts()...)
	}
	for _, l := range []Listing{l, {}} {
		plain, err := plainJSON(l)
		if err != nil {
			t.Fatal(err)
		}
		got, err := printed(l.JSON)
		if diff := cmp.Diff(string(textsafe.EscapeJSON(plain)), got); diff != "" || err != nil {
			t.Errorf("%v, list (-encoding/json +ours)\n%s", err, diff)
		}
	}
	lines, err := printed(l.JSONLines)
	if err != nil || strings.Count(lines, "\n") != len(rows) {
		t.Fatalf("%v, %d lines of %d hosts", err, strings.Count(lines, "\n"), len(rows))
	}
	for line := range strings.Lines(lines) {
		if !json.Valid([]byte(line)) || strings.Contains(line, "\u202e") {
			t.Errorf("a line is no safe JSON: %q", line)
		}
	}
}

// full is a disk that takes one piece and then no more.
type full struct{ taken int }

var errFull = errors.New("no space left")

func (f *full) Write(text []byte) (int, error) {
	if f.taken > 0 {
		return 0, errFull
	}
	f.taken = len(text)
	return len(text), nil
}

func TestAListGoesOutPieceByPiece(t *testing.T) {
	f, _ := fleet.Fleet{}.Apply(noon, manyHosts(1000))
	l := Of(f, noon, Choice{})
	shown := shown(t, "name", "peer_id")
	template, err := ParseTemplate("{{.peer_id}}")
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer) error{
		"json": l.JSON, "jsonl": l.JSONLines, "ids": l.IDs,
		"csv":      func(to io.Writer) error { return l.CSV(to, shown) },
		"tsv":      func(to io.Writer) error { return l.TSV(to, shown) },
		"table":    func(to io.Writer) error { return l.Table(to, shown, query.Query{}, Paper{}) },
		"template": func(to io.Writer) error { return template.Write(to, l) },
	} {
		whole, err := printed(write)
		if err != nil {
			t.Fatal(err)
		}
		var disk full
		if err := write(&disk); err != errFull || disk.taken > len(whole)/5 {
			t.Errorf("%s: %v, and the first piece is %d bytes of %d", name, err, disk.taken, len(whole))
		}
	}
}
