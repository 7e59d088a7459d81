package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

func loadText(t *testing.T, text string) *config.Config {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(config.Inputs{Flags: config.Flags{Config: path}, Environ: []string{config.EnvSessionID + "=x"}})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// TestTheExampleNamesEveryKey holds the example file against the dashboard.
func TestTheExampleNamesEveryKey(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := configuredKeys(loadText(t, string(regexp.MustCompile(`(?m)^#([^\s#])`).ReplaceAll(example, []byte("$1")))), nil)
	if err != nil {
		t.Fatal(err)
	}
	for action, usual := range ui.UsualKeys() {
		if strings.HasPrefix(action, "pick-") {
			continue
		}
		if got := keys[action]; !slices.Equal(got, usual) {
			t.Errorf("%s has the keys %q in the example, and usually %q", action, got, usual)
		}
	}
}

func TestKeysOfAProfileHideThoseOfTheFile(t *testing.T) {
	keys, err := configuredKeys(loadText(t, `
[keys]
refresh = "f5"
sort = ["O", "ctrl+s"]
[profile.default.keys]
refresh = ["f6"]
pause = []
`), nil)
	if err != nil || !slices.Equal(keys["refresh"], []string{"f6"}) || !slices.Equal(keys["sort"], []string{"O", "ctrl+s"}) || len(keys["pause"]) != 0 {
		t.Errorf("%q %v", keys, err)
	}
}

func TestFaultsOfKeysNameTheirLineAndTheRemedy(t *testing.T) {
	for text, want := range map[string]string{
		`refesh = "f5"`:                         `:2: keys: there is no action refesh; did you mean refresh?`,
		`refresh = "F55"`:                       `:2: keys: "F55" is no key`,
		`refresh = "shift+r"`:                   `"shift+r" is written as the character that it types, such as A`,
		`refresh = "ctrl+i"`:                    `"ctrl+i" is sent by terminals as tab`,
		`refresh = "a-long-secret-0c51-canary"`: `:2: keys: a key is no key`,
		`refresh = " "`:                         `" " is written as "space"`,
		`refresh = "ctrl+c"`:                    `ctrl+c always quits`,
		`refresh = "s"`:                         `:2: keys: "s" is given to refresh, and sort has it: give sort another key, or none`,
		"refresh = \"z\"\nsort = \"z\"":         `"z" is given to`,
		"refresh = \"s\"\nreverse = \"R\"":      `"s" is given to refresh, and sort has it`,
	} {
		_, err := configuredKeys(loadText(t, "[keys]\n"+text+"\n"), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %s", text, err, want)
		}
	}
	if _, err := configuredKeys(loadText(t, "[keys]\nrefresh = \"s\"\nsort = \"r\"\n"), nil); err != nil {
		t.Errorf("two actions cannot change their keys: %v", err)
	}
}

func TestActionsOfTheUserHaveKeysThatAreFree(t *testing.T) {
	const action = "[[action]]\nname = \"wake\"\ncommand = [\"/bin/sh\", \"{peer_id}\"]\nkey = "
	for text, want := range map[string]string{
		action + `"s"`:     `:1: key: "s" is given to wake, and sort has it`,
		action + `"shift"`: `:1: key: "shift" is no key`,
		action + `"N"` + "\n" + strings.Replace(action, "wake", "sleep", 1) + `"N"`: `:5: key: "N" is given to sleep, and wake has it`,
	} {
		c := access{config: loadText(t, text)}
		if faults := c.understand(nil); len(faults) != 1 || !strings.Contains(faults[0].Error(), want) {
			t.Errorf("%s: %v does not say %s", text, faults, want)
		}
	}
	c := access{config: loadText(t, "[keys]\nsort = []\n"+action+`"s"`)}
	if faults := c.understand(nil); len(faults) > 0 {
		t.Errorf("a key that was freed cannot be used: %v", faults)
	}
}
