package cli

import (
	"errors"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/session"
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
	played   string
	log      log
	renderer renderer
}

// open connects as the configuration says, or to the demonstration. It sends nothing yet. Without
// a way to sign in the error is config.ErrNotConfigured, and the access has a config only.
func (a *app) open() (c *access, closeAll func(), err error) {
	if a.demo {
		played, err := a.recording()
		if err != nil {
			return nil, nil, err
		}
		demo, err := startDemo(played, a.flags, a.environ)
		if err != nil {
			return nil, nil, err
		}
		if c, err = a.accessFor(demo.config, nil); err != nil {
			demo.close()
			return nil, nil, err
		}
		return c, demo.close, nil
	}
	c, err = a.openProfile("")
	return c, func() {}, err
}

// openSignedIn opens the access for a command that cannot do without one, and tells what the user
// should know about the configuration.
func (a *app) openSignedIn() (*access, func(), error) {
	c, closeAll, err := a.openQuietly()
	if err == nil {
		a.notes(c.config.Notices)
	}
	return c, closeAll, err
}

// openQuietly is openSignedIn for a command that tells the notices of the configuration itself.
func (a *app) openQuietly() (*access, func(), error) {
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
func (a *app) openProfile(name string) (*access, error) {
	cfg, err := config.Load(config.Inputs{Flags: a.flags, Environ: a.environ, Profile: name})
	if err != nil {
		return &access{config: cfg}, err
	}
	return a.accessFor(cfg, a.keyring)
}
