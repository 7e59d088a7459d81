package cli

import (
	"log/slog"
	"os"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/session"
	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

// access is the way to the service that a configuration describes, with all that goes with it.
type access struct {
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

// accessFor builds what cfg describes.
func (a *app) accessFor(cfg *config.Config, ring session.Keyring) (*access, error) {
	log := a.log.logger()
	log.Info("configuration", "file", cfg.File.Value, "profile", cfg.Profile.Value, "sign_in", cfg.SignIn.Value.Method, "from", cfg.SignIn.From)
	c := &access{config: cfg, log: log}
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
