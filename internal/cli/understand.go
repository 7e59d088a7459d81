package cli

import (
	"errors"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/ui"
)

// understand gives the words of the configuration their meaning, and returns every mistake in them.
func (c *access) understand(environ []string) (faults []error) {
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
func (c *access) readSettings(collect func(error)) {
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

func (c *access) readLaunchers(environ []string, collect func(error)) {
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
