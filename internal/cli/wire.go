package cli

import (
	"errors"
	"log/slog"
	"os"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

// app is one run of the program: what it was started with.
type app struct {
	stdio   Stdio
	environ []string
	version string
	keyring session.Keyring // nil for none

	flags config.Flags
	demo  bool
	// played is the recording that the demonstration plays, "" for simulated hosts.
	played string
	log    log
}

// connection is the way to the service that a configuration describes.
type connection struct {
	config    *config.Config
	client    *parsecapi.Client
	source    *session.Source
	poll      poll.Config
	launchers []launch.Launcher
	actions   []ui.UserAction
	preferred int     // index of the default launcher
	keys      ui.Keys // of the dashboard
	view      ui.View // how the dashboard shows the list until the user changes that
	log       *slog.Logger
}

// open connects as the configuration says, or to the demonstration. It sends nothing yet. Without
// a way to sign in the error is config.ErrNotConfigured, and the connection has a config only.
func (a *app) open() (c *connection, closeAll func(), err error) {
	if a.demo {
		played, err := a.recording()
		if err != nil {
			return nil, nil, err
		}
		demo, err := startDemo(played, a.flags, a.environ)
		if err != nil {
			return nil, nil, err
		}
		if c, err = a.connectionFor(demo.config, nil); err != nil {
			demo.close()
			return nil, nil, err
		}
		return c, demo.close, nil
	}
	c, err = a.openProfile("")
	return c, func() {}, err
}

// openSignedIn opens the connection for a command that cannot do without one, and tells what the user
// should know about the configuration.
func (a *app) openSignedIn() (*connection, func(), error) {
	c, closeAll, err := a.openQuietly()
	if err == nil {
		a.notes(c.config.Notices)
	}
	return c, closeAll, err
}

// openQuietly is openSignedIn for a command that tells the notices of the configuration itself.
func (a *app) openQuietly() (*connection, func(), error) {
	c, closeAll, err := a.open()
	if errors.Is(err, config.ErrNotConfigured) {
		a.notes(c.config.Notices) // a mistyped variable may be why
		return nil, nil, firstRun(c.config)
	}
	return c, closeAll, err
}

// firstRun is the error of a program that nobody has configured yet.
func firstRun(cfg *config.Config) error {
	return &usageError{
		"not signed in yet: set session_command in " + cfg.File.Value + ", or " + config.EnvAPIKey + " and " +
			config.EnvExternalID + ", or " + config.EnvSessionID,
		"parsec-hosts config init asks and writes that file; to see it without any of them: parsec-hosts list --demo",
	}
}

// loadConfig reads the configuration for a command that needs no way to sign in.
func (a *app) loadConfig() (*config.Config, error) {
	cfg, err := config.Load(config.Inputs{Flags: a.flags, Environ: a.environ})
	if errors.Is(err, config.ErrNotConfigured) {
		err = nil
	}
	return cfg, err
}

// openProfile connects as the named profile of the configuration says, or as the one to begin with
// when name is "".
func (a *app) openProfile(name string) (*connection, error) {
	cfg, err := config.Load(config.Inputs{Flags: a.flags, Environ: a.environ, Profile: name})
	if err != nil {
		return &connection{config: cfg}, err
	}
	return a.connectionFor(cfg, a.keyring)
}

// connectionFor builds what cfg describes.
func (a *app) connectionFor(cfg *config.Config, ring session.Keyring) (*connection, error) {
	log := a.log.logger()
	log.Info("configuration", "file", cfg.File.Value, "profile", cfg.Profile.Value, "sign_in", cfg.SignIn.Value.Method, "from", cfg.SignIn.From)
	c := &connection{config: cfg, log: log}
	if faults := c.understand(a.environ); len(faults) > 0 {
		return nil, faults[0]
	}
	// One client creates sessions for the source that gives the other one its session. Both learn
	// the service's clock; the second one hears from it more often.
	observer := parsecapi.WithObserver(logRequests(log))
	creator, err := newClient(cfg, observer)
	if err != nil {
		return nil, err
	}
	skew := func() (time.Duration, bool) {
		if skew, known := c.client.ClockSkew(); known {
			return skew, true
		}
		return creator.ClockSkew()
	}
	c.source, err = openSource(cfg, origin(cfg, creator, ring), ring, skew, log)
	if err != nil {
		return nil, err
	}
	c.client, err = newClient(cfg, observer, parsecapi.WithSessionSource(c.source))
	return c, err
}

// openSource is the one session of this device, profile and origin.
func openSource(cfg *config.Config, from session.Origin, ring session.Keyring, skew func() (time.Duration, bool), log *slog.Logger) (*session.Source, error) {
	return session.Open(session.Options{
		BaseURL: cfg.BaseURL.Value,
		Profile: cfg.Profile.Value,
		Device:  device(),
		Origin:  from,
		Dir:     cfg.StateDir,
		Keyring: ring,
		Now:     time.Now,
		Skew:    skew,
		Log:     log,
	})
}

func newClient(cfg *config.Config, more ...parsecapi.Option) (*parsecapi.Client, error) {
	options := append([]parsecapi.Option{
		parsecapi.WithBaseURL(cfg.BaseURL.Value),
		parsecapi.WithRoute(cfg.Route.Value),
		parsecapi.WithPublicGames(cfg.PublicGames.Value),
		parsecapi.WithProxy(cfg.Proxy.Value),
		parsecapi.WithTimeout(cfg.Timeout.Value),
	}, more...)
	var from config.Origin
	client, err := parsecapi.New(options...)
	if err == nil && cfg.CAFile.Value != "" {
		// What was right without the file can only be wrong because of it.
		from = cfg.CAFile.From
		client, err = parsecapi.New(append(options, parsecapi.WithCAFile(cfg.CAFile.Value))...)
	}
	if err != nil {
		return nil, &config.Error{From: from, Text: err.Error()}
	}
	return client, nil
}

// device names this computer: a session belongs to one device.
func device() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return name
}

