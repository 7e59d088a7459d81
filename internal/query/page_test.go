package query

import (
	"flag"
	"strings"
	"testing"

	"parsec-hosts/internal/page"
)

var update = flag.Bool("update", false, "rewrite docs/query.md")

const pageHead = `# The query language

` + "`list`, `watch`, `wait`, `pick` and `connect` take queries, and so do the dashboard's filter (`/`) and the setting\n`filter`" + `. This is what ` + "`parsec-hosts help query`" + ` prints; the page is generated from it:
` + "`go test ./internal/query -update`" + `.

`

// TestThePageIsTheManual writes docs/query.md, or wants it to say what the manual says.
func TestThePageIsTheManual(t *testing.T) {
	var text strings.Builder
	text.WriteString(pageHead)
	inExamples := false
	for line := range strings.SplitSeq(Manual, "\n") {
		if example := strings.HasPrefix(line, "  "); example != inExamples {
			inExamples = example
			text.WriteString("```")
			if example {
				text.WriteString("text")
			}
			text.WriteString("\n")
		}
		if !strings.ContainsAny(line, " ") && line != "" {
			line = "## " + line
		}
		text.WriteString(strings.TrimPrefix(line, "  ") + "\n")
	}
	page.Want(t, *update, "../../docs/query.md", []byte(text.String()))
}
