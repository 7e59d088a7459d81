package ui

import (
	"strings"

	"parsec-hosts/internal/words"
)

// Parting is what is to be said once the dashboard has left the screen: that connections last. It is ""
// where there is nothing to say.
func (m Model) Parting() string {
	var names []string
	for _, c := range m.connections {
		if c.lasts() {
			names = append(names, m.nameIn(c))
		}
	}
	const enough = 3
	switch n := len(names); {
	case n == 0:
		return ""
	case n == 1:
		return "the connection to " + names[0] + " lasts; the dashboard finds it again"
	case n > enough:
		names = append(names[:enough], words.Plural(n-enough, "other"))
	}
	return "the connections to " + strings.Join(names, ", ") + " last; the dashboard finds them again"
}
