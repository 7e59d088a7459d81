package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAllFaultsOfAFileAreFound(t *testing.T) {
	for _, c := range []struct {
		name, file     string
		faults, loaded []string
	}{
		{"none", "session_command = ['x']\n[profile.a]\n[profile.b]\n", nil, []string{"a", "b", "default"}},
		{"no profiles", "interval = '9s'\n", nil, []string{"default"}},
		{"nothing says how to sign in", "[profile.a]\n", nil, []string{"a"}},
		{"settings everywhere", "interval = 8\n[[launcher]]\nname = 'a'\n[[launcher]]\nnam = 'b'\n[colors]\ngod = 'red'\nbad = 'rde'\n[keys]\nx = 1\ny = 2\n[profile.a]\nroute = 'v3'\n[profile.b]\nbudget = 0\n", []string{
			`config.toml:1: interval must be a duration such as "8s" or "5m", not a number`,
			`config.toml:2: this launcher has no command`,
			`config.toml:5: unknown setting "nam"; did you mean name?`,
			`config.toml:7: unknown setting "god"; did you mean good?`,
			`config.toml:8: colors.bad must be a colour such as "#6cb6ff", or one of blue, cyan, green, grey, orange, pink, purple, red, yellow; did you mean red?`,
			`config.toml:10: keys: x must be a key such as "f5", or a list such as ["r", "f5"]`,
			`config.toml:11: keys: y must be a key such as "f5", or a list such as ["r", "f5"]`,
			`config.toml:13: route must be "auto", "hosts" or "v2/hosts"`,
			`config.toml:15: budget must be from 1 to 10000`,
		}, nil},
		{"what settings mean together", "default_profile = 'c'\n[profile.a]\napi_key_keyring = true\n[profile.b]\ndefault_launcher = 'x'\n[profile.d]\n", []string{
			`config.toml:1: there is no profile "c"; did you mean a?`,
			`config.toml:3: an API key creates sessions for a user, and no external_id says which`,
			`config.toml:5: there is no launcher named "x"`,
		}, []string{"d"}},
		{"the same in each profile", "default_launcher = 'x'\n[profile.a]\n[profile.b]\n", []string{`config.toml:1: there is no launcher named "x"`}, nil},
		{"no TOML", "[profile", []string{"config.toml:1: not valid TOML: expected '.' or ']' to end table name"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			profiles, errs := LoadAll(Inputs{Environ: environ(), Open: withFile(c.file)})
			var faults, loaded []string
			for _, err := range errs {
				faults = append(faults, strings.ReplaceAll(err.Error(), defaultPath, "config.toml"))
			}
			for _, cfg := range profiles {
				loaded = append(loaded, cfg.Profile.Value)
			}
			if diff := cmp.Diff([][]string{c.faults, c.loaded}, [][]string{faults, loaded}); diff != "" {
				t.Errorf("faults and profiles (-want +got)\n%s", diff)
			}
		})
	}
}
