package recording

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/textsafe"
)

// testRedactor has a key that is always the same, and so are its texts.
func testRedactor(keep ...string) *Redactor { return NewRedactor([KeySize]byte{1, 2, 3}, keep) }

func TestAMadeUpTextKeepsTheShape(t *testing.T) {
	r := testRedactor()
	for original, shape := range map[string]string{
		"render-07":                   `^[a-z]{6}-[0-9]{2}$`,
		"DESKTOP-4K2J9QF":             `^[A-Z]{7}-[0-9][A-Z][0-9][A-Z][0-9][A-Z]{2}$`,
		"Café Müller":                 `^[A-Z][a-z]{2}\p{Ll} [A-Z]\p{Ll}[a-z]{4}$`,
		"編集室-東京":                      `^\p{Han}{3}-\p{Han}{2}$`,
		"서울-render-01":                `^\p{Hangul}{2}-[a-z]{6}-[0-9]{2}$`,
		"иван":                        `^\p{Cyrillic}{4}$`,
		"a\x1b[31m\x00\u202eb\r\n":    "^[a-z]\x1b\\[[0-9]{2}[a-z]\x00\u202e[a-z]\r\n$",
		"👩\u200d💻 ❤\ufe0f":            "^\\p{So}\u200d\\p{So} \\p{So}\ufe0f$",
		"🇯🇵":                          `^[🇦-🇿]{2}$`,
		"e\u0301\u0301":               `^[a-z]\p{Mn}{2}$`,
		"tag\U000E0041":               "^[a-z]{3}[\U000E0020-\U000E007E]$",
		"bad\ufffdbytes":              "^[a-z]{3}\ufffd[a-z]{5}$",
		"--- !":                       "^--- !$",
		"":                            "^$",
		"1QA0qE1h0aBW7GKRTXCU0ZInLVZ": `^[0-9A-Za-z]{27}$`,
	} {
		made := r.text(original)
		if !regexp.MustCompile(shape).MatchString(made) {
			t.Errorf("%q became %q, which is not of the form %s", original, made, shape)
		}
		if textsafe.Width(textsafe.Clean(made)) != textsafe.Width(textsafe.Clean(original)) {
			t.Errorf("%q became %q, which is not as wide", original, made)
		}
	}
}

func TestEqualTextsBecomeEqualOnes(t *testing.T) {
	r := testRedactor()
	row := string(r.row(json.RawMessage(
		`{"name":"carla","user_name":"studio#carla","user":{"name":"carla","external_provider":"studio"}}`)))
	carla, studio := r.text("carla"), r.text("studio")
	want := `{"name":"` + carla + `","user_name":"` + studio + `#` + carla +
		`","user":{"name":"` + carla + `","external_provider":"` + studio + `"}}`
	if row != want {
		t.Errorf("%s\nwant %s", row, want)
	}
	if other := NewRedactor([KeySize]byte{9}, nil); other.text("carla") == carla {
		t.Error("another recording has the same made-up text")
	}
}

func TestRowsKeepOnlyWhatSaysNothingOfPeople(t *testing.T) {
	const usual = `{"mode":"desktop","players":1,"max_players":1e300,"public":false,"online":null,"self":true,"build":"150-97c"}`
	for _, c := range []struct{ row, want string }{
		{usual, `^` + usual + `$`},
		{
			`{"mode":"annas-pc","build":"built by anna","players":"many"}`,
			`^{"mode":"[a-z]{5}-[a-z]{2}","players":"[a-z]{4}","build":"[a-z]{5} [a-z]{2} [a-z]{4}"}$`,
		},
		{
			`{"name":12345,"description":["anna"],"event_name":{"anna":1},"public":["anna"]}`,
			`^{"name":[1-9][0-9]{4},"description":\[\],"event_name":{},"public":\[\]}$`,
		},
		{
			`{"game":{"name":"Xonotic","id":7,"owner":"anna"},"game_id":"xonotic"}`,
			`^{"game":{"name":"[A-Z][a-z]{6}","id":[1-9]},"game_id":"[a-z]{7}"}$`,
		},
		{`{"user_id":4711,"session":"canary","NAME":"anna","team":{"x":"anna"}}`, `^{}$`},
		{`"anna"`, `^null$`},
		{`null`, `^null$`},
	} {
		if got := string(testRedactor().row(json.RawMessage(c.row))); !regexp.MustCompile(c.want).MatchString(got) {
			t.Errorf("%s\nbecame %s\nwant   %s", c.row, got, c.want)
		}
	}
}

