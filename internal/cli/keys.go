package cli

import (
	"errors"
	"slices"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

// configuredKeys gives the words of the configuration their meaning.
func configuredKeys(cfg *config.Config) (ui.Keys, error) {
	keys := ui.Keys{}
	for action, given := range cfg.Keys {
		keys[action] = given.Value
	}
	err := keys.Check()
	var fault *ui.KeyError
	if !errors.As(err, &fault) {
		return keys, err
	}
	wrong := &config.Error{From: cfg.Keys[fault.Action].From, Text: "keys: " + fault.Text}
	if !slices.Contains(ui.ActionNames(), fault.Action) {
		wrong.Text += config.DidYouMean(fault.Action, ui.ActionNames())
		wrong.Advice = "the help of the dashboard lists what there is; config.example.toml has all names"
	}
	return nil, wrong
}
