package ui

import (
	"fmt"
	"strings"
	"testing"

	"parsec-hosts/internal/page"
)

const keysPageHead = `# Keys

Every action of the dashboard, its usual keys, what it does, and what the configuration calls it. In the
dashboard ` + "`?`" + ` shows them with the reason why one cannot act now, and ` + "`:`" + ` finds an action by typing.

Each can have other keys, or none:

` + "```toml" + `
[keys]
connect = ["enter", "ctrl+o"]
connect-any = []
pause = "f8"
` + "```" + `

A key is a character, or one of
%s,
with ` + "`ctrl+`, `alt+` or `shift+`" + ` before it. It belongs to one action only, and ` + "`ctrl+c`" + ` always quits. An ` + "`[[action]]`" + ` of your own has its ` + "`key`" + ` in its entry.
This page is generated from the program: ` + "`go test ./ui -run KeysPage -update`" + `.
`

// TestKeysPageHasEveryAction writes docs/keys.md, or wants it to tell of the actions as they are.
func TestKeysPageHasEveryAction(t *testing.T) {
	var text strings.Builder
	fmt.Fprintf(&text, keysPageHead, codes(keyNames))
	told := 0
	for _, group := range []string{groupHost, groupList, groupLinks, groupMove, groupProgram} {
		fmt.Fprintf(&text, "\n## %s\n\n| keys | does | name |\n|---|---|---|\n", group)
		for _, a := range allActions() {
			if a.group != group {
				continue
			}
			told++
			if a.describe() != "" { // the other numbers are told of with the first
				fmt.Fprintf(&text, "| %s | %s | `%s` |\n", codes(pageKeys(a)), a.describe(), pageName(a.name))
			}
		}
	}
	if all := len(allActions()); told != all {
		t.Errorf("%d actions of %d belong to a group", told, all)
	}
	page.Want(t, *updateGolden, "../docs/keys.md", []byte(text.String()))
}

func pageKeys(a action) []string {
	if a.name == "pick-1" {
		return []string{"1", "…", "9"}
	}
	return a.binding.Keys()
}

func pageName(name string) string {
	if name == "pick-1" {
		return "pick-1` … `pick-9"
	}
	return name
}

func codes(words []string) string {
	coded := make([]string, len(words))
	for i, word := range words {
		coded[i] = "`" + word + "`"
	}
	return strings.ReplaceAll(strings.Join(coded, " "), "`…`", "…")
}
