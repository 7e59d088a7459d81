package query

import (
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/fleet"
)

// spelling is a term as somebody may write it.
type spelling struct {
	negations int // before and after the field
	field     string
	sign      string // before the text
	text      string // in quotes
	end       bool   // the sign for the end after them
}

// spell turns two bytes and a text into a spelling, so that every byte is one.
func spell(signs, field byte, text string) spelling {
	fields := []string{"", "name", "user", "mode", "game", "id"}
	s := spelling{
		negations: int(signs & 3), sign: []string{"", "'", "^"}[int(signs>>2&3)%3], end: signs>>4&1 == 1,
		field: fields[int(field)%len(fields)], text: text,
	}
	if s.field == "" {
		s.negations &= 1
	}
	return s
}

func (s spelling) String() string {
	var b strings.Builder
	b.WriteString(strings.Repeat("!", s.negations&1))
	if s.field != "" {
		b.WriteString(s.field + ":" + strings.Repeat("!", s.negations>>1))
	}
	b.WriteString(s.sign + `"` + strings.ReplaceAll(s.text, `"`, `\"`) + `"`)
	if s.end {
		b.WriteString("$")
	}
	return b.String()
}

// how is the way in which the manual says that the words must stand.
func (s spelling) how() how {
	switch {
	case s.sign == "^" && s.end:
		return whole
	case s.sign == "^":
		return atStart
	case s.end:
		return atEnd
	}
	return together
}

// FuzzWritten writes two terms and wants the parser to read just these, together, apart and as
// alternatives, and matching to be what its parts say.
func FuzzWritten(f *testing.F) {
	f.Add(byte(0), byte(0), "edit suite", byte(1), byte(1), "^x|y $", "edit suite 07")
	f.Add(byte(4), byte(2), `a"b\c`, byte(24), byte(3), "desktop", `a"b\c`)
	f.Add(byte(20), byte(5), "1QA", byte(3), byte(4), "é", "E\u0301")
	f.Add(byte(16), byte(0), "$", byte(8), byte(0), "is:online", "is:online$")
	f.Add(byte(0), byte(0), "\u0301\xff", byte(0), byte(2), "a · b", "\xff\u0301")
	f.Fuzz(func(t *testing.T, signsA, fieldA byte, textA string, signsB, fieldB byte, textB, name string) {
		for _, text := range []string{textA, textB} {
			// A backslash at the end cannot be written in quotes.
			if text == "" || strings.HasSuffix(text, `\`) || strings.Contains(text, `\ `) {
				return
			}
		}
		a, b := spell(signsA, fieldA, textA), spell(signsB, fieldB, textB)
		first, second := readTerm(t, a), readTerm(t, b)
		h := &fleet.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: name, UserName: name + "#" + textA, Mode: "desktop", Game: textB}
		inA, inB := first.match(h, Facts{}), second.match(h, Facts{})
		for text, want := range map[string]bool{
			a.String() + " " + b.String(): inA && inB, b.String() + "\t" + a.String(): inA && inB,
			a.String() + "|" + b.String(): inA || inB, b.String() + " | " + a.String(): inA || inB,
		} {
			q, err := Parse(text)
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if got := q.Match(h, Facts{}); got != want {
				t.Errorf("%q matches %q: %v, want %v", text, name, got, want)
			}
		}
		plain := !strings.ContainsFunc(textA, beyondASCII) && strings.ToLower(textA) == textA
		if a.how() == together && a.field == "name" && plain && strings.Contains(name, textA) && inA == (a.negations == 1 || a.negations == 2) {
			t.Errorf("%q is not found in %q", a, name)
		}
	})
}

// readTerm wants the spelling to be read as the one term that it is.
func readTerm(t *testing.T, s spelling) term {
	t.Helper()
	q, err := Parse(s.String())
	if err != nil || len(q.groups) != 1 || len(q.groups[0]) != 1 {
		t.Fatalf("%q is read as %+v, %v", s, q.groups, err)
	}
	read := q.groups[0][0]
	fields, named := textFields[s.field]
	if !named {
		fields = everywhere
	}
	want := newWords(fields, s.text)
	want.how = s.how()
	got := read.words
	if got == nil || read.negated != (s.negations == 1 || s.negations == 2) || got.how != want.how || got.fields != want.fields ||
		got.matchCase != want.matchCase || !slices.Equal(got.letters, want.letters) {
		t.Fatalf("%q is read as %+v, want %+v", s, got, want)
	}
	return read
}
