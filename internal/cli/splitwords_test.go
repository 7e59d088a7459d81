package cli

import (
	"slices"
	"testing"
)

func TestCommandLinesAreSplitWithoutAShell(t *testing.T) {
	for line, want := range map[string][]string{
		"":                                 nil,
		" \t":                              nil,
		"vi":                               {"vi"},
		" code  --wait ":                   {"code", "--wait"},
		`"C:\Program Files\ed.exe" -n`:     {`C:\Program Files\ed.exe`, "-n"},
		`sh -c 'echo "$HOME"; ls'`:         {"sh", "-c", `echo "$HOME"; ls`},
		`a"b c"d '' e`:                     {"ab cd", "", "e"},
		"print 編集室":                        {"print", "編集室"},
		"a;rm $(b) | c && d > e # comment": {"a;rm", "$(b)", "|", "c", "&&", "d", ">", "e", "#", "comment"},
	} {
		if got, err := splitWords(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v; want %q", line, got, err, want)
		}
	}
	for _, line := range []string{`"open`, "it's"} {
		if got, err := splitWords(line); err == nil {
			t.Errorf("%q is split into %q", line, got)
		}
	}
}
