package cli

import (
	"slices"
	"testing"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

func TestTheSignsAreThoseThatTheTerminalCanShow(t *testing.T) {
	for _, test := range []struct {
		environ []string
		ascii   bool
	}{
		{nil, false},
		{[]string{"LANG=en_US.UTF-8"}, false},
		{[]string{"LANG=de_DE.utf8@euro"}, false},
		{[]string{"LANG=C.UTF-8"}, false},
		{[]string{"LC_CTYPE=UTF-8"}, false},
		{[]string{"LANG=en_US"}, false},
		{[]string{"LANG=C"}, true},
		{[]string{"LC_ALL=POSIX", "LANG=en_US.UTF-8"}, true},
		{[]string{"LC_ALL=en_US.UTF-8", "LANG=C"}, false},
		{[]string{"LC_ALL=", "LC_CTYPE=en_US.ISO-8859-1", "LANG=en_US.UTF-8"}, true},
		{[]string{"TERM=linux", "LANG=en_US.UTF-8"}, true},
		{[]string{"TERM=xterm-256color"}, false},
	} {
		if got := needsASCII(test.environ); got != test.ascii {
			t.Errorf("%q: ASCII %v, want %v", test.environ, got, test.ascii)
		}
	}
}

func TestAChoiceWinsOverWhatTheTerminalSays(t *testing.T) {
	for _, chosen := range []bool{false, true} {
		l := config.Looks{ASCII: config.Value[bool]{Value: chosen, From: config.Origin{Kind: config.FromFile}}}
		for _, environ := range [][]string{{"LANG=C"}, {"LANG=C.UTF-8"}} {
			if got := looks(l, environ).ASCII; got != chosen {
				t.Errorf("ascii = %v with %q: %v", chosen, environ, got)
			}
		}
	}
}

// The words of the configuration and those of the dashboard are the same.
func TestEveryThemeThatCanBeChosenExists(t *testing.T) {
	if !slices.Equal(config.Themes, ui.Themes()) {
		t.Errorf("the configuration has the themes %q, the dashboard %q", config.Themes, ui.Themes())
	}
}

func TestEveryColourThatCanBeChosenArrives(t *testing.T) {
	for _, name := range config.ColorNames {
		l := config.Looks{Colors: map[string]config.Value[string]{name: {Value: "#123456"}}}
		if looks(l, nil).Colors == (ui.Colors{}) {
			t.Errorf("the colour %s is lost on the way", name)
		}
	}
}

func TestOnlyTerminalsKnownForItAreSentProgress(t *testing.T) {
	for environ, want := range map[string]bool{
		"":                     false,
		"TERM_PROGRAM=ghostty": true,
		"WT_SESSION=1234":      true,
		"ConEmuANSI=ON":        true,
		"TERM_PROGRAM=iTerm":   false,
	} {
		if got := showsProgress([]string{environ}); got != want {
			t.Errorf("%s: %v, want %v", environ, got, want)
		}
	}
	if showsProgress([]string{"WT_SESSION=1", "TMUX=/tmp/x"}) {
		t.Error("tmux is sent progress")
	}
}
