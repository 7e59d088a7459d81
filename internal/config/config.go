package config

import (
	"errors"
	"io"
	"os"
	"time"

	"parsec-hosts/parsecapi"
)

// The built-in defaults. The budget of requests stays inside the 50 in 5 minutes that the vendor
// documents for other endpoints of the service.
const (
	DefaultProfile      = "default"
	DefaultInterval     = 8 * time.Second
	DefaultBudget       = 45
	DefaultBudgetWindow = 5 * time.Minute
	DefaultJournalDays  = 30
)

// ErrNotConfigured means that nothing says how to sign in: the first run. Load returns it
// together with the configuration that was found.
var ErrNotConfigured = errors.New("not signed in: nothing says how")

// Config is the resolved configuration.
type Config struct {
	File     Value[string] // path of the configuration file, which need not exist by default
	StateDir string        // folder for what the program keeps between runs; may not exist yet
	Profile  Value[string] // matches [0-9A-Za-z_-]+
	Profiles []Profile     // those that can be chosen, sorted by name; none without a file

	BaseURL      Value[string] // passed parsecapi.CheckBaseURL
	ExternalID   Value[string] // "" when not given
	SignIn       Value[SignIn]
	Route        Value[parsecapi.Route]
	PublicGames  Value[bool]
	Interval     Value[time.Duration] // between polls
	Budget       Value[int]           // requests in any BudgetWindow
	BudgetWindow Value[time.Duration]
	Timeout      Value[time.Duration] // of one request, whole
	CAFile       Value[string]        // absolute path, "" when not given
	Proxy        Value[string]        // "" means the environment's proxy
	Journal      Value[bool]          // whether to keep one
	JournalDays  Value[int]           // how long its records are kept

	// Launchers are the profile's own and then those of the whole file; the first is the
	// default one unless DefaultLauncher names another.
	Launchers       []Launcher
	DefaultLauncher Value[string]
	// Actions are programs that the user runs for a host by keys of their own; ordered likewise.
	Actions []Launcher

	// How the dashboard shows the list until the user changes that. What the names mean is for
	// package ui; empty ones were not given.
	Columns Value[[]string] // "NAME" or "NAME:WIDTH"
	Sort    Value[string]   // a column, with "-" before it for the other way round
	Scope   Value[string]
	Group   Value[string]
	Filter  Value[string]
	Mouse   Value[bool] // whether the dashboard takes the mouse

	Keys     map[string]Value[[]string] // keys of the dashboard by action, as written
	ReadOnly Value[bool]                // start nothing from the dashboard
	Confirm  Value[bool]                // ask before every connection

	Looks Looks

	// How the dashboard tells what is watched, and how often it polls while nobody looks.
	Bell              Value[bool]
	Notify            Value[string]        // "off", "osc9", "osc777" or "osc99"
	UnfocusedInterval Value[time.Duration] // 0 is off: polls as always
	RememberWatches   Value[bool]

	// Notices are worth telling and stop nothing, such as an unknown PARSEC_HOSTS_ variable.
	Notices []string
}

// Flags are the settings given on the command line; an empty one was not given.
type Flags struct {
	Config  string // --config
	Profile string // --profile

	Theme    string // --theme
	ASCII    bool   // --ascii
	NoMotion bool   // --no-motion
	ReadOnly bool   // --read-only
}

// layer are the settings among the flags.
func (f Flags) layer() (layer, error) {
	l := layer{}
	if f.Theme != "" {
		from := Origin{FromFlag, "--theme"}
		name, err := theme(f.Theme)
		if err != nil {
			return nil, &Error{From: from, Text: err.Error()}
		}
		l["theme"] = Value[any]{name, from}
	}
	if f.ASCII {
		l["ascii"] = Value[any]{true, Origin{FromFlag, "--ascii"}}
	}
	if f.NoMotion {
		l["motion"] = Value[any]{false, Origin{FromFlag, "--no-motion"}}
	}
	if f.ReadOnly {
		l["read_only"] = Value[any]{true, Origin{FromFlag, "--read-only"}}
	}
	return l, nil
}

// Inputs is all that Load looks at.
type Inputs struct {
	Flags   Flags
	Profile string   // chosen while the program runs, before flags and environment; "" for none
	Environ []string // as from os.Environ
	// Open opens a file; nil means os.Open.
	Open func(path string) (io.ReadCloser, error)
}

