package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/words"
)

// Configuration is what Settings looks at.
type Configuration struct {
	File      config.Value[string]
	Config    *config.Config // nil when it could not be read
	Faults    []error        // what is wrong with it, also that there is none
	Variables []string       // the program's variables that are set
}

// Settings checks the configuration and tells what in it is not a default.
func (c Configuration) Settings() []Check {
	var checks []Check
	if file, there := c.file(); there {
		checks = append(checks, file)
	}
	for _, fault := range c.Faults {
		checks = append(checks, c.fault(fault))
	}
	if len(c.Variables) > 0 {
		checks = append(checks, ok("environment", Text(strings.Join(c.Variables, ", "))+" set"))
	}
	if c.Config == nil {
		return checks
	}
	checks = append(checks, c.values()...)
	for _, notice := range c.Config.Notices {
		checks = append(checks, warn("notice", Private("a variable that is not known", notice), "correct its name, or unset it"))
	}
	return checks
}

// file looks at the file itself. One that cannot be read is a fault, which says it all.
func (c Configuration) file() (check Check, there bool) {
	path := Private("path", c.File.Value)
	info, err := os.Stat(c.File.Value)
	if errors.Is(err, fs.ErrNotExist) && c.File.From.Kind == config.FromDefault {
		return ok("file", "none, so the defaults hold; it would be "+path), true
	}
	if err != nil {
		return Check{}, false
	}
	found := path + c.from(c.File.From)
	mode := info.Mode().Perm()
	switch {
	case runtime.GOOS == "windows" || mode&0o022 == 0:
		return ok("file", found), true
	case mode&0o002 == 0:
		return warn("file", found+Text(fmt.Sprintf(": its group can change it (mode %04o)", mode)), "chmod 600 "+path), true
	}
	return fail("file", found+Text(fmt.Sprintf(": everybody can change it (mode %04o), and with it what is started here", mode)),
		"chmod 600 "+path), true
}

func (c Configuration) fault(err error) Check {
	if errors.Is(err, config.ErrNotConfigured) {
		return fail("sign-in", "nothing says how to sign in", "set session_command in "+Private("path", c.File.Value)+
			", or "+config.EnvAPIKey+" and "+config.EnvExternalID+", or "+config.EnvSessionID)
	}
	remedy := Private("what to do", problem.Explain(err).Remedy)
	if remedy == "" {
		remedy = "correct it in " + Private("path", c.File.Value)
	}
	return fail("mistake", said(err), remedy)
}

// from says where a value came from, unless that is a default.
func (c Configuration) from(o config.Origin) Text {
	switch o.Kind {
	case config.FromDefault:
		return ""
	case config.FromFlag, config.FromEnvironment:
		return Text(" (" + o.Where + ")")
	}
	if at := lineNumber.FindStringSubmatch(o.Where); at != nil {
		return Text(" (line " + at[1] + ")")
	}
	return " (the file)"
}

// values are the settings that are no defaults. What a program or a person outside may not know is
// private; commands stay untold, because their arguments may be anything.
func (c Configuration) values() []Check {
	cfg := c.Config
	list := settings{c: c}
	list.add("profile", cfg.Profile.From, Private("name", cfg.Profile.Value))
	if cfg.SignIn.Value.Method != "" {
		list.add("sign-in", cfg.SignIn.From, signInWords(cfg.SignIn.Value))
	}
	list.add("base_url", cfg.BaseURL.From, address(cfg.BaseURL.Value))
	list.add("external_id", cfg.ExternalID.From, Private("user", cfg.ExternalID.Value))
	list.add("ca_file", cfg.CAFile.From, Private("path", cfg.CAFile.Value))
	list.add("proxy", cfg.Proxy.From, address(cfg.Proxy.Value))
	list.add("default_launcher", cfg.DefaultLauncher.From, Private("name", cfg.DefaultLauncher.Value))
	for _, own := range []struct {
		name Text
		config.Value[string]
	}{
		{"sort", cfg.Sort}, {"scope", cfg.Scope}, {"group", cfg.Group}, {"filter", cfg.Filter},
	} {
		list.add(own.name, own.From, Private("text", own.Value.Value))
	}
	list.add("columns", cfg.Columns.From, Private("columns", strings.Join(cfg.Columns.Value, " ")))
	plain(&list, "route", cfg.Route)
	plain(&list, "public_games", cfg.PublicGames)
	plain(&list, "interval", cfg.Interval)
	plain(&list, "budget", cfg.Budget)
	plain(&list, "budget_window", cfg.BudgetWindow)
	plain(&list, "timeout", cfg.Timeout)
	plain(&list, "journal", cfg.Journal)
	plain(&list, "journal_days", cfg.JournalDays)
	plain(&list, "mouse", cfg.Mouse)
	plain(&list, "read_only", cfg.ReadOnly)
	plain(&list, "confirm", cfg.Confirm)
	plain(&list, "theme", cfg.Looks.Theme)
	plain(&list, "background", cfg.Looks.Background)
	plain(&list, "header_color", cfg.Looks.HeaderColor)
	plain(&list, "ascii", cfg.Looks.ASCII)
	plain(&list, "motion", cfg.Looks.Motion)
	plain(&list, "bell", cfg.Bell)
	plain(&list, "notify", cfg.Notify)
	plain(&list, "unfocused_interval", cfg.UnfocusedInterval)
	plain(&list, "remember_watches", cfg.RememberWatches)
	if n := len(cfg.Looks.Colors); n > 0 {
		list.checks = append(list.checks, ok("colors", Text(words.Plural(n, "colour"))+" of your own"))
	}
	if n := len(cfg.Keys); n > 0 {
		list.checks = append(list.checks, ok("keys", Text(words.Plural(n, "action"))+" with keys of your own"))
	}
	return list.checks
}

// settings collects those that are no defaults.
type settings struct {
	c      Configuration
	checks []Check
}

func (s *settings) add(name Text, from config.Origin, value Text) {
	if from.Kind != config.FromDefault {
		s.checks = append(s.checks, ok(name, value+s.c.from(from)))
	}
}

// plain adds a setting of which the configuration takes numbers and a few known words only.
func plain[T any](s *settings, name Text, v config.Value[T]) {
	s.add(name, v.From, Text(fmt.Sprint(v.Value)))
}

func signInWords(how config.SignIn) Text {
	switch {
	case how.Method == config.MethodSessionID:
		return "a session ID"
	case how.Method == config.MethodSessionCommand:
		return "session_command"
	case how.APIKeyCommand != nil:
		return "api_key_command"
	case how.APIKeyFile != "":
		return "api_key_file " + Private("path", how.APIKeyFile)
	case how.APIKeyKeyring:
		return "api_key_keyring"
	}
	return "an API key"
}
