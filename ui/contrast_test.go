package ui

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
)

// The backgrounds that terminals have: plain ones, and those of themes that many people use.
var (
	lightBackgrounds = []string{"#ffffff", "#fdf6e3"}
	darkBackgrounds  = []string{"#000000", "#1e1e1e", "#002b36"}
)

// inks are the colours that a palette writes text in.
func (p palette) inks() map[string]string {
	all := map[string]string{
		"text": p.text, "dim": p.dim, "accent": p.accent, "good": p.good, "warn": p.warn, "bad": p.bad,
	}
	for name, colour := range all {
		if colour == "" { // the terminal's own
			delete(all, name)
		}
	}
	return all
}

func TestEveryColourCanBeReadOnEveryUsualBackground(t *testing.T) {
	for name, s := range schemes {
		least := leastContrast
		if name == ThemeContrast {
			least = highContrast
		}
		for _, c := range []struct {
			form        string
			palette     palette
			backgrounds []string
			least       float64
		}{
			{"dark", s.dark, darkBackgrounds, least},
			{"light", s.light, lightBackgrounds, least},
			// No colour reaches 4.5 on all of these. The neutral contrast theme has none.
			{"neutral", s.neutral, append(darkBackgrounds[:3:3], lightBackgrounds...), 3},
		} {
			for use, ink := range c.palette.inks() {
				for _, b := range c.backgrounds {
					if got := contrast(lipgloss.Color(ink), lipgloss.Color(b)); got < c.least {
						t.Errorf("%s, %s: %s %s on %s has a contrast of %.2f, want %v", name, c.form, use, ink, b, got, c.least)
					}
				}
			}
		}
		for _, p := range []palette{s.dark, s.light} {
			for use, ink := range p.onSelection().inks() {
				if got := contrast(lipgloss.Color(ink), lipgloss.Color(p.selection)); got < least {
					t.Errorf("%s: %s %s on the selection %s has a contrast of %.2f, want %v", name, use, ink, p.selection, got, least)
				}
			}
		}
	}
	if n := len(schemes[ThemeContrast].neutral.inks()); n > 0 {
		t.Errorf("the neutral contrast theme has %d colours", n)
	}
}

// A selection of the user's own has readable text, whatever its colour.
func TestAnySelectionCanBeRead(t *testing.T) {
	for _, selection := range []string{"#000000", "#777777", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffe14d"} {
		p := schemes[ThemeDefault].dark.with(Colors{Selection: selection}).onSelection()
		for use, ink := range p.inks() {
			if got := contrast(lipgloss.Color(ink), lipgloss.Color(selection)); got < leastContrast {
				t.Errorf("%s %s on %s has a contrast of %.2f", use, ink, selection, got)
			}
		}
	}
}

func TestTheSelectionStandsOut(t *testing.T) {
	for name, s := range schemes {
		for _, b := range darkBackgrounds {
			if got := contrast(lipgloss.Color(s.dark.selection), lipgloss.Color(b)); got < 1.4 {
				t.Errorf("%s: the selection %s on %s has a contrast of %.2f", name, s.dark.selection, b, got)
			}
		}
		for _, b := range lightBackgrounds {
			if got := contrast(lipgloss.Color(s.light.selection), lipgloss.Color(b)); got < 1.2 {
				t.Errorf("%s: the selection %s on %s has a contrast of %.2f", name, s.light.selection, b, got)
			}
		}
	}
}

// vision is what an eye makes of linear red, green and blue when one kind of its cones is missing,
// after Machado, Oliveira and Fernandes (2009).
type vision [3][3]float64

var visions = map[string]vision{
	"full":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab is a colour as it is seen, in CIELAB, where distances are about those that people perceive: a
// distance of 2 can just be seen side by side.
func (v vision) lab(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	light := [3]float64{linear(r), linear(g), linear(b)}
	var seen [3]float64
	for i, row := range v {
		seen[i] = math.Min(1, math.Max(0, row[0]*light[0]+row[1]*light[1]+row[2]*light[2]))
	}
	f := func(x, y, z, white float64) float64 {
		t := (x*seen[0] + y*seen[1] + z*seen[2]) / white
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x, y, z := f(0.4124, 0.3576, 0.1805, 0.95047), f(0.2126, 0.7152, 0.0722, 1), f(0.0193, 0.1192, 0.9505, 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func (v vision) distance(a, b string) float64 {
	p, q := v.lab(lipgloss.Color(a)), v.lab(lipgloss.Color(b))
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestTheColourBlindThemeIsToldApartByEveryEye(t *testing.T) {
	const clearly = 20
	s := schemes[ThemeColourBlind]
	for form, p := range map[string]palette{"dark": s.dark, "light": s.light, "neutral": s.neutral} {
		for eye, v := range visions {
			for _, pair := range [][2]string{{p.good, p.warn}, {p.good, p.bad}, {p.warn, p.bad}, {p.good, p.dim}, {p.warn, p.dim}, {p.bad, p.dim}} {
				if got := v.distance(pair[0], pair[1]); got < clearly {
					t.Errorf("%s: with %s %s and %s differ by %.0f only, want %d", form, eye, pair[0], pair[1], got, clearly)
				}
			}
		}
	}
}
