package house

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	mostLines     = 400 // of any Go file, tests included
	mostMainLines = 60  // of main.go, which holds no logic
)

// rules are all that a machine can hold the source against. Each returns one line per breach.
var rules = []struct {
	name  string
	check func(tree) []string
}{
	{"imports follow the arrows", followArrows},
	{"every package is listed", listPackages},
	{"files are short", keepFilesShort},
	{"every package says what it is", documentPackages},
	{"no errand is left in a comment", leaveNoErrands},
	{"time is injected", injectTime},
	{"secrets are revealed in few places", keepSecrets},
	{"tests do not sleep", neverSleepInTests},
	{"a skipped test says why", giveReasonsForSkips},
}

// TestHouse holds the real source against the rules.
func TestHouse(t *testing.T) {
	tr := readTree(t, os.DirFS("../.."))
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, complaint := range rule.check(tr) {
				t.Error(complaint)
			}
		})
	}
}

func keepFilesShort(tr tree) (complaints []string) {
	for _, file := range tr.files {
		most := mostLines
		if file.name == "main.go" {
			most = mostMainLines
		}
		if file.lines > most {
			complaints = append(complaints, fmt.Sprintf("%s: %d lines are more than %d: find the second subject in it and give that its own file", file.name, file.lines, most))
		}
	}
	return complaints
}

// documentPackages wants the package's comment where a reader looks for it: in doc.go, or in
// main.go for a program.
func documentPackages(tr tree) (complaints []string) {
	documented := make(map[string]bool)
	for _, file := range tr.files {
		home, opening := file.dir+"/doc.go", "Package "+path.Base(file.dir)+" "
		if file.dir == "." || strings.HasPrefix(file.dir, "examples/") {
			home, opening = path.Join(file.dir, "main.go"), ""
		}
		comment := file.syntax.Doc.Text()
		found := file.name == home && comment != "" && strings.HasPrefix(comment, opening)
		documented[home] = documented[home] || found
	}
	for _, home := range slices.Sorted(maps.Keys(documented)) {
		if !documented[home] {
			complaints = append(complaints, home+": missing, or without a comment above its package clause that says what the package is for")
		}
	}
	return complaints
}

var errand = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)

func leaveNoErrands(tr tree) (complaints []string) {
	for _, file := range tr.files {
		for _, group := range file.syntax.Comments {
			for _, comment := range group.List {
				if word := errand.FindString(comment.Text); word != "" {
					complaints = append(complaints, tr.complaint(comment.Pos(), "%s: do it now, or state the limitation as a fact", word))
				}
			}
		}
	}
	return complaints
}

// injectTime keeps the clock in the hands of whoever wires things together. Naming time.Now as
// the default of an injected clock is fine; calling it is not.
func injectTime(tr tree) (complaints []string) {
	for _, file := range tr.files {
		if file.test || file.dir == "internal/cli" {
			continue
		}
		file.calls(func(call *ast.CallExpr, qualifier, name string) {
			if qualifier == "time" && slices.Contains([]string{"Now", "Since", "Until"}, name) {
				complaints = append(complaints, tr.complaint(call.Pos(), "time.%s is called: take the clock as an argument or option, so that tests can set it", name))
			}
		})
	}
	return complaints
}

// revealers are the packages that hand a secret on: to the service, to its store, to a child process, to
// the Parsec SDK, to a user who has signed in.
var revealers = []string{"parsecapi", "internal/session", "internal/launch", "internal/guest", "examples/broker"}

func keepSecrets(tr tree) (complaints []string) {
	for _, file := range tr.files {
		if file.test || slices.Contains(revealers, file.dir) {
			continue
		}
		file.calls(func(call *ast.CallExpr, _, name string) {
			if name == "Reveal" {
				complaints = append(complaints, tr.complaint(call.Pos(), "a secret is revealed outside %s: pass the Secret itself on", strings.Join(revealers, ", ")))
			}
		})
	}
	return complaints
}

// neverSleepInTests allows time.Sleep in a synctest bubble only, where it takes no time.
func neverSleepInTests(tr tree) (complaints []string) {
	for _, file := range tr.files {
		if !file.test {
			continue
		}
		var bubbles []ast.Node
		file.calls(func(call *ast.CallExpr, qualifier, name string) {
			if qualifier == "synctest" && name == "Test" {
				bubbles = append(bubbles, call)
			}
		})
		file.calls(func(call *ast.CallExpr, qualifier, name string) {
			inBubble := slices.ContainsFunc(bubbles, func(b ast.Node) bool { return b.Pos() <= call.Pos() && call.End() <= b.End() })
			if qualifier == "time" && name == "Sleep" && !inBubble {
				complaints = append(complaints, tr.complaint(call.Pos(), "time.Sleep in a test: wait for the event itself, or run the test in synctest.Test"))
			}
		})
	}
	return complaints
}

func giveReasonsForSkips(tr tree) (complaints []string) {
	for _, file := range tr.files {
		if !file.test {
			continue
		}
		file.calls(func(call *ast.CallExpr, _, name string) {
			if name == "SkipNow" || name == "Skip" && len(call.Args) == 0 {
				complaints = append(complaints, tr.complaint(call.Pos(), "a test is skipped without a reason: say what is missing"))
			}
		})
	}
	return complaints
}
