//go:build unix

package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/connection"
)

// block is a piece of code on a page of the documentation.
type block struct {
	page     string // its path from the root
	language string // and what else stands behind the fence
	text     string
}

func (b block) String() string { return b.page + ", " + b.language }

// languages are those of the pages. Code in the last two is nothing to run.
var languages = []string{"sh", "toml", "crontab", "ini", "yaml", "json list", "json event", "json connection", "text", ""}

var fence = regexp.MustCompile("(?ms)^ *```([^\n]*)\n(.*?)^ *```$")

// pages are the documentation's, by their path from the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	root := filepath.Join("..", "..")
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/*/*.md"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := strings.TrimPrefix(path, root+string(filepath.Separator))
			found[page] = strings.ReplaceAll(string(text), "\r\n", "\n")
		}
	}
	return found
}

// blocks are all pieces of code in a language, on all pages.
func blocks(t *testing.T, language string) (found []block) {
	t.Helper()
	for page, text := range pages(t) {
		for _, match := range fence.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(languages, match[1]) {
				t.Errorf("%s has code in %q, which no test looks at", page, match[1])
			}
			if match[1] == language {
				found = append(found, block{page, match[1], match[2]})
			}
		}
	}
	return found
}

// recipes are the commands of all pages, by the words above them or by their first line. What other
// programs run is among them, by the page and the kind of its file.
func recipes(t *testing.T) map[string]string {
	t.Helper()
	commands := map[string]string{}
	for _, b := range blocks(t, "sh") {
		for recipe := range strings.SplitSeq(strings.TrimSpace(b.text), "\n\n") {
			words, command, _ := strings.Cut(recipe, "\n")
			name, commented := strings.CutPrefix(words, "# ")
			if !commented {
				command = recipe
			}
			if other, twice := commands[name]; twice && other != command {
				t.Errorf("two commands are called %q", name)
			}
			commands[name] = command
		}
	}
	for language, line := range map[string]*regexp.Regexp{
		"crontab": regexp.MustCompile(`(?m)^[0-9*]+(?: +[0-9*,-]+){4} +(.*)$`),
		"ini":     regexp.MustCompile(`(?m)^ExecStart=(.*)$`),
		"yaml":    regexp.MustCompile(`(?m)^ +- run: (.*)$`),
	} {
		for _, b := range blocks(t, language) {
			var lines []string
			for _, match := range line.FindAllStringSubmatch(b.text, -1) {
				// A service goes on for ever, and a test does not.
				lines = append(lines, strings.Replace(match[1], "watch --jsonl", "watch --jsonl --until 1", 1))
			}
			commands[b.String()] = strings.Join(lines, "\n")
		}
	}
	return commands
}

func TestEverySettingOnThePagesIsUnderstood(t *testing.T) {
	found := blocks(t, "toml")
	if len(found) < 10 {
		t.Errorf("only %d blocks", len(found))
	}
	for _, b := range found {
		path := filepath.Join(t.TempDir(), "config.toml")
		writePrivate(t, path, unindent(b.text))
		_, faults := checkConfig(config.Inputs{Flags: config.Flags{Config: path}})
		for _, fault := range faults {
			t.Errorf("%s: %v, in\n%s", b.page, fault, b.text)
		}
	}
}

// unindent takes away what a list indents its code by.
func unindent(text string) string {
	first := strings.TrimLeft(text, " ")
	return regexp.MustCompile(fmt.Sprintf(`(?m)^ {%d}`, len(text)-len(first))).ReplaceAllString(text, "")
}

// TestTheShapesOfJSONAreThoseOfTheProgram compares the names in the examples with what is printed.
func TestTheShapesOfJSONAreThoseOfTheProgram(t *testing.T) {
	shape := func(language string) map[string]bool {
		found := blocks(t, language)
		if len(found) != 1 {
			t.Fatalf("%d blocks of %s", len(found), language)
		}
		return fieldsOf(t, found[0].text)
	}
	list := newProcess(t, "list", "--demo", "--json")
	printed, err := list.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, list.stderr.String())
	}
	// Of a healthy service, and with hosts that were there before, some are not printed.
	want, got := shape("json list"), fieldsOf(t, string(printed))
	for _, sometimes := range []string{"incomplete", "remembered", "hosts.since"} {
		got[sometimes] = true
	}
	compareFields(t, "list --json", want, got)

	events := newProcess(t, "watch", "--replay", "-", "--jsonl")
	const event = `{"time":"2026-03-05T13:20:00.000Z","kind":"seats","peer_id":"1QA0","name":"a","user_name":"b#c","from":"1/4","to":"2/4"}`
	events.Stdin = strings.NewReader(event + "\n")
	if printed, err = events.Output(); err != nil {
		t.Fatalf("%v\n%s", err, events.stderr.String())
	}
	compareFields(t, "watch --jsonl", shape("json event"), fieldsOf(t, string(printed)))

	at := time.Date(2026, 3, 5, 13, 20, 0, 0, time.UTC)
	everything, err := json.Marshal(connection.Report{
		WaitsFor: connection.ForPath, Again: at, CodeName: "x", Meaning: "x", Remedy: "x", Wanted: true,
		Figures: &connection.Figures{Decoder: "x", H265: true, Color444: true, Failing: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	compareFields(t, "connections --json", shape("json connection"), fieldsOf(t, string(everything)))
}

func compareFields(t *testing.T, what string, page, printed map[string]bool) {
	t.Helper()
	if !maps.Equal(page, printed) {
		t.Errorf("%s has the fields %q, and docs/automation.md %q", what, slices.Sorted(maps.Keys(printed)), slices.Sorted(maps.Keys(page)))
	}
}

// fieldsOf are the names of all fields in JSON, with those around them. What the service calls metadata
// is its own.
func fieldsOf(t *testing.T, text string) map[string]bool {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	fields := map[string]bool{}
	var visit func(prefix string, value any)
	visit = func(prefix string, value any) {
		switch value := value.(type) {
		case []any:
			for _, item := range value {
				visit(prefix, item)
			}
		case map[string]any:
			for name, inner := range value {
				fields[prefix+name] = true
				if name != "metadata" {
					visit(prefix+name+".", inner)
				}
			}
		}
	}
	visit("", value)
	return fields
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

// TestNoLinkOfThePagesIsDead follows those that lead to another page, or to a place on one.
func TestNoLinkOfThePagesIsDead(t *testing.T) {
	followed := 0
	for page, text := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, place, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			followed++
			path := filepath.Join("..", "..", filepath.Dir(page), target)
			if target == "" {
				path = filepath.Join("..", "..", page)
			}
			there, err := os.ReadFile(path)
			if err != nil {
				t.Errorf("%s leads to %s: %v", page, match[1], err)
			} else if place != "" && !slices.Contains(places(string(there)), place) {
				t.Errorf("%s leads to %s, and there is no such heading", page, match[1])
			}
		}
	}
	if followed < 20 {
		t.Errorf("only %d links", followed)
	}
}

func TestEveryPageIsInTheList(t *testing.T) {
	all := pages(t)
	for page := range all {
		name, inDocs := strings.CutPrefix(page, "docs/")
		if inDocs && name != "README.md" && !strings.Contains(all["docs/README.md"], "("+name+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}

// places are what GitHub calls the headings of a page.
func places(text string) (names []string) {
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(match[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}
