package query

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/fleet"
)

// TestRanking names hosts from the best match to the worst.
func TestRanking(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"rndr07", []string{"render-07", "render-farm-07", "r-and-r-2017"}},
		{"render", []string{"render", "render-10", "my-render", "r-e-n-d-e-r", "surrender"}},
		{"es", []string{"es-1", "edit-suite", "test", "desktop"}},           // together, starts of words, within
		{"'bay", []string{"my-bay", "editBay", "ebaynet"}},                  // a capital begins a part of a word
		{"'07", []string{"07", "a-07", "render07", "re1907"}},               // and so does a number
		{"'nd", []string{"nd", "x-nd-longer", "xyz-nd", "end"}},             // the earlier find wins
		{"red", []string{"red", "red-2", "r-e-d-1", "rendering", "shared"}}, // letters together beat starts of words
		{"a", []string{"a", "ab", "abc", "x-a"}},                            // the shorter name wins
		{"suite edit", []string{"edit-suite-1", "suite-of-edits"}},
		{"north | south", []string{"north", "south-2", "the-north"}},
		{"ren !farm", []string{"ren", "render", "rxen"}},
		{"zoe", []string{"zoé", "zoë-2", "za-oe"}},
	} {
		q := mustParse(t, c.text)
		got := slices.Clone(c.want)
		slices.Reverse(got)
		slices.SortStableFunc(got, func(a, b string) int { return cmp.Compare(scoreOf(t, q, b), scoreOf(t, q, a)) })
		if diff := gocmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

func scoreOf(t *testing.T, q Query, name string) int {
	t.Helper()
	score, ok := score(q, &fleet.Host{Name: name})
	if !ok {
		t.Errorf("%s is not found", name)
	}
	return score
}

// score returns the score of a host that is alone.
func score(q Query, h *fleet.Host) (score int, ok bool) {
	x := NewIndex([]*fleet.Host{h})
	f := x.newFinder(q, Facts{}, 1)
	if f.lookThrough(x.all); len(f.scores) == 1 {
		score = f.scores[0]
	}
	return score, len(f.found) == 1
}

func TestANameCountsMoreThanOtherFields(t *testing.T) {
	q := mustParse(t, "anna")
	name, _ := score(q, &fleet.Host{Name: "anna-pc", UserName: "boris"})
	user, _ := score(q, &fleet.Host{Name: "b-pc", UserName: "anna"})
	if name <= user {
		t.Errorf("a name has %d, a user %d", name, user)
	}
}

func TestWhatOnlyHoldsBackDoesNotRank(t *testing.T) {
	for _, text := range []string{"", "is:online", "!anna", "mode:game", "id:1qa", "mode:game | players:>0"} {
		if score, ok := score(mustParse(t, text), carla()); score != 0 || !ok {
			t.Errorf("%s: got %d, %v", text, score, ok)
		}
	}
	if score, ok := score(mustParse(t, "render is:offline"), carla()); score != 0 || ok {
		t.Errorf("not found, but %d, %v", score, ok)
	}
}

// The hosts of one user stay in the order that the list has.
func TestOneUsersHostsAreEqual(t *testing.T) {
	q := mustParse(t, "user:anna")
	short, _ := score(q, &fleet.Host{Name: "a", UserName: "anna"})
	long, _ := score(q, &fleet.Host{Name: "a-long-name", UserName: "anna"})
	if short != long {
		t.Errorf("got %d and %d", short, long)
	}
}

func TestTheBestAlternativeCounts(t *testing.T) {
	host := "north-s"
	if a, b := scoreOf(t, mustParse(t, "s | north"), host), scoreOf(t, mustParse(t, "north | s"), host); a != b {
		t.Errorf("got %d and %d", a, b)
	}
}

// Whoever gives a host a name of thousands of letters does not slow down everybody's filter.
func TestAnEndlessNameIsFoundAndRanksLast(t *testing.T) {
	q := mustParse(t, strings.Repeat("a", 50))
	endless, scattered := scoreOf(t, q, strings.Repeat("a", 4000)), scoreOf(t, q, strings.Repeat("ab", 50))
	if endless <= 0 || endless >= scattered {
		t.Errorf("the endless name has %d, another %d", endless, scattered)
	}
}
