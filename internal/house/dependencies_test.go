package house

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/page"
)

const dependencyPage = "../../docs/dependencies.md"

const dependencyPageHead = `# What this program is made of

Every module that go.mod names, with the licence of the version in use and what it is for. All licences
allow to use, change and pass on what is built with them, under the terms of our own (MIT), as long as
their notices go along. This page is generated: ` + "`go test ./internal/house -update`" + `.

| module | version | licence | for |
|---|---|---|---|
`

// A dependency is a module that go.mod names.
type dependency struct{ module, licence, purpose string }

var dependencies = []dependency{
	{"charm.land/bubbles/v2", "MIT", "text input, key bindings and other parts of the dashboard"},
	{"charm.land/bubbletea/v2", "MIT", "the dashboard's event loop and renderer"},
	{"charm.land/lipgloss/v2", "MIT", "styles and colours"},
	{"github.com/BurntSushi/toml", "MIT", "the configuration file"},
	{"github.com/adrg/xdg", "MIT", "where configuration and state belong on each system"},
	{"github.com/atotto/clipboard", "BSD-3-Clause", "the computer's clipboard"},
	{"github.com/charmbracelet/colorprofile", "MIT", "what colours the terminal has"},
	{"github.com/charmbracelet/ultraviolet", "MIT", "cells of the screen, below Bubble Tea, and tests of what is drawn"},
	{"github.com/charmbracelet/x/ansi", "MIT", "escape sequences and the width of text"},
	{"github.com/charmbracelet/x/term", "MIT", "below Bubble Tea"},
	{"github.com/charmbracelet/x/termios", "MIT", "below Bubble Tea"},
	{"github.com/charmbracelet/x/windows", "MIT", "below Bubble Tea, on Windows"},
	{"github.com/clipperhouse/displaywidth", "MIT", "below ansi"},
	{"github.com/clipperhouse/uax29/v2", "MIT", "below ansi"},
	{"github.com/creack/pty", "MIT", "tests: real terminals"},
	{"github.com/danieljoos/wincred", "MIT", "below go-keyring, on Windows"},
	{"github.com/ebitengine/purego", "Apache-2.0", "calls the Parsec SDK without cgo"},
	{"github.com/godbus/dbus/v5", "BSD-2-Clause", "below go-keyring, on Linux; tests: a keyring that is silent"},
	{"github.com/gofrs/flock", "BSD-3-Clause", "the locks that several instances share"},
	{"github.com/google/go-cmp", "BSD-3-Clause", "tests: what differs"},
	{"github.com/google/renameio/v2", "Apache-2.0", "replaces files as a whole, on Unix"},
	{"github.com/inconshreveable/mousetrap", "Apache-2.0", "below cobra, on Windows"},
	{"github.com/lucasb-eyer/go-colorful", "MIT", "below lipgloss"},
	{"github.com/mattn/go-runewidth", "MIT", "below Bubble Tea"},
	{"github.com/muesli/cancelreader", "MIT", "waits for a key and can be told to stop"},
	{"github.com/natefinch/atomic", "MIT", "replaces files as a whole, on Windows"},
	{"github.com/rivo/uniseg", "MIT", "below bubbles"},
	{"github.com/rogpeppe/go-internal", "BSD-3-Clause", "tests: scripts of command lines"},
	{"github.com/spf13/cobra", "Apache-2.0", "commands, help and completion"},
	{"github.com/spf13/pflag", "BSD-3-Clause", "flags, below cobra and beside it"},
	{"github.com/xo/terminfo", "MIT", "below colorprofile"},
	{"github.com/zalando/go-keyring", "MIT", "the system's keyring"},
	{"go.uber.org/goleak", "MIT", "tests: no goroutine is left"},
	{"golang.org/x/sync", "BSD-3-Clause", "below ultraviolet"},
	{"golang.org/x/sys", "BSD-3-Clause", "calls of the operating system"},
	{"golang.org/x/term", "BSD-3-Clause", "the terminal's modes"},
	{"golang.org/x/text", "BSD-3-Clause", "one form for letters with accents"},
	{"golang.org/x/tools", "BSD-3-Clause", "tests: below go-internal"},
	{"pgregory.net/rapid", "MPL-2.0", "tests: sequences of events that are shrunk to the shortest that fails"},
}

// licences are those that code under the MIT licence may be built with, by words of their text.
var licences = []struct{ name, words string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MIT", "permission is hereby granted, free of charge"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"BSD-3-Clause", "neither the name"},
	{"BSD-2-Clause", "redistribution and use in source and binary forms"},
}

var requirement = regexp.MustCompile(`(?m)^\s*(?:require )?([\w./-]+\.[\w./-]+) (v\S+)`)

// TestDependenciesAreListed writes the page of dependencies, or wants it to be what go.mod says.
func TestDependenciesAreListed(t *testing.T) {
	modules, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, match := range requirement.FindAllStringSubmatch(string(modules), -1) {
		versions[match[1]] = match[2]
	}
	var text strings.Builder
	text.WriteString(dependencyPageHead)
	for _, d := range dependencies {
		version, required := versions[d.module]
		if !required {
			t.Errorf("go.mod does not name %s any more: take it out of dependencies", d.module)
		}
		delete(versions, d.module)
		fmt.Fprintf(&text, "| %s | %s | %s | %s |\n", d.module, version, d.licence, d.purpose)
	}
	for _, module := range slices.Sorted(maps.Keys(versions)) {
		t.Errorf("%s is new: add it to dependencies, with its licence and what it is for", module)
	}
	page.Want(t, *update, dependencyPage, []byte(text.String()))
}

// TestLicencesAreWhatTheListSays reads those of the modules that are on this computer.
func TestLicencesAreWhatTheListSays(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Skip("no go command here: ", err)
	}
	text, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, d := range dependencies {
		version := regexp.MustCompile(regexp.QuoteMeta(d.module) + ` (v\S+)`).FindSubmatch(text)
		if version == nil {
			continue // the list itself says so
		}
		folder := filepath.Join(strings.TrimSpace(string(cache)), capitals.ReplaceAllStringFunc(d.module, func(s string) string {
			return "!" + strings.ToLower(s)
		})+"@"+string(version[1]))
		files, err := filepath.Glob(filepath.Join(folder, "[CL][OI][PC][YE]*"))
		if err != nil || len(files) == 0 {
			continue
		}
		licence, err := os.ReadFile(files[0])
		if err != nil {
			t.Error(err)
		}
		read++
		if found := licenceOf(string(licence)); found != d.licence {
			t.Errorf("%s is under %q, and the list says %s", d.module, found, d.licence)
		}
	}
	if read < len(dependencies)/2 {
		t.Errorf("only %d of %d licences were found", read, len(dependencies))
	}
}

var capitals = regexp.MustCompile(`[A-Z]`)

// licenceOf returns the name of a licence by its text, "" for one that is not among licences.
func licenceOf(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, ",", "")), " "))
	for _, l := range licences {
		if strings.Contains(text, strings.ReplaceAll(l.words, ",", "")) {
			return l.name
		}
	}
	return ""
}
