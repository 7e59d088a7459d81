package doctor

import "strings"

// Copying is what decides where copied text goes.
type Copying struct {
	Getenv       func(string) string
	Native, Tmux bool   // the ways that package clipboard chose
	System       string // operating system, as in runtime.GOOS
	// Found reports whether there is a program of this name.
	Found func(program string) bool
	// TmuxOption is tmux's set-clipboard, "" when tmux does not say.
	TmuxOption string
}

// clipboardPrograms are those that a desktop's clipboard can be reached with.
var clipboardPrograms = []string{"wl-copy", "xclip", "xsel", "termux-clipboard-set"}

// Clipboard says which way copied text takes.
func (c Copying) Clipboard() []Check {
	remote := c.Getenv("SSH_CONNECTION") != "" || c.Getenv("SSH_TTY") != ""
	desktop := c.Getenv("DISPLAY") != "" || c.Getenv("WAYLAND_DISPLAY") != ""
	switch {
	case c.Native:
		return []Check{ok("clipboard", "the system's own"+c.program())}
	case c.Tmux:
		return []Check{c.tmux()}
	case remote:
		return []Check{ok("clipboard", "the terminal's, asked by OSC 52: this is a remote computer, and the clipboard is yours at home")}
	case desktop:
		return []Check{warn("clipboard", "the terminal's, asked by OSC 52, which some terminals do not have",
			"install wl-clipboard (Wayland), xclip or xsel")}
	}
	return []Check{ok("clipboard", "the terminal's, asked by OSC 52")}
}

func (c Copying) program() Text {
	if c.System == "windows" || c.System == "darwin" {
		return ""
	}
	for _, name := range clipboardPrograms {
		if c.Found(name) {
			return ", by " + Text(name)
		}
	}
	return ""
}

func (c Copying) tmux() Check {
	const name = "clipboard"
	found := Text("tmux, and through it the terminal")
	switch {
	case !c.Found("tmux"):
		return fail(name, "tmux, but its program was not found", "add the folder of tmux to PATH")
	case strings.TrimSpace(c.TmuxOption) == "off":
		return warn(name, found+"; tmux has set-clipboard off", "tmux set-option -s set-clipboard on")
	case c.TmuxOption == "":
		return ok(name, found)
	}
	return ok(name, found+" (set-clipboard "+shown(strings.TrimSpace(c.TmuxOption))+")")
}
