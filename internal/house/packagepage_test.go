package house

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parsec-hosts/internal/page"
)

const architecturePage = "../../docs/architecture.md"

// packageList is the part of the page that is generated.
var packageList = regexp.MustCompile(`(?s)(<!-- packages -->\n).*(<!-- end of packages -->)`)

// sentenceEnd is a full stop that is not within a name such as "node.js".
var sentenceEnd = regexp.MustCompile(`\.(\s|$)`)

// TestThePageOfTheArchitectureHasEveryPackage writes the list of packages, or wants it to be up to date.
func TestThePageOfTheArchitectureHasEveryPackage(t *testing.T) {
	var list strings.Builder
	list.WriteString("\n| package | |\n|---|---|\n")
	for _, file := range readTree(t, os.DirFS("../..")).files {
		if comment := file.syntax.Doc.Text(); !file.test && comment != "" && file.dir != "." {
			fmt.Fprintf(&list, "| `%s` | %s |\n", file.dir, firstSentence(comment))
		}
	}
	list.WriteString("\n")
	text, err := os.ReadFile(architecturePage)
	if err != nil {
		t.Fatal(err)
	}
	parts := packageList.FindStringSubmatchIndex(string(text))
	if parts == nil {
		t.Fatal("the page has no place for the list of packages")
	}
	page.Want(t, *update, architecturePage, []byte(string(text[:parts[3]])+list.String()+string(text[parts[4]:])))
}

// firstSentence is that of a package's comment, without "Package NAME is" and the like.
func firstSentence(comment string) string {
	text := strings.Join(strings.Fields(comment), " ")
	if at := sentenceEnd.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	if rest, found := strings.CutPrefix(text, "Package "); found {
		_, text, _ = strings.Cut(rest, " ")
	}
	return strings.TrimPrefix(text, "is ")
}

func TestFirstSentences(t *testing.T) {
	for comment, want := range map[string]string{
		"Package poll decides when.\nMore here.\n": "decides when",
		"Package ui is the\ndashboard of v2.0.\n":  "the dashboard of v2.0",
		"Broker is an example":                     "Broker is an example",
	} {
		if got := firstSentence(comment); got != want {
			t.Errorf("of %q: %q, want %q", comment, got, want)
		}
	}
}

var namedFile = regexp.MustCompile("`((?:[a-z]+/)+[a-z_*.]+)`")

func TestThePageOfTheArchitectureNamesFilesThatExist(t *testing.T) {
	text, err := os.ReadFile(architecturePage)
	if err != nil {
		t.Fatal(err)
	}
	named := namedFile.FindAllStringSubmatch(string(text), -1)
	if len(named) < 40 {
		t.Errorf("only %d files and folders are named", len(named))
	}
	for _, name := range named {
		if paths, err := filepath.Glob(filepath.Join("..", "..", name[1])); err != nil || len(paths) == 0 {
			if !standardPackages[name[1]] {
				t.Errorf("there is no %s", name[1])
			}
		}
	}
}

// standardPackages are on the page, and not ours.
var standardPackages = map[string]bool{"net/http": true, "os/exec": true, "testing/synctest": true}
