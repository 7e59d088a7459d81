package textsafe

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "1QA0qE1h0aBW7GKRTXCU0ZInLVZ"},
		{"東京", "東京"},
		{"�", "�"},
		{`a\b`, `a\\b`},
		{"a\nb", `a\u000ab`},
		{"�\n", `\ufffd\u000a`},
		{"a\u009bb", `a\u009bb`},
		{"a\x9bb", `a\x9bb`},
		{"é\u202e", `\u00e9\u202e`},
		{"🖥\ufe0f", `\U0001f5a5\ufe0f`},
		{`a\u009b`, `a\\u009b`},
	} {
		if got := Escape(tt.in); got != tt.want {
			t.Errorf("Escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestEscapeOfALongIdentityKeepsItsEnd(t *testing.T) {
	long := strings.Repeat("x", 2*maxBytes)
	if Escape(long+"a") == Escape(long+"b") {
		t.Error("two identities became one")
	}
}

func TestEscapeOfAPlainIdentityAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Escape("1QA0qE1h0aBW7GKRTXCU0ZInLVZ") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// unescape undoes Escape, by the rules its documentation gives.
func unescape(t *testing.T, form string) string {
	var b strings.Builder
	for form != "" {
		if form[0] != '\\' {
			b.WriteByte(form[0])
			form = form[1:]
			continue
		}
		digits := map[byte]int{'\\': 0, 'x': 2, 'u': 4, 'U': 8}[form[1]]
		value := 0
		for _, c := range form[2 : 2+digits] {
			value = value*16 + strings.IndexRune("0123456789abcdef", c)
		}
		switch form[1] {
		case '\\':
			b.WriteByte('\\')
		case 'x':
			b.WriteByte(byte(value))
		case 'u', 'U':
			b.WriteRune(rune(value))
		default:
			t.Fatalf("unknown escape in %q", form)
		}
		form = form[2+digits:]
	}
	return b.String()
}

func TestEscapeJSON(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain text is itself", "{\n\t\"name\": \"Büro 東京 👍\"\r\n}", "{\n\t\"name\": \"Büro 東京 👍\"\r\n}"},
		{"a replacement character is itself", `"�"`, `"�"`},
		{"8-bit control", "\"\u009b2J\"", `"\u009b2J"`},
		{"delete", "\"\x7f\"", `"\u007f"`},
		{"bidirectional", "\"a\u202eb\"", `"a\u202eb"`},
		{"zero width", "\"\u200b\u200d\ufeff\"", `"\u200b\u200d\ufeff"`},
		{"beyond 16 bits", "\"\U000e0041\"", `"\udb40\udc41"`},
		{"not UTF-8", "\"\x9b\"", `"\ufffd"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(EscapeJSON([]byte(tt.in))); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEscapeJSONOfHarmlessTextAllocatesNothing(t *testing.T) {
	text := []byte(`{"name":"edit-suite-01","peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ"}`)
	if n := testing.AllocsPerRun(100, func() { EscapeJSON(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", `\`, "a\nb", "\xff", "é\u202e", `\u000a`, "🖥\ufe0f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		form := Escape(s)
		if back := unescape(t, form); back != s {
			t.Errorf("Escape(%q) = %q reads back as %q", s, form, back)
		}
		if len(form) <= maxBytes && Clean(form) != form {
			t.Errorf("Escape(%q) = %q is not clean", s, form)
		}
	})
}

func FuzzEscapeJSON(f *testing.F) {
	for _, s := range []string{`{"a":"b"}`, "\"\u009b\"", "[\"\x7f\", 1e5]", "\"\xff\"", "\"\U000e0041\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		escaped := EscapeJSON(text)
		for rest := escaped; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 || !isInert(r) && !isJSONSpace(r) {
				t.Fatalf("%q still has %U", escaped, r)
			}
			rest = rest[size:]
		}
		var before, after any
		if json.Unmarshal(text, &before) != nil {
			return
		}
		if err := json.Unmarshal(escaped, &after); err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%q means %v, %q means %v (%v)", text, before, escaped, after, err)
		}
	})
}

func TestJSONIsSafeAndLegible(t *testing.T) {
	got, err := EncodeJSON(map[string]string{"name": "<a> & \u202e"}, "")
	if want := `{"name":"<a> & \u202e"}` + "\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}
