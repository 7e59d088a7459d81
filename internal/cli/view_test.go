package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/ui"
)

func viewFrom(t *testing.T, text string) (ui.View, error) {
	t.Helper()
	return configuredView(loadText(t, text))
}

func TestTheViewOfTheConfiguration(t *testing.T) {
	got, err := viewFrom(t, `
columns = ["seats", "name:30", "peer_id"]
sort = "-age"
scope = "free"
group = "user"
filter = "'render is:free"
`)
	want := ui.View{
		Columns: []string{"seats", "name", "peer_id"}, Widths: map[string]int{"name": 30},
		Sort: "age", Descending: true, Scope: "free", Group: "user", Filter: "'render is:free",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestFaultsOfTheConfiguredViewNameTheirLineAndTheRemedy(t *testing.T) {
	for text, want := range map[string][]string{
		`columns = ["nmae"]`:       {`:1: columns: there is no "nmae"; did you mean name?`, "peer_id"},
		`columns = ["name:0"]`:     {"the width of name must be from 3 to 80", `"name:24"`},
		`columns = ["name:x"]`:     {"the width of name"},
		`columns = ["name:999"]`:   {"the width of name"},
		`columns = ["age", "age"]`: {"columns: age is there twice"},
		`filter = "is:fre"`:        {":1: filter: is:"},
		`sort = "-nmae"`:           {`sort: there is no "nmae"; did you mean name?`},
		`scope = "fre"`:            {`scope: there is no "fre"; did you mean free?`},
		"\ngroup = \"users\"":      {`:2: group: there is no "users"; did you mean user?`},
	} {
		_, err := viewFrom(t, text)
		if err == nil {
			t.Errorf("%s is accepted", text)
			continue
		}
		for _, part := range want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say %q", text, err, part)
			}
		}
	}
}
