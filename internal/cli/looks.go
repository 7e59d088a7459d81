package cli

import (
	"strings"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

var backgrounds = map[string]ui.Background{
	"auto": ui.BackgroundAuto, "light": ui.BackgroundLight, "dark": ui.BackgroundDark,
}

// looks gives the words of the configuration their meaning.
func looks(l config.Looks, environ []string) ui.Looks {
	ascii := l.ASCII.Value
	if l.ASCII.From.Kind == config.FromDefault {
		ascii = needsASCII(environ)
	}
	return ui.Looks{
		Theme:      l.Theme.Value,
		Background: backgrounds[l.Background.Value],
		Colors: ui.Colors{
			Accent: l.Colors["accent"].Value, Good: l.Colors["good"].Value, Warn: l.Colors["warn"].Value,
			Bad: l.Colors["bad"].Value, Dim: l.Colors["dim"].Value, Selection: l.Colors["selection"].Value,
		},
		HeaderColor: l.HeaderColor.Value,
		ASCII:       ascii,
		NoMotion:    !l.Motion.Value,
	}
}

// needsASCII reports whether the terminal says that it cannot show our signs: by its locale, or as
// the Linux console, whose fonts lack half of them. A locale that names no character set, and none
// at all, say nothing: over ssh the variables are often lost, and terminals of today speak UTF-8.
func needsASCII(environ []string) bool {
	if lookup(environ, "TERM") == "linux" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := lookup(environ, name); locale != "" {
			return !speaksUTF8(locale)
		}
	}
	return false
}

// speaksUTF8 reads a locale such as en_US.UTF-8@euro, or UTF-8 alone, which macOS has.
func speaksUTF8(locale string) bool {
	name, _, _ := strings.Cut(locale, "@")
	name, charset, named := strings.Cut(name, ".")
	if !named {
		return name != "C" && name != "POSIX"
	}
	charset = strings.ReplaceAll(charset, "-", "")
	return strings.EqualFold(charset, "utf8")
}

// showsProgress reports whether the terminal is one that is known to show progress in the taskbar.
// Some others take the sequence for a notification. Inside tmux it would not get through.
func showsProgress(environ []string) bool {
	if lookup(environ, "TMUX") != "" {
		return false
	}
	switch lookup(environ, "TERM_PROGRAM") {
	case "ghostty", "mintty":
		return true
	}
	return lookup(environ, "WT_SESSION") != "" || lookup(environ, "ConEmuANSI") == "ON"
}