// open opens a file of the configuration.
func (in Inputs) open(path string) (io.ReadCloser, error) {
	if in.Open != nil {
		return in.Open(path)
	}
	return os.Open(path)
}

// Locate says which configuration file would be read, and where the program keeps its state. It
// looks at no file.
func Locate(in Inputs) (file Value[string], stateDir string) {
	env := newEnvironment(in.Environ)
	return configFile(in.Flags, env), env.stateDir()
}

// Load resolves the configuration. Its errors are *Error, except ErrNotConfigured; of several in
// the file it is the first one.
func Load(in Inputs) (*Config, error) {
	env := newEnvironment(in.Environ)
	flags, err := in.Flags.layer()
	if err != nil {
		return nil, err
	}
	environ, err := env.layer()
	if err != nil {
		return nil, err
	}
	cfg := &Config{
		File:     configFile(in.Flags, env),
		StateDir: env.stateDir(),
		Notices:  env.unknown(),
	}
	doc, faults := readDocument(in.open, cfg.File)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	if cfg.Profile, err = chooseProfile(in, environ, doc); err != nil {
		return nil, err
	}
	cfg.Profiles = doc.list()
	profile, top := doc.sections(cfg.Profile.Value)
	layers := layers{flags, environ, profile.settings, top.settings}

	cfg.BaseURL = serviceURL(layers)
	cfg.ExternalID = pick(layers, "external_id", "")
	cfg.Route = pick(layers, "route", parsecapi.RouteAuto)
	cfg.PublicGames = pick(layers, "public_games", false)
	cfg.Interval = pick(layers, "interval", DefaultInterval)
	cfg.Budget = pick(layers, "budget", DefaultBudget)
	cfg.BudgetWindow = pick(layers, "budget_window", DefaultBudgetWindow)
	cfg.Timeout = pick(layers, "timeout", parsecapi.DefaultTimeout)
	cfg.CAFile = pick(layers, "ca_file", "")
	cfg.CAFile.Value = env.path(cfg.File.Value, cfg.CAFile.Value)
	cfg.Proxy = pick(layers, "proxy", "")
	cfg.Journal = pick(layers, "journal", true)
	cfg.JournalDays = pick(layers, "journal_days", DefaultJournalDays)
	cfg.DefaultLauncher = pick(layers, "default_launcher", "")
	cfg.Columns = pick(layers, "columns", []string(nil))
	cfg.Sort = pick(layers, "sort", "")
	cfg.Scope = pick(layers, "scope", "")
	cfg.Group = pick(layers, "group", "")
	cfg.Filter = pick(layers, "filter", "")
	cfg.Mouse = pick(layers, "mouse", false)
	cfg.Keys = mergeKeys(profile, top)
	cfg.ReadOnly = pick(layers, "read_only", false)
	cfg.Confirm = pick(layers, "confirm", false)
	cfg.Looks = pickLooks(layers)
	cfg.Bell = pick(layers, "bell", true)
	cfg.Notify = pick(layers, "notify", "off")
	cfg.UnfocusedInterval = pick(layers, "unfocused_interval", time.Duration(0))
	cfg.RememberWatches = pick(layers, "remember_watches", false)
	if cfg.Launchers, err = mergeLaunchers(profile, top, cfg.DefaultLauncher); err != nil {
		return nil, err
	}
	for i, l := range cfg.Launchers {
		cfg.Launchers[i].SDK = l.SDK.withPaths(func(path string) string { return env.path(cfg.File.Value, path) })
	}
	cfg.Actions = mergePrograms(profile.actions, top.actions)
	if cfg.SignIn, err = chooseSignIn(layers, cfg.ExternalID); err != nil {
		return nil, err
	}
	cfg.SignIn.Value.APIKeyFile = env.path(cfg.File.Value, cfg.SignIn.Value.APIKeyFile)
	if cfg.SignIn.Value.Method == "" {
		return cfg, notSignedIn(cfg, doc)
	}
	return cfg, nil
}

func serviceURL(layers layers) Value[string] {
	return pick(layers, "base_url", parsecapi.DefaultBaseURL)
}
