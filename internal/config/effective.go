package config

import (
	"maps"
	"net/url"
	"slices"
	"time"

	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Setting is one setting in effect.
type Setting struct {
	// Name is what the file calls it; one of a table has the table before it, as in "colors.good",
	// "keys.connect" and "launcher.NAME".
	Name string
	// Value is text, true or false, a number, a list of texts, a Launcher, or a Secret, which
	// cannot be shown. It is nil for a setting that was not given and has no default.
	Value any
	From  Origin
}

// Settings are all that the file can say, as they are in effect, in the order of the example file.
// An API key or a session ID from the environment stands among them.
func (c *Config) Settings() []Setting {
	list := []Setting{
		given("base_url", c.BaseURL),
		given("external_id", c.ExternalID),
		c.signInSetting(),
		{"route", string(c.Route.Value), c.Route.From},
		always("public_games", c.PublicGames),
		duration("interval", c.Interval),
		always("budget", c.Budget),
		duration("budget_window", c.BudgetWindow),
		duration("timeout", c.Timeout),
		given("ca_file", c.CAFile),
		given("proxy", Value[string]{withoutPassword(c.Proxy.Value), c.Proxy.From}),
		always("journal", c.Journal),
		always("journal_days", c.JournalDays),
		given("default_launcher", c.DefaultLauncher),
		givenList("columns", c.Columns),
		given("sort", c.Sort),
		given("scope", c.Scope),
		given("group", c.Group),
		given("filter", c.Filter),
		always("confirm", c.Confirm),
		always("read_only", c.ReadOnly),
		always("bell", c.Bell),
		always("notify", c.Notify),
		always("remember_watches", c.RememberWatches),
		duration("unfocused_interval", c.UnfocusedInterval),
		always("mouse", c.Mouse),
	}
	list = append(list, c.Looks.settings()...)
	for _, action := range slices.Sorted(maps.Keys(c.Keys)) {
		list = append(list, Setting{childPath("keys", action), c.Keys[action].Value, c.Keys[action].From})
	}
	return append(list, slices.Concat(programs("launcher", c.Launchers), programs("action", c.Actions))...)
}

func (l Looks) settings() []Setting {
	list := []Setting{
		always("theme", l.Theme),
		always("background", l.Background),
		given("header_color", l.HeaderColor),
		{"ascii", nil, l.ASCII.From},
		always("motion", l.Motion),
	}
	if l.ASCII.From.Kind != FromDefault { // nobody chose: it follows the locale
		list[3].Value = l.ASCII.Value
	}
	for _, name := range ColorNames {
		if color, ok := l.Colors[name]; ok {
			list = append(list, always("colors."+name, color))
		}
	}
	return list
}

// signInSetting is the one that says how to sign in. Without any it is the recommended one, not
// given.
func (c *Config) signInSetting() Setting {
	how := c.SignIn.Value
	s := Setting{Name: "session_command", From: c.SignIn.From}
	switch {
	case how.Method == MethodSessionID:
		s.Name, s.Value = "session_id", how.SessionID
	case how.SessionCommand != nil:
		s.Value = how.SessionCommand
	case how.APIKeyCommand != nil:
		s.Name, s.Value = "api_key_command", how.APIKeyCommand
	case how.APIKeyFile != "":
		s.Name, s.Value = "api_key_file", how.APIKeyFile
	case how.APIKeyKeyring:
		s.Name, s.Value = "api_key_keyring", true
	case how.Method == MethodAPIKey:
		s.Name, s.Value = "api_key", how.APIKey
	}
	return s
}

func always[T any](name string, v Value[T]) Setting { return Setting{name, v.Value, v.From} }

// given is a setting whose empty value means that nobody gave it.
func given(name string, v Value[string]) Setting {
	if v.Value == "" {
		return Setting{name, nil, v.From}
	}
	return always(name, v)
}

func givenList(name string, v Value[[]string]) Setting {
	if len(v.Value) == 0 {
		return Setting{name, nil, v.From}
	}
	return always(name, v)
}

// duration is written as the file has it; none at all is "off".
func duration(name string, v Value[time.Duration]) Setting {
	if v.Value == 0 {
		return Setting{name, "off", v.From}
	}
	return Setting{name, words.Duration(v.Value), v.From}
}

func programs(table string, list []Launcher) []Setting {
	settings := make([]Setting, len(list))
	for i, l := range list {
		settings[i] = Setting{childPath(table, l.Name), l, l.From}
	}
	return settings
}

// withoutPassword keeps the password of a proxy to itself.
func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if _, has := u.User.Password(); !has {
		return address
	}
	return u.Redacted()
}

// Given are what an entry of the file says, by the names that the file has for it.
func (l Launcher) Given() []Setting {
	list := []Setting{{"name", l.Name, l.From}}
	if l.Command != nil {
		list = append(list, Setting{"command", l.Command, l.From})
	}
	for _, more := range []Setting{{"driver", l.Driver, l.From}, {"key", l.Key, l.From}, {"mode", l.Mode, l.From}, {"session", l.Session, l.From}, {"session_env", l.SessionEnv, l.From}} {
		if more.Value != "" {
			list = append(list, more)
		}
	}
	if l.AllowSessionInArguments {
		list = append(list, Setting{"allow_session_in_arguments", true, l.From})
	}
	if l.AskSecret {
		list = append(list, Setting{"ask_secret", true, l.From})
	}
	for _, s := range l.SDK.given() {
		list = append(list, Setting{s.Name, s.Value, l.From})
	}
	return list
}

// secretValue reports whether a value is there and cannot be shown.
func secretValue(value any) bool {
	_, secret := value.(parsecapi.Secret)
	return secret
}
