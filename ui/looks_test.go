package ui

import (
	"bytes"
	"image/color"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// TestGoldenLooks keeps a screen as each kind of terminal gets it, with its escape sequences: one
// quoted line for each of the screen.
func TestGoldenLooks(t *testing.T) {
	dark, light := lipgloss.Color("#101418"), lipgloss.Color("#ffffff")
	for _, c := range []struct {
		name       string
		profile    colorprofile.Profile
		background color.Color // nil when the terminal does not tell
	}{
		{"truecolor-dark", colorprofile.TrueColor, dark},
		{"truecolor-light", colorprofile.TrueColor, light},
		{"truecolor-untold", colorprofile.TrueColor, nil},
		{"ansi16-dark", colorprofile.ANSI, dark},
		{"ansi16-light", colorprofile.ANSI, light},
		{"ascii", colorprofile.ASCII, dark},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 80, 16, nil, func(d *driver) {
				d.send(tea.ColorProfileMsg{Profile: c.profile})
				if c.background != nil {
					d.send(tea.BackgroundColorMsg{Color: c.background})
				}
				liveScene(d)
				d.press("/").write("e s").press("enter")
				checkGolden(t, "looks-"+c.name, quoteLines(asShown(t, d.screen(), c.profile)))
				checkFits(t, d.screen(), 80, 16)
			})
		})
	}
}

// asShown leaves out what the terminal cannot show, as the program does on the way to it.
func asShown(t *testing.T, screen string, profile colorprofile.Profile) string {
	t.Helper()
	var shown bytes.Buffer
	if _, err := (&colorprofile.Writer{Forward: &shown, Profile: profile}).Write([]byte(screen)); err != nil {
		t.Fatal(err)
	}
	return shown.String()
}

func quoteLines(screen string) string {
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strconv.QuoteToGraphic(lines[i])
	}
	return strings.Join(lines, "\n")
}
