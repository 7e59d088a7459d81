package cli

import (
	"context"
	"errors"
	"slices"
	"sync"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

// profiles are those of one dashboard: the one on the screen, and those before it for as long as
// their last requests take to end. Each has a client and a session of its own, so that no secret of
// one is ever sent to the service of another.
type profiles struct {
	app   *app
	guard *terminal.Guard

	mu   sync.Mutex
	held []*profile
}

// profile is all that belongs to the hosts on the screen.
type profile struct {
	*access
	kept   *kept
	unkept sync.Once // closes kept
}

// hold takes a connection to its profile, with what was kept of it.
func (p *profiles) hold(c *access) (*profile, error) {
	k, err := openKept(c)
	if err != nil {
		return nil, err
	}
	held := &profile{access: c, kept: k}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = append(p.held, held)
	return held, nil
}

func (p *profiles) options(shown *profile) ui.Options {
	options := p.app.options(shown.access, shown.kept, p.guard)
	options.Profiles = choices(shown.config)
	options.OneProfile = p.app.oneProfile(shown.config)
	options.OpenProfile = p.open
	options.Close = func() { p.release(shown) }
	return options
}

// open prepares another profile. Like all of the configuration, it is read anew.
func (p *profiles) open(name string) (ui.Options, error) {
	c, err := p.app.openProfile(name)
	if errors.Is(err, config.ErrNotConfigured) {
		return ui.Options{}, &config.Error{
			Text:   "nothing says how to sign in",
			Advice: "add session_command to [profile." + name + "] in " + c.config.File.Value,
		}
	}
	if err != nil {
		return ui.Options{}, err
	}
	if variable := c.config.Overriding(); variable != "" {
		return ui.Options{}, &config.Error{Text: overridden(variable)}
	}
	opened, err := p.hold(c)
	if err != nil {
		return ui.Options{}, err
	}
	return p.options(opened), nil
}

// release ends what a profile holds, after its requests have been cancelled.
func (p *profiles) release(left *profile) {
	left.end(context.Background())
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = slices.DeleteFunc(p.held, func(held *profile) bool { return held == left })
}

// close ends all that is held still. The requests have been cancelled, which kills a command that
// signs in; a dashboard that has ended does not wait for it for long.
func (p *profiles) close() {
	ctx, cancel := context.WithTimeout(context.Background(), settleGrace)
	defer cancel()
	p.mu.Lock()
	held := slices.Clone(p.held)
	p.mu.Unlock()
	for _, left := range held {
		left.end(ctx)
	}
}

func (p *profile) end(ctx context.Context) {
	p.unkept.Do(p.kept.close)
	p.source.Settle(ctx)
	p.client.CloseIdleConnections()
}

// choices are the profiles of the configuration file in the words of the menu.
func choices(cfg *config.Config) []ui.ProfileChoice {
	list := make([]ui.ProfileChoice, len(cfg.Profiles))
	for i, each := range cfg.Profiles {
		who := each.ExternalID
		switch {
		case each.SignIn == "":
			who = "no way to sign in"
		case who == "":
			who = string(each.SignIn)
		}
		list[i] = ui.ProfileChoice{Name: each.Name, About: each.Service + ", " + who, Current: each.Name == cfg.Profile.Value}
	}
	return list
}

// oneProfile says why the profile cannot be switched, or "".
func (a *app) oneProfile(cfg *config.Config) string {
	if a.demo {
		return "the demonstration has one profile only"
	}
	if !hasOthers(cfg) {
		return "there is no other profile: a [profile.NAME] in " + cfg.File.Value + " makes one"
	}
	if variable := cfg.Overriding(); variable != "" {
		return overridden(variable)
	}
	return ""
}

func hasOthers(cfg *config.Config) bool {
	return slices.ContainsFunc(cfg.Profiles, func(each config.Profile) bool { return each.Name != cfg.Profile.Value })
}

// overridden tells of a variable that wins over every profile: with another profile's name on the
// screen one would still be signed in as before, or send a secret to the wrong service.
func overridden(variable string) string {
	return variable + " holds for every profile: start without it to switch"
}
