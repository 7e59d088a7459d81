package ui

// Looks is how the dashboard is drawn. The zero value is the default theme in the characters of
// Unicode, in colours for the background that the terminal tells.
type Looks struct {
	Theme      string     // one of Themes; "" is ThemeDefault
	Background Background // what to draw for, whatever the terminal tells
	Colors     Colors     // in place of the theme's own, on every background
	// HeaderColor draws the name of the profile as a block of that colour, "#rrggbb"; "" does not.
	HeaderColor string
	// ASCII draws signs and punctuation in ASCII alone. The names of hosts keep their letters.
	ASCII bool
	// NoMotion keeps still what moves by itself: a wait is counted down in steps of ten seconds, and
	// the cursor of the filter does not blink.
	NoMotion bool
}

// The built-in themes.
const (
	ThemeDefault     = "default"
	ThemeCalm        = "calm"         // few colours
	ThemeColourBlind = "colour-blind" // no meaning hangs on telling red from green
	ThemeContrast    = "contrast"     // at least 7:1 to the background; bold, nothing dim
)

// Themes returns the names of the built-in themes.
func Themes() []string { return []string{ThemeDefault, ThemeCalm, ThemeColourBlind, ThemeContrast} }

// Background is whether the terminal is dark or light.
type Background int

// The backgrounds.
const (
	BackgroundAuto Background = iota // as the terminal tells; for both until it does
	BackgroundDark
	BackgroundLight
)

// Colors are those of a theme, each "#rrggbb"; "" keeps the theme's own.
type Colors struct {
	Accent, Good, Warn, Bad, Dim string
	Selection                    string // background of the selected row
}
