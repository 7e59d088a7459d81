package cli

import (
	"errors"
	"slices"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

// configuredKeys gives the words of the configuration their meaning. The keys of the user's own
// actions must be free.
func configuredKeys(cfg *config.Config, actions []ui.UserAction) (ui.Keys, error) {
	keys := ui.Keys{}
	for action, given := range cfg.Keys {
		keys[action] = given.Value
	}
	err := keys.Check(actions)
	var fault *ui.KeyError
	if !errors.As(err, &fault) {
		return keys, err
	}
	if i := slices.IndexFunc(actions, func(a ui.UserAction) bool { return a.Launcher.Name == fault.UserAction }); i >= 0 && fault.UserAction != "" {
		return nil, &config.Error{From: cfg.Actions[i].From, Text: "key: " + fault.Text}
	}
	wrong := &config.Error{From: cfg.Keys[fault.Action].From, Text: "keys: " + fault.Text}
	if !slices.Contains(ui.ActionNames(), fault.Action) {
		wrong.Text += config.DidYouMean(fault.Action, ui.ActionNames())
		wrong.Advice = "config.example.toml has the names of all actions"
	}
	return nil, wrong
}
