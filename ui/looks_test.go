package ui

import (
	"bytes"
	"image/color"
	"regexp"
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

// onTerminal drives the dashboard with the looks on a dark terminal of the profile.
func onTerminal(t *testing.T, profile colorprofile.Profile, looks Looks, test func(*driver)) {
	t.Helper()
	drive(t, 80, 16, func(o *Options) { o.Looks = looks }, func(d *driver) {
		d.send(tea.ColorProfileMsg{Profile: profile})
		d.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#101418")})
		liveScene(d)
		test(d)
	})
}

var colourCode = regexp.MustCompile(`\x1b\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]`)

// Without colours the selected row is reversed, and has the bar of the cursor before it.
func TestNoThemeNeedsColours(t *testing.T) {
	for _, name := range Themes() {
		looks := Looks{Theme: name, HeaderColor: "#c62828", Colors: Colors{Good: "#00ff00", Selection: "#0000ff"}}
		onTerminal(t, colorprofile.ASCII, looks, func(d *driver) {
			if code := colourCode.FindString(d.screen()); code != "" {
				t.Errorf("%s: there are colours, such as %q", name, code)
			}
			d.expect("▌\x1b[7m", "\x1b[7medit-suite-01")
			d.expect("\x1b[1;7m studio \x1b[m")
		})
	}
}

func TestEveryThemeIsAnother(t *testing.T) {
	seen := map[string]string{}
	for _, name := range Themes() {
		onTerminal(t, colorprofile.TrueColor, Looks{Theme: name}, func(d *driver) {
			if other, twice := seen[d.screen()]; twice {
				t.Errorf("%s looks as %s", name, other)
			}
			seen[d.screen()] = name
		})
	}
}

func TestTheBackgroundThatIsAskedForWins(t *testing.T) {
	onTerminal(t, colorprofile.TrueColor, Looks{Background: BackgroundLight}, func(d *driver) {
		d.expect("\x1b[38;2;20;112;58m●") // the good colour on light
	})
}

func TestColoursOfTheUsersOwnAreUsed(t *testing.T) {
	onTerminal(t, colorprofile.TrueColor, Looks{Colors: Colors{Good: "#010203"}}, func(d *driver) {
		d.expect("\x1b[38;2;1;2;3m● live")
	})
}

// Production is not to be taken for staging: its name is a block of colour, with text that can be
// read on it.
func TestTheProfilesNameIsABlockOfItsColour(t *testing.T) {
	onTerminal(t, colorprofile.TrueColor, Looks{HeaderColor: "#c62828"}, func(d *driver) {
		d.expect("\x1b[1;38;2;255;255;255;48;2;198;40;40m studio \x1b[m")
	})
	onTerminal(t, colorprofile.TrueColor, Looks{HeaderColor: "#f2c94c"}, func(d *driver) {
		d.expect("\x1b[1;38;2;0;0;0;48;2;242;201;76m studio \x1b[m")
	})
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
