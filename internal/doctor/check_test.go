package doctor

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

func TestTheReaderSeesAllAndOthersSeeWords(t *testing.T) {
	text := "asked " + Private("host", "render.example\x1b[2J") + " in vain"
	if got := text.String(); got != "asked render.example�[2J in vain" {
		t.Errorf("whole text is %q", got)
	}
	if got := text.Masked(); got != "asked <host> in vain" {
		t.Errorf("masked text is %q", got)
	}
	if got := Private("host", "\x03\x01"); strings.Count(string(got), markEnd) != 1 {
		t.Errorf("a value broke its marks: %q", got)
	}
}

func TestGroupsAreShownInOrderWhoeverIsFirst(t *testing.T) {
	last := make(chan struct{})
	groups := []Group{
		{"slow", func(context.Context) []Check { <-last; return []Check{ok("a", "")} }},
		{"quick", func(context.Context) []Check { close(last); return []Check{fail("b", "broken", "mend it")} }},
	}
	var order []string
	checks := Run(t.Context(), groups, func(group string, _ []Check) { order = append(order, group) })
	if strings.Join(order, " ") != "slow quick" || checks[1].Group != "quick" {
		t.Errorf("order is %q, checks are %+v", order, checks)
	}
	if Well(checks) || !Well(checks[:1]) {
		t.Error("what is well and what is not is mixed up")
	}
}

func TestAnInterruptDoesNotWaitForAGroup(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stuck := make(chan struct{})
	defer close(stuck)
	groups := []Group{
		{"first", func(context.Context) []Check { return []Check{ok("a", "")} }},
		{"stuck", func(context.Context) []Check { cancel(); <-stuck; return nil }},
	}
	Run(ctx, groups, func(string, []Check) {})
}

func TestJSONHasTheDocumentedFields(t *testing.T) {
	text, err := JSON("v1", []Check{{Group: "service", Name: "clock", Status: Warn, Found: Private("x", "a\u202eb<c>"), Remedy: "set it"}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "\u202e") {
		t.Error("a character that turns the line round is in it")
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	check := got["checks"].([]any)[0].(map[string]any)
	if got["ok"] != true || got["version"] != "v1" || check["status"] != "warn" || check["name"] != "clock" || check["found"] != "a\ufffdb<c>" {
		t.Errorf("JSON is %s", text)
	}
}

func TestLinesFitAndRemediesStandBelow(t *testing.T) {
	p := Printer{Width: 50, Home: "/home/anna"}
	got := p.Group("service", []Check{
		fail("clock", "two words and some more of them", "set the clock"),
		ok("file", Private("path", "/home/anna/a/path/that/is/longer/than/the/room/that/there/is")),
		skipped("a name that is longer than its column", "x"),
	})
	const want = `service
  ✗ clock           two words and some more of
                    them
                      set the clock
  ✓ file            ~/a/path/that/is/longer/than/the/room/that/there/is
  · a name that is longer than …  x
`
	if got != want {
		t.Errorf("printed\n%swant\n%s", got, want)
	}
}

func TestSignsAreASCIIWhereTheLocaleWantsThat(t *testing.T) {
	got := Printer{ASCII: true}.Group("g", []Check{ok("a", "1"), warn("b", "2", "3"), fail("c", "4", "5"), skipped("d", "6")})
	for _, want := range []string{"  + a", "  ! b", "  x c", "  - d"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "\x1b") {
		t.Error("there are colours that nobody wanted")
	}
	if colored := (Printer{Color: true}).Group("g", []Check{fail("c", "4", "5")}); !strings.Contains(colored, "\x1b[31m✗\x1b[0m") {
		t.Errorf("no colour in %q", colored)
	}
}

func TestSummaryCounts(t *testing.T) {
	for want, checks := range map[string][]Check{
		"All is well.\n": {ok("a", "")},
		"1 thing worth knowing, nothing that fails.\n": {warn("a", "", "")},
		"2 failures.\n":                       {fail("a", "", ""), fail("b", "", "")},
		"1 failure, 1 thing worth knowing.\n": {fail("a", "", ""), warn("b", "", "")},
	} {
		if got := (Printer{}).Summary(checks); got != want {
			t.Errorf("summary is %q, want %q", got, want)
		}
	}
}
