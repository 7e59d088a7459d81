//go:build unix

package cli

import (
	"bytes"
	"strings"
	"testing"

	"parsec-hosts/internal/textsafe"
)

// listed runs list on a terminal and returns its lines.
func listed(t *testing.T, variables ...string) []string {
	t.Helper()
	p := newProcess(t, "list", "--demo", "render")
	p.Env = append(p.Env, variables...)
	c := startConsole(t, p)
	c.expectEnd(0)
	return strings.Split(strings.TrimSuffix(string(bytes.ReplaceAll(c.shown, []byte("\r\n"), []byte("\n"))), "\n"), "\n")
}

func TestAListOnATerminalIsColoured(t *testing.T) {
	lines := listed(t)
	if len(lines) < 2 || !strings.HasPrefix(lines[0], "\x1b[1mNAME\x1b[0m") || !strings.HasPrefix(lines[1], "\x1b[1;32mrender\x1b[0m-") {
		t.Errorf("lines %q", lines)
	}
	for _, variable := range []string{"NO_COLOR=1", "TERM=dumb"} {
		if text := strings.Join(listed(t, variable), "\n"); strings.Contains(text, "\x1b") || !strings.Contains(text, "render-") {
			t.Errorf("%s: %q", variable, text)
		}
	}
}

func TestAListFitsItsTerminal(t *testing.T) {
	for _, line := range listed(t, "COLUMNS=64", "NO_COLOR=1") {
		if textsafe.Width(line) > 64 {
			t.Errorf("%d cells: %q", textsafe.Width(line), line)
		}
	}
	if narrow := listed(t, "COLUMNS=1", "NO_COLOR=1"); !strings.Contains(narrow[1], "18WkmuODL6UMJxXp409MybM1EEE") {
		t.Errorf("a peer ID was cut: %q", narrow[1])
	}
}

func TestPeopleAreAskedWhichHostTheyMean(t *testing.T) {
	c := openConsole(t, "NO_COLOR=1", "connect", "--launcher=show-handover", "--demo", "render")
	c.expect("NAME")
	c.expect("Number: ")
	c.press("\r")
	c.expect("type a number from 1 to 3")
	c.press("2\r")
	c.expect("This is what a launched program is handed")
	c.expect("render-09")
	c.expectEnd(0)
	c = openConsole(t, "NO_COLOR=1", "connect", "--launcher=show-handover", "--demo", "anna-workstation")
	c.expect("is this very computer. Connect to it? [y/N] ")
	c.press("\r")
	c.expectEnd(1)
	c = openConsole(t, "NO_COLOR=1", "connect", "--launcher=show-handover", "--demo", "anna-workstation")
	c.expect("[y/N] ")
	c.press("y\r")
	c.expect("This is what a launched program is handed")
	c.expectEnd(0)
	c = openConsole(t, "NO_COLOR=1", "connect", "--launcher=show-handover", "--demo", "render")
	c.expect("Number: ")
	c.press("\x03")
	c.expectEnd(130)
}
