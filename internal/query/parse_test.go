package query

import (
	"errors"
	"strings"
	"testing"

	"parsec-hosts/internal/fleet"
)

func TestErrorsNameTheRemedy(t *testing.T) {
	for _, c := range []struct {
		text, where, message string
	}{
		{"07 usr:anna west", "usr:anna", "there is no field usr:, did you mean user:? (in quotes it is plain text)"},
		{`nmae:"edit suite" west`, `nmae:"edit suite"`, "did you mean name:?"},
		{"!Player:>0", "!Player:>0", "did you mean players:?"},
		{"is:onilne", "is:onilne", "did you mean is:online?"},
		{"a is:busy|b", "is:busy", "is: takes one of online, offline, missing, unknown, full, free, pinned, new, self"},
		{"players:many", "players:many", "players: takes a number, as in players:>=1"},
		{"players:>-1", "players:>-1", "takes a number"},
		{"seats:==1", "seats:==1", "seats: takes a number, as in seats:>=1"},
		{"seats:99999999999999999999", "seats:99999999999999999999", "takes a number"},
		{"seats:1$", "seats:1$", "takes a number"},
		{"seen:<10w", "seen:<10w", "seen: takes a number and its unit, s, m, h or d, as in seen:<10m"},
		{"seen:1mm", "seen:1mm", "a number and its unit"},
		{"seen:999999999d", "seen:999999999d", "a number and its unit"},
	} {
		_, err := Parse(c.text)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: no error", c.text)
			continue
		}
		if e.Incomplete {
			t.Errorf("%s: more letters cannot make it right", c.text)
		}
		if got := c.text[e.Span.Start:e.Span.End]; got != c.where || !strings.Contains(e.Error(), c.message) {
			t.Errorf("%s: %q: %s; want %q: %s", c.text, got, e, c.where, c.message)
		}
	}
}

func TestWhatIsStillBeingTypedIsIncomplete(t *testing.T) {
	for text, where := range map[string]string{
		"west !": "!", "'": "'", "^ west": "^", "!^": "!^", `west "`: `"`, `!""`: `!""`,
		"name:": "name:", "west user:' 07": "user:'", "name:!": "name:!",
		"|": "|", "west |": "|", "| west": "|", "west | | 07": "|",
		"is:": "is:", "is:o": "is:o", "!is:onl": "!is:onl", "players:": "players:", "players:>": "players:>", "seats:>=": "seats:>=",
		"seen:": "seen:", "seen:<": "seen:<", "seen:<10": "seen:<10",
	} {
		_, err := Parse(text)
		var e *Error
		if !errors.As(err, &e) || !e.Incomplete {
			t.Errorf("%s: got %v, want an error marked as incomplete", text, err)
			continue
		}
		if got := text[e.Span.Start:e.Span.End]; got != where || e.Message == "" {
			t.Errorf("%s: %q is called incomplete, want %q", text, got, where)
		}
	}
}

// While the end of a filter is typed, the rest goes on filtering.
func TestAQueryHoldsWhatWasUnderstood(t *testing.T) {
	for text, want := range map[string]bool{
		"is:": true, "|": true, "!": true, "usr:anna": true,
		"west is:": true, "east is:": false, "west usr:anna": true, "east usr:anna": false,
		"west |": true, "east |": false, "east | is: | carla": true, "is: | east": false, "east is: | carla": false,
	} {
		q, err := Parse(text)
		if err == nil {
			t.Errorf("%s: no error", text)
		}
		if got := q.Match(carla(), Facts{}); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestTheFirstErrorIsReported(t *testing.T) {
	_, err := Parse("is:busy players:many")
	if err == nil || !strings.HasPrefix(err.Error(), "is:") {
		t.Errorf("got %v", err)
	}
}

func TestEmptyAndRanked(t *testing.T) {
	for text, want := range map[string]struct{ empty, ranked bool }{
		"": {true, false}, "  ": {true, false}, "render": {false, true}, "'render": {false, true}, "name:^r": {false, true}, "user:anna": {false, true},
		"!render": {false, false}, "is:online": {false, false}, "mode:game": {false, false}, "id:1qa": {false, false},
		"is:online render": {false, true}, "is:new | render": {false, true},
	} {
		q := mustParse(t, text)
		if q.Empty() != want.empty || q.Ranked() != want.ranked {
			t.Errorf("%s: empty %v, ranked %v; want %v", text, q.Empty(), q.Ranked(), want)
		}
	}
	if !(Query{}).Empty() || !(Query{}).Match(&fleet.Host{}, Facts{}) {
		t.Error("the zero Query must match everything")
	}
}