// origin is where new sessions come from.
func origin(cfg *config.Config, creator *parsecapi.Client, ring session.Keyring) session.Origin {
	how := cfg.SignIn.Value
	var key session.KeySource
	switch {
	case how.Method == config.MethodSessionID:
		return session.GivenOrigin(how.SessionID)
	case how.Method == config.MethodSessionCommand:
		return session.CommandOrigin(how.SessionCommand)
	case how.APIKeyCommand != nil:
		key = session.CommandKey(how.APIKeyCommand)
	case how.APIKeyFile != "":
		key = session.FileKey(how.APIKeyFile)
	case how.APIKeyKeyring:
		key = session.KeyringKey(ring, cfg.Profile.Value)
	default:
		key = session.EnvironmentKey(config.EnvAPIKey, how.APIKey)
	}
	return session.APIKeyOrigin(creator, key, cfg.ExternalID.Value)
}

// understand gives the words of the configuration their meaning, and returns every mistake in them.
func (c *connection) understand(environ []string) (faults []error) {
	collect := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	c.readLaunchers(environ, collect)
	c.readSettings(collect)
	return faults
}

// readSettings is about everything but launchers, which must have been read.
func (c *connection) readSettings(collect func(error)) {
	c.poll = poll.Config{Interval: c.config.Interval.Value, Budget: c.config.Budget.Value, Window: c.config.BudgetWindow.Value}
	if err := c.poll.Validate(); err != nil {
		collect(&config.Error{Text: err.Error()})
	}
	var err error
	c.keys, err = configuredKeys(c.config, c.actions)
	collect(err)
	c.view, err = configuredView(c.config)
	collect(err)
}

func (c *connection) readLaunchers(environ []string, collect func(error)) {
	for i, l := range launchersOf(c.config, environ) {
		launcher, err := launcherOf(l, c.config.StateDir)
		collect(err)
		if l.Name == c.config.DefaultLauncher.Value {
			c.preferred = i
		}
		c.launchers = append(c.launchers, launcher)
	}
	for _, a := range c.config.Actions {
		launcher, err := launcherOf(a, c.config.StateDir)
		collect(err)
		launcher.NeedsFields = true
		c.actions = append(c.actions, ui.UserAction{Key: a.Key, Launcher: launcher})
	}
}

func launcherOf(l config.Launcher, stateDir string) (launch.Launcher, error) {
	if l.Driver == config.DriverSDK {
		return sdkLauncher(l, stateDir)
	}
	launcher := launch.Launcher{
		Name: textsafe.Clean(l.Name), Command: l.Command, Mode: launch.Mode(l.Mode), Session: launch.Handover(l.Session),
		SessionEnv: l.SessionEnv, AllowSessionInArguments: l.AllowSessionInArguments,
		AskSecret: l.AskSecret,
	}
	if err := launcher.Validate(); err != nil {
		return launcher, launcherError(l, err)
	}
	return launcher, nil
}

func launcherError(l config.Launcher, err error) error {
	wrong := &config.Error{From: l.From, Text: err.Error()}
	var fault *launch.Error
	if errors.As(err, &fault) {
		wrong.Advice = fault.Remedy()
	}
	return wrong
}