func TestFieldsAreKeptOnRequestButForWhatCouldBeASecret(t *testing.T) {
	const row = `{"guest_access":true,"tags":["blue <1>",{"key":"0123456789abcdef0123456789abcdef"}],"game":"Xonotic"}`
	got := string(testRedactor("guest_access", "tags", "game").row(json.RawMessage(row)))
	if want := regexp.MustCompile(`^{"game":"Xonotic","guest_access":true,"tags":\["blue <1>",{"key":"[0-9a-z]{32}"}\]}$`); !want.MatchString(got) ||
		strings.Contains(got, "0123456789abcdef") {
		t.Error(got)
	}
	for _, name := range []string{"name", "peer_id", "user", "description", ""} {
		if CheckKeep(name) == nil {
			t.Errorf("%q may be kept", name)
		}
	}
}

// TestNoOriginalTextAppears makes rows of random texts of all kinds and looks for each of them.
func TestNoOriginalTextAppears(t *testing.T) {
	letters := []rune("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789 -_#äéßжшщ編集室東京울서가나🎮🎬👍\x1b\u202e\u200b\x00")
	rng := rand.New(rand.NewPCG(4, 7))
	redactor := testRedactor()
	for range 2000 {
		row := map[string]any{"user": map[string]any{"name": "anna", "more": randomText(rng, letters)}, "unknown": randomText(rng, letters)}
		for _, f := range fields {
			if f.name != "user" {
				row[f.name] = randomText(rng, letters)
			}
		}
		checkNothingLeft(t, redactor, encoded(row))
	}
}

func randomText(rng *rand.Rand, letters []rune) string {
	text := make([]rune, 3+rng.IntN(30))
	for i := range text {
		text[i] = letters[rng.IntN(len(letters))]
	}
	return string(text)
}

func FuzzRow(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `[1]`, `{"name":"render-07","user_name":"a#b","mode":[{"x":"secret"}]}`,
		`{"name":"\ud800\u0000","user":{"name":{"a":"b"}},"players":-0.5e-7}`, `{"game":"` + strings.Repeat("x", 5000) + `"}`,
		"{\"name\":\"\x9b\xff\"}", `{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ"}`,
	} {
		f.Add([]byte(seed))
	}
	redactor := testRedactor()
	f.Fuzz(func(t *testing.T, row []byte) {
		if json.Valid(row) {
			checkNothingLeft(t, redactor, row)
		}
	})
}

// knownForms are the texts that stay as they are, each in its own field.
var knownForms = regexp.MustCompile(`^(desktop|game|[0-9][0-9.a-z-]*)$`)

// checkNothingLeft wants no text of a row in what a recording has of it: one of three characters not
// as a value, since it may come about by chance within another one, one of seven nowhere.
func checkNothingLeft(t *testing.T, redactor *Redactor, row json.RawMessage) {
	t.Helper()
	redacted := redactor.row(row)
	if !json.Valid(redacted) {
		t.Fatalf("%q became %q, which is not JSON", row, redacted)
	}
	left := textsIn(redacted)
	all := strings.Join(left, "\n")
	for _, text := range textsIn(row) {
		if knownForms.MatchString(text) {
			continue
		}
		for _, part := range append(strings.Split(text, "#"), text) {
			n := replaceable(part)
			if n >= 3 && slices.Contains(left, part) || n >= 7 && strings.Contains(all, part) {
				t.Errorf("%q is left of %q in %q", part, row, redacted)
			}
		}
	}
}

func replaceable(text string) (n int) {
	for _, r := range text {
		if classOf(r) != stays {
			n++
		}
	}
	return n
}

// textsIn returns the texts of the values in JSON.
func textsIn(value json.RawMessage) (texts []string) {
	var decoded any
	if json.Unmarshal(value, &decoded) != nil {
		return nil
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			texts = append(texts, v)
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(decoded)
	return texts
}
