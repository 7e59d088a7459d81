package ui

import "strings"

// glyphs are the signs of the dashboard. Each is one cell wide, but for the names of keys and the
// end of an unfinished sentence.
type glyphs struct {
	online, missing, offline, unknown string
	cursor, up, down, changed         string
	sortedUp, sortedDown              string
	folded, unfolded                  string
	pinned, marked, watch, timer      string
	pointer                           string // at the chosen line of a short list
	rule, column, ellipsis            string
	running, done, failed, pause      string

	// The levels of a strip that shows a day in the life of a host.
	sparkOnline, sparkOffline, sparkUnwatched string

	enter, keyUp, keyDown, keysUpDown string // names of keys
}

func (l Looks) glyphs() glyphs {
	if l.ASCII {
		return asciiGlyphs()
	}
	return unicodeGlyphs()
}

func unicodeGlyphs() glyphs {
	return glyphs{
		online: "●", missing: "◐", offline: "◌", unknown: "?",
		cursor: "▌", up: "▲", down: "▼", changed: "◆",
		sortedUp: "▴", sortedDown: "▾",
		folded: "▸", unfolded: "▾",
		pinned: "★", marked: "◉", watch: "◎", timer: "◷",
		pointer: "›",
		rule:    "─", column: "│", ellipsis: "…",
		running: "▶", done: "✓", failed: "✗", pause: "‖",
		sparkOnline: "▇", sparkOffline: "▁", sparkUnwatched: "·",
		enter: "⏎", keyUp: "↑", keyDown: "↓", keysUpDown: "↑↓",
	}
}

// asciiGlyphs are for terminals and fonts that have nothing else.
func asciiGlyphs() glyphs {
	return glyphs{
		online: "#", missing: "~", offline: "-", unknown: "?",
		cursor: ">", up: "^", down: "v", changed: "=",
		sortedUp: "^", sortedDown: "v",
		folded: "+", unfolded: "-",
		pinned: "*", marked: "+", watch: "o", timer: "@",
		pointer: ">",
		rule:    "-", column: "|", ellipsis: "...",
		running: ">", done: "+", failed: "!", pause: "=",
		sparkOnline: "#", sparkOffline: "_", sparkUnwatched: ".",
		enter: "enter", keyUp: "up", keyDown: "down", keysUpDown: "up/down",
	}
}

// asciiPunctuation replaces the punctuation of texts, cell by cell. Much of it is put there far
// from here, such as the end of a shortened text, so that it is replaced on the finished screen. A
// name that has such a sign is shown with the plain one, too; its letters stay as they are.
var asciiPunctuation = strings.NewReplacer(
	"…", "~", "·", "-", "–", "-", "—", "-", "−", "-", "×", "x", "‘", "'", "’", "'", "“", `"`, "”", `"`,
)

// punctuate returns the finished screen in the characters that were asked for.
func (l Looks) punctuate(screen string) string {
	if l.ASCII {
		return asciiPunctuation.Replace(screen)
	}
	return screen
}
