package house

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestRulesBite breaks one rule at a time in a tree of a single file and wants that rule, and
// wording that tells where.
func TestRulesBite(t *testing.T) {
	long := func(lines int) string { return "package main\n" + strings.Repeat("\n", lines) }
	for _, breach := range []struct{ rule, file, text, complaint string }{
		{"imports follow the arrows", "ui/a.go", `package ui; import "parsec-hosts/internal/config"`, "ui/a.go:1: ui imports parsec-hosts/internal/config: no such arrow"},
		{"imports follow the arrows", "ui/a_windows.go", `package ui; import "parsec-hosts/internal/session"`, "no such arrow"},
		{"imports follow the arrows", "ui/a.go", `package ui; import "net/http"`, "does no I/O"},
		{"imports follow the arrows", "ui/a.go", `package ui; import x "os/exec"`, "does no I/O"},
		{"imports follow the arrows", "main.go", `package main; import "parsec-hosts/ui"`, "no such arrow"},
		{"imports follow the arrows", "internal/new/a.go", `package new; import "parsec-hosts/ui"`, "no such arrow"},
		{"imports follow the arrows", "internal/query/a.go", `package query; import "parsec-hosts/parsecapi"`, "no such arrow"},
		{"imports follow the arrows", "internal/poll/a.go", `package poll; import "math/rand/v2"`, "pure functions"},
		{"imports follow the arrows", "parsecapi/a.go", `package parsecapi; import "golang.org/x/sys/unix"`, "standard library only"},
		{"imports follow the arrows", "internal/launch/a_test.go", `package launch; import "C"`, "CGO_ENABLED=0"},
		{"every package is listed", "internal/new/doc.go", `package new`, "internal/new: a package without a line in arrows"},
		{"every package is listed", "main.go", `package main`, "ui: listed in arrows (internal/house/arrows_test.go), but there is no such package"},
		{"files are short", "main.go", long(60), "main.go: 61 lines are more than 60"},
		{"files are short", "ui/a_test.go", long(400), "ui/a_test.go: 401 lines are more than 400"},
		{"every package says what it is", "ui/a.go", "// Package ui is in the wrong file.\npackage ui", "ui/doc.go: missing"},
		{"every package says what it is", "ui/doc.go", "// Something.\npackage ui", "ui/doc.go: missing"},
		{"every package says what it is", "main.go", "package main", "main.go: missing"},
		{"every package says what it is", "examples/a/main.go", "package main", "examples/a/main.go: missing"},
		{"no errand is left in a comment", "ui/a.go", "package ui\n\n// TODO: later", "ui/a.go:3: TODO"},
		{"time is injected", "internal/launch/a.go", `package launch; import "time"; var t = time.Now()`, "time.Now is called"},
		{"time is injected", "ui/a.go", `package ui; import "time"; var d = time.Since(t)`, "time.Since is called"},
		{"secrets are revealed in few places", "ui/a.go", `package ui; var s = f().Reveal()`, "ui/a.go:1: a secret is revealed outside"},
		{"tests do not sleep", "ui/a_test.go", `package ui; func f() { time.Sleep(1) }`, "time.Sleep in a test"},
		{"a skipped test says why", "ui/a_test.go", `package ui; func f() { t.Skip() }`, "without a reason"},
		{"a skipped test says why", "ui/a_test.go", `package ui; func f() { t.SkipNow() }`, "without a reason"},
	} {
		complaints := check(t, breach.rule, breach.file, breach.text)
		if !strings.Contains(strings.Join(complaints, "\n"), breach.complaint) {
			t.Errorf("%s: %s with %.80q: got %q, want a complaint with %q", breach.rule, breach.file, breach.text, complaints, breach.complaint)
		}
	}
}

// TestRulesLetPass names what the rules are not meant to forbid.
func TestRulesLetPass(t *testing.T) {
	for _, fine := range []struct{ rule, file, text string }{
		{"imports follow the arrows", "ui/a_test.go", `package ui; import "net/http"; import "parsec-hosts/internal/simulator"`},
		{"imports follow the arrows", "internal/cli/a.go", `package cli; import "parsec-hosts/ui"; import "os/exec"`},
		{"imports follow the arrows", "parsecapi/a.go", `package parsecapi; import "net/http"`},
		{"files are short", "main.go", "package main\n" + strings.Repeat("\n", 59)},
		{"every package says what it is", "ui/doc.go", "// Package ui draws.\npackage ui"},
		{"every package says what it is", "main.go", "// parsec-hosts shows hosts.\npackage main"},
		{"time is injected", "ui/a.go", `package ui; import "time"; var now = time.Now`},
		{"time is injected", "internal/cli/a.go", `package cli; import "time"; var t = time.Now()`},
		{"secrets are revealed in few places", "internal/launch/a.go", `package launch; var s = f().Reveal()`},
		{"tests do not sleep", "ui/a_test.go", `package ui; func f() { synctest.Test(t, func(t *testing.T) { time.Sleep(1) }) }`},
		{"a skipped test says why", "ui/a_test.go", `package ui; func f() { t.Skip("no tmux") }`},
	} {
		if complaints := check(t, fine.rule, fine.file, fine.text); len(complaints) > 0 {
			t.Errorf("%s: %s with %.80q: %q", fine.rule, fine.file, fine.text, complaints)
		}
	}
}

func TestTreeLeavesOutWhatGoIgnores(t *testing.T) {
	tr := readTree(t, fstest.MapFS{
		"main.go":              {Data: []byte("package main")},
		"ui/testdata/a.go":     {Data: []byte("not Go")},
		".hidden/a.go":         {Data: []byte("not Go")},
		"_old/a.go":            {Data: []byte("not Go")},
		"internal/poll/doc.go": {Data: []byte("package poll")},
	})
	if len(tr.files) != 2 {
		t.Errorf("got %d files, want main.go and internal/poll/doc.go", len(tr.files))
	}
}

// check runs the named rule over a tree of one file.
func check(t *testing.T, name, file, text string) []string {
	t.Helper()
	tr := readTree(t, fstest.MapFS{file: {Data: []byte(text)}})
	for _, rule := range rules {
		if rule.name == name {
			return rule.check(tr)
		}
	}
	t.Fatalf("no rule is called %q", name)
	return nil
}
