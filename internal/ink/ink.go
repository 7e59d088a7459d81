package ink

import "strings"

// Style is a way to light up a text, as parameters of SGR.
type Style string

// The styles. Plain is the text as it is.
const (
	Plain  Style = ""
	Bold   Style = "1"
	Dim    Style = "2"
	Red    Style = "31"
	Green  Style = "32"
	Yellow Style = "33"
	Lit    Style = "1;32"
)

// Colored says whether what is printed on takes colours.
type Colored bool

// Paint returns text in a style, if there are colours. Blanks at its end stay as they are, for whoever
// cuts them off.
func (c Colored) Paint(style Style, text string) string {
	seen := strings.TrimRight(text, " ")
	if !c || style == Plain || seen == "" {
		return text
	}
	return "\x1b[" + string(style) + "m" + seen + "\x1b[0m" + text[len(seen):]
}
