package cli

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"parsec-hosts/internal/clipboard"
	"parsec-hosts/internal/config"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

// Folders below the state folder.
const (
	logFolder    = "logs"
	reportFolder = "reports"
)

// settleGrace is how long signing in may take to end after the dashboard has.
const settleGrace = 300 * time.Millisecond

// dashboard runs the dashboard, or the first-run screen, which may lead to the demonstration. A mistake
// in the configuration is told before a terminal that will not do.
func (a *app) dashboard() error {
	c, closeAll, err := a.open()
	notConfigured := errors.Is(err, config.ErrNotConfigured)
	if err != nil && !notConfigured {
		return err
	}
	defer closeAll()
	if err := a.checkTerminal(); err != nil {
		return err
	}
	if notConfigured {
		return a.welcome(c.config)
	}
	p := &profiles{app: a}
	defer p.close()
	first, err := p.hold(c)
	if err != nil {
		return err
	}
	last, err := a.show(a.reportFolder(c.config), func(guard *terminal.Guard) ui.Options {
		p.guard = guard
		return p.options(first)
	})
	if parting := last.Parting(); parting != "" && !a.demo { // with the demonstration, its connections end
		a.note(parting)
	}
	return err
}

// checkTerminal says why there can be no dashboard here.
func (a *app) checkTerminal() error {
	for _, file := range []*os.File{a.stdio.In, a.stdio.Out} {
		if !isTerminal(file) {
			return &usageError{"the dashboard needs a terminal for input and output", "parsec-hosts list prints the hosts without one"}
		}
	}
	return a.checkCursor("the dashboard")
}

// checkCursor says why what is drawn cannot be on this terminal.
func (a *app) checkCursor(drawn string) error {
	if lookup(a.environ, "TERM") == "dumb" {
		return &usageError{drawn + " needs a terminal that can move its cursor, and TERM=dumb says that this one cannot", "parsec-hosts list prints the hosts without that"}
	}
	return nil
}

// welcome shows the first-run screen. A mistyped variable, which may be why there is nothing
// configured, is told on the screen below.
func (a *app) welcome(cfg *config.Config) error {
	a.notes(cfg.Notices)
	last, err := a.show(a.reportFolder(cfg), func(*terminal.Guard) ui.Options {
		return ui.Options{Welcome: &ui.Welcome{ConfigPath: cfg.File.Value}, Looks: looks(cfg.Looks, a.environ)}
	})
	if err != nil || last.Outcome() != ui.StartDemo {
		return err
	}
	a.demo = true
	return a.dashboard()
}

// show runs a dashboard until it ends, gives the terminal back and returns how the dashboard was then.
func (a *app) show(reports string, options func(*terminal.Guard) ui.Options) (ui.Model, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	guard := terminal.New(a.stdio.In, a.stdio.Out, reports)
	chosen := options(guard)
	if chosen.Pick != nil {
		guard.KeepTitle()
	}
	s := newScreen(ctx, a, guard, chosen)
	code, err := guard.Run(s)
	s.last.Finish()
	if code == exitOK && err == nil {
		return s.last, nil
	}
	return s.last, &exitError{code, err}
}

func (a *app) options(c *access, k *kept, guard *terminal.Guard) ui.Options {
	return ui.Options{
		Service:     c.client,
		Profile:     shownProfile(c.config),
		User:        c.config.ExternalID.Value,
		BaseURL:     c.config.BaseURL.Value,
		Demo:        a.demonstrated(),
		Looks:       looks(c.config.Looks, a.environ),
		Poll:        c.poll,
		Launching:   a.launching(c, guard),
		View:        k.view,
		Memory:      k,
		Journal:     k.diary,
		Keys:        c.keys,
		Actions:     c.actions,
		ReadOnly:    c.config.ReadOnly.Value,
		Confirm:     c.config.Confirm.Value,
		Mouse:       c.config.Mouse.Value,
		Watching:    a.watching(c.config),
		Progress:    showsProgress(a.environ),
		Clipboard:   a.clipboard(),
		SignInAgain: c.source.Retry,
		Notices:     func() []string { return slices.Concat(c.config.Notices, c.source.Notices(), k.notices) },
		Jitter:      rand.Float64,
		Log:         c.log,
	}
}

// watching is how the dashboard tells what is watched.
func (a *app) watching(cfg *config.Config) ui.Watching {
	w := ui.Watching{
		Bell:              cfg.Bell.Value,
		Tmux:              lookup(a.environ, "TMUX") != "",
		UnfocusedInterval: cfg.UnfocusedInterval.Value,
		Remember:          cfg.RememberWatches.Value,
	}
	if cfg.Notify.Value != "off" {
		w.Notify = ui.Notify(cfg.Notify.Value)
	}
	return w
}

// shownProfile is the profile's name, or "" for somebody who never chose one and has no choice.
func shownProfile(cfg *config.Config) string {
	if cfg.Profile.From.Kind == config.FromDefault && !hasOthers(cfg) {
		return ""
	}
	return cfg.Profile.Value
}

// clipboard is where copied text goes; nil leaves it to the terminal.
func (a *app) clipboard() ui.Clipboard {
	if chosen := clipboard.Choose(func(name string) string { return lookup(a.environ, name) }); chosen != nil {
		return chosen
	}
	return nil
}

// reportFolder is where a report of a crash goes. The demonstration leaves nothing in the user's
// folders, and its own one is gone when somebody wants to read the report.
func (a *app) reportFolder(cfg *config.Config) string {
	if a.demo {
		return os.TempDir()
	}
	return filepath.Join(cfg.StateDir, reportFolder)
}
