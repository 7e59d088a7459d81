package ui

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette is the colours of a theme on one kind of background: each "#rrggbb", the number of one
// of the terminal's own sixteen, or "" for the one it writes in anyway.
type palette struct {
	text, dim, accent, good, warn, bad string
	selection                          string // background of the selected row; "" reverses the row
	rule                               string // of lines, which are no text; "" for faint ones

	faint bool    // quiet text is faint: for want of a colour that is sure to be readable
	bold  bool    // what stands out does so by weight as well
	least float64 // contrast of any text in the selected row
}

// scheme is a theme as it adapts to terminals.
type scheme struct {
	dark, light palette
	// neutral can be read on dark and light alike. It is for terminals that do not tell, such as
	// tmux 3.3. No colour has a contrast of more than 4.58 to both black and white, so that the
	// selection is reversed, and a theme that wants more has no colours.
	neutral palette
	// With sixteen colours it is left to the terminal, whose user has chosen them. Most are fit for
	// one kind of background only; a terminal that does not tell counts as dark.
	ansiDark, ansiLight palette
}

const (
	leastContrast = 4.5 // of WCAG 2, level AA
	highContrast  = 7   // level AAA
)

// schemes are the built-in themes.
var schemes = map[string]scheme{
	ThemeDefault: {
		dark: palette{
			dim: "#959ba5", accent: "#6cb6ff", good: "#57c98a", warn: "#e3b341", bad: "#ff7b72",
			selection: "#2b4570", rule: "#4a5059", least: leastContrast,
		},
		light: palette{
			dim: "#646a73", accent: "#0b62c4", good: "#14703a", warn: "#8a5a00", bad: "#b3261e",
			selection: "#cfe2fa", rule: "#c0c6ce", least: leastContrast,
		},
		neutral:   palette{dim: "#808790", accent: "#3b82d6", good: "#2f9e5b", warn: "#b7791f", bad: "#d9534f"},
		ansiDark:  palette{faint: true, accent: "6", good: "2", warn: "3", bad: "1"},
		ansiLight: palette{faint: true, accent: "4", good: "2", warn: "5", bad: "1"},
	},
	ThemeCalm: {
		dark: palette{
			dim: "#8f949c", accent: "#a9bdd1", warn: "#d0b27a", bad: "#e09a8f",
			selection: "#41464f", rule: "#454a52", least: leastContrast,
		},
		light: palette{
			dim: "#6b7077", accent: "#3f5873", warn: "#7a5c1e", bad: "#96423a",
			selection: "#dcdfe4", rule: "#c8ccd2", least: leastContrast,
		},
		neutral:   palette{dim: "#80858c", accent: "#6d8399", warn: "#a07c46", bad: "#b86a60"},
		ansiDark:  palette{faint: true, warn: "3", bad: "1"},
		ansiLight: palette{faint: true, warn: "5", bad: "1"},
	},
	// Blue, yellow and a red that is much darker or lighter than the yellow: they differ for people
	// who lack any one kind of cone.
	ThemeColourBlind: {
		dark: palette{
			dim: "#959ba5", accent: "#9db4ff", good: "#4db8ff", warn: "#ffe14d", bad: "#ff8a3d",
			selection: "#3d3f7a", rule: "#4a5059", least: leastContrast,
		},
		light: palette{
			dim: "#646a73", accent: "#3f4fb5", good: "#0067b8", warn: "#8a6200", bad: "#8c1030",
			selection: "#d9ddfb", rule: "#c0c6ce", least: leastContrast,
		},
		neutral:   palette{dim: "#808790", accent: "#6f7fe0", good: "#2f8fd6", warn: "#b08a00", bad: "#cc6652"},
		ansiDark:  palette{faint: true, accent: "6", good: "6", warn: "3"},
		ansiLight: palette{faint: true, accent: "4", good: "4", warn: "5"},
	},
	ThemeContrast: {
		dark: palette{
			text: "#ffffff", dim: "#d2d6dc", accent: "#9ad1ff", good: "#7df0a8", warn: "#ffdf5d", bad: "#ffb0a8",
			selection: "#ffffff", rule: "#d2d6dc", bold: true, least: highContrast,
		},
		light: palette{
			text: "#000000", dim: "#3d4249", accent: "#003f8f", good: "#00482a", warn: "#5a3a00", bad: "#8a0f14",
			selection: "#000000", rule: "#3d4249", bold: true, least: highContrast,
		},
		neutral:   palette{bold: true},
		ansiDark:  palette{bold: true},
		ansiLight: palette{bold: true},
	},
}

// on picks what the terminal can show.
func (s scheme) on(profile colorprofile.Profile, b Background) palette {
	switch {
	case profile < colorprofile.ANSI:
		return palette{bold: s.neutral.bold, faint: !s.neutral.bold}
	case profile < colorprofile.ANSI256 && b == BackgroundLight:
		return s.ansiLight
	case profile < colorprofile.ANSI256:
		return s.ansiDark
	case b == BackgroundDark:
		return s.dark
	case b == BackgroundLight:
		return s.light
	}
	return s.neutral
}

// with takes over the user's own colours.
func (p palette) with(c Colors) palette {
	for _, o := range []struct {
		own string
		to  *string
	}{{c.Accent, &p.accent}, {c.Good, &p.good}, {c.Warn, &p.warn}, {c.Bad, &p.bad}, {c.Dim, &p.dim}, {c.Selection, &p.selection}} {
		if o.own != "" {
			*o.to = o.own
		}
	}
	if c.Dim != "" {
		p.faint = false
	}
	return p
}

// onSelection is the palette of the selected row, where the colours have another background.
func (p palette) onSelection() palette {
	background := lipgloss.Color(p.selection)
	p.text = hex(ink(background))
	for _, c := range []*string{&p.dim, &p.accent, &p.good, &p.warn, &p.bad} {
		if *c == "" {
			*c = p.text
			continue
		}
		*c = hex(readable(lipgloss.Color(*c), background, max(p.least, leastContrast)))
	}
	return p
}
