package config

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"parsec-hosts/parsecapi"
)

// commented matches a setting that is commented out: "#" directly before it, while prose has a
// space there.
var commented = regexp.MustCompile(`(?m)^#([^\s#])`)

func exampleFile(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestExampleChangesNothing(t *testing.T) {
	cfg := mustLoad(t, exampleFile(t))
	if cfg.BaseURL.From.Kind != FromDefault || len(cfg.Launchers) != 0 {
		t.Errorf("base_url from %s, %d launchers", cfg.BaseURL.From, len(cfg.Launchers))
	}
}

func TestExampleWithEverySettingLoads(t *testing.T) {
	text := commented.ReplaceAllString(exampleFile(t), "$1")
	for _, profile := range []string{"default", "key-from-command", "key-from-file", "key-from-keyring"} {
		cfg, err := Load(Inputs{Flags: Flags{Profile: profile}, Environ: environ(), Open: withFile(text)})
		if err != nil {
			t.Fatal(err)
		}
		if cfg.BaseURL.From.Kind != FromFile {
			t.Errorf("base_url from %s, so nothing was tested", cfg.BaseURL.From)
		}
		for what, ok := range map[string]bool{
			"default_profile":  profile != "default" || cfg.Profile.Value == DefaultProfile,
			"base_url":         cfg.BaseURL.Value == parsecapi.DefaultBaseURL,
			"route":            cfg.Route.Value == parsecapi.RouteAuto,
			"public_games":     !cfg.PublicGames.Value,
			"interval":         cfg.Interval.Value == DefaultInterval,
			"budget":           cfg.Budget.Value == DefaultBudget,
			"budget_window":    cfg.BudgetWindow.Value == DefaultBudgetWindow,
			"timeout":          cfg.Timeout.Value == parsecapi.DefaultTimeout,
			"theme":            cfg.Looks.Theme.Value == Themes[0] && cfg.Looks.Theme.From.Kind == FromFile,
			"background":       cfg.Looks.Background.Value == backgrounds[0],
			"motion":           cfg.Looks.Motion.Value,
			"colors":           len(cfg.Looks.Colors) == len(ColorNames),
			"journal":          cfg.Journal.Value,
			"journal_days":     cfg.JournalDays.Value == DefaultJournalDays,
			"bell":             cfg.Bell.Value,
			"notify":           cfg.Notify.Value == "off",
			"unfocused":        cfg.UnfocusedInterval.Value == 0,
			"remember_watches": !cfg.RememberWatches.Value,
			"default_launcher": cfg.DefaultLauncher.Value == "client",
		} {
			if !ok {
				t.Errorf("profile %s: the example does not show the default of %s", profile, what)
			}
		}
	}
}

func TestExampleNamesEverySetting(t *testing.T) {
	text := exampleFile(t)
	names := append([]string{}, topKeys[0])
	for name := range settings {
		names = append(names, name)
	}
	names = append(names, "colors")
	for name := range launcherKeys {
		names = append(names, name)
	}
	for _, name := range names {
		if !regexp.MustCompile(`(?m)^#` + name + ` = `).MatchString(text) {
			t.Errorf("the example does not show %s", name)
		}
	}
	if !strings.Contains(text, parsecapi.AlternativeBaseURL) {
		t.Error("the example does not name the alternative base URL")
	}
}
