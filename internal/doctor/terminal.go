package doctor

import (
	"fmt"
	"strings"
)

// Terminal is what is known of the terminal.
type Terminal struct {
	In, Out       bool // whether standard input and output are one
	Width, Height int  // in cells; 0 when not known
	Colors        string
	ASCII         bool // the terminal says that it cannot show our signs
	Getenv        func(string) string
}

// leastColumns is from where on the dashboard shows more than that it is too small.
const leastColumns = 30

// Screen says what the dashboard has to draw on.
func (t Terminal) Screen() []Check {
	return append([]Check{t.files(), t.kind(), t.size(), t.colors(), t.locale()}, t.wishes()...)
}

func (t Terminal) files() Check {
	const name = "terminal"
	switch {
	case t.In && t.Out:
		return ok(name, "for input and output")
	case t.Out:
		return skipped(name, "for output only; the dashboard needs one for input too")
	case t.In:
		return skipped(name, "for input only; the dashboard needs one for output too")
	}
	return skipped(name, "none here; the dashboard needs one")
}

func (t Terminal) kind() Check {
	term := t.Getenv("TERM")
	found := Text("TERM is not set")
	if term != "" {
		found = "TERM=" + shown(term)
	}
	for _, name := range []string{"TERM_PROGRAM", "TERM_PROGRAM_VERSION"} {
		if value := t.Getenv(name); value != "" {
			found += ", " + Text(name) + "=" + shown(value)
		}
	}
	switch {
	case t.Getenv("TMUX") != "":
		found += ", inside tmux"
	case t.Getenv("STY") != "":
		found += ", inside screen"
	}
	switch {
	case term == "dumb":
		return warn("kind", found+": it cannot move its cursor", "use another terminal for the dashboard; every command works here")
	case term == "" && t.Getenv("WT_SESSION") == "" && t.Out:
		return warn("kind", found, "set TERM to the name of your terminal, such as xterm-256color")
	}
	return ok("kind", found)
}

func (t Terminal) size() Check {
	if t.Width == 0 {
		return skipped("size", "not known without a terminal")
	}
	found := Text(fmt.Sprintf("%d columns, %d lines", t.Width, t.Height))
	if t.Width < leastColumns {
		return warn("size", found+": too narrow for the dashboard", Text(fmt.Sprintf("make it %d columns wide at least", leastColumns)))
	}
	return ok("size", found)
}

func (t Terminal) colors() Check { return ok("colours", Text(t.Colors)) }

func (t Terminal) locale() Check {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := t.Getenv(name); value != "" {
			found := Text(name) + "=" + shown(value)
			if t.ASCII {
				return warn("locale", found+": signs are drawn with ASCII characters", "use a UTF-8 locale such as C.UTF-8, or set ascii = false")
			}
			return ok("locale", found)
		}
	}
	if t.ASCII {
		return ok("locale", "not set; signs are drawn with ASCII characters")
	}
	return ok("locale", "not set, taken for UTF-8")
}

// wishes are the variables that many programs heed.
func (t Terminal) wishes() []Check {
	var set []string
	for _, name := range []string{"NO_COLOR", "NO_MOTION"} {
		if t.Getenv(name) != "" {
			set = append(set, name)
		}
	}
	if len(set) == 0 {
		return nil
	}
	return []Check{ok("wishes", Text(strings.Join(set, " and "))+" set")}
}
