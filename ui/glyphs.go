package ui

import (
	"strings"

	"parsec-hosts/internal/textsafe"
)

// glyphs are the signs of the dashboard. Each is one cell wide, but for the name of a key and the
// end of an unfinished sentence.
type glyphs struct {
	online, missing, offline, unknown string
	cursor, up, down, changed         string
	sortedUp, sortedDown              string
	folded, unfolded                  string
	pinned, marked, watch, timer      string
	choice                            string // where something is typed to choose from a list
	rule, column, ellipsis            string
	running, done, failed, pause      string

	// The levels of a strip that shows a day in the life of a host.
	sparkOnline, sparkOffline, sparkUnwatched string

	levels string // of a sparkline, the lowest first, each one cell wide
	dot    string // for a letter that is not shown

	topLeft, topRight, bottomLeft, bottomRight string // corners of a box

	enter string // the key
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
		choice: "›",
		rule:   "─", column: "│", ellipsis: "…",
		running: "▶", done: "✓", failed: "✗", pause: "‖",
		sparkOnline: "▇", sparkOffline: "▁", sparkUnwatched: "·",
		levels: "▁▂▃▄▅▆▇█", dot: "•",
		topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
		enter: "⏎",
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
		choice: ">",
		rule:   "-", column: "|", ellipsis: "...",
		running: ">", done: "+", failed: "!", pause: "=",
		sparkOnline: "#", sparkOffline: "_", sparkUnwatched: ".",
		levels: "_.-~=+*#", dot: "*",
		topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
		enter: "enter",
	}
}

// asciiKeys are names of keys that have signs elsewhere.
var asciiKeys = strings.NewReplacer(
	"↑↓", "up/down", "←→", "left/right", "↑", "up", "↓", "down", "←", "left", "→", "right", "⏎", "enter", "…", "-",
)

// keyName is what a key is called on the screen.
func (l Looks) keyName(name string) string {
	if l.ASCII {
		return asciiKeys.Replace(name)
	}
	return name
}

// nameKeys calls the keys of actions what they are called on the screen.
func (l Looks) nameKeys(actions []action) []action {
	for i := range actions {
		help := actions[i].binding.Help()
		actions[i].binding.SetHelp(l.keyName(help.Key), help.Desc)
	}
	return actions
}

// punctuate returns the finished screen in the characters that were asked for.
func (l Looks) punctuate(screen string) string {
	if l.ASCII {
		return textsafe.PlainPunctuation(screen)
	}
	return screen
}
