package manpage

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func program() *cobra.Command {
	run := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "sail", Short: "Sail a boat", Long: "sail goes where the wind is.\n\n  .gear   'main' sail \\ and ^top~", Run: run}
	tack := &cobra.Command{Use: "tack [COURSE]", Short: "Go about", Run: run}
	tack.Flags().StringP("to", "t", "", "the `side` to go to,\nport or starboard")
	root.AddCommand(tack, &cobra.Command{Use: "knots", Short: "About knots", Long: "A bowline holds."}, &cobra.Command{Use: "sink", Hidden: true, Run: run})
	return root
}

func pagesOf(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, p := range Pages(program(), "v1") {
		pages[p.Name] = string(p.Text)
	}
	return pages
}

func TestEveryCommandAndTopicThatIsNotHiddenHasAPage(t *testing.T) {
	pages := pagesOf(t)
	for _, name := range []string{"sail.1", "sail-tack.1", "sail-knots.7"} {
		if !strings.HasPrefix(pages[name], ".TH ") {
			t.Errorf("there is no page %s", name)
		}
	}
	if len(pages) != 3 {
		t.Errorf("%d pages, want 3", len(pages))
	}
}

func TestAPageSaysWhatTheHelpSays(t *testing.T) {
	pages := pagesOf(t)
	for name, parts := range map[string][]string{
		"sail.1":       {".TH \"SAIL\" 1 \"\" \"sail v1\"", "sail \\- sail a boat", "  .gear   \\(aqmain\\(aq sail \\e and \\(hatop\\(ti\n", ".TP\n.B tack\nGo about\n", "\\fBsail\\-tack\\fR(1)"},
		"sail-tack.1":  {".B sail tack [COURSE] [flags]\n", ".B \\-t, \\-\\-to \\fIside\\fR\nthe side to go to, port or starboard\n", "\\fBsail\\fR(1)"},
		"sail-knots.7": {"A bowline holds."},
	} {
		for _, part := range parts {
			if !strings.Contains(pages[name], part) {
				t.Errorf("%s lacks %q:\n%s", name, part, pages[name])
			}
		}
	}
}

// A formatter that knows roff has nothing to complain of.
func TestAFormatterTakesThePages(t *testing.T) {
	mandoc, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff to read the pages with")
	}
	for _, p := range Pages(program(), "v1") {
		cmd := exec.Command(mandoc, "-man", "-Tutf8", "-ww", "-K", "utf8")
		cmd.Stdin = strings.NewReader(string(p.Text))
		var complaints strings.Builder
		cmd.Stderr = &complaints
		out, err := cmd.Output()
		if err != nil || complaints.Len() > 0 || !strings.Contains(string(out), strings.ToUpper(strings.TrimRight(p.Name, ".17"))) {
			t.Errorf("%s: %v\n%s\n%s", p.Name, err, complaints.String(), out)
		}
	}
}
