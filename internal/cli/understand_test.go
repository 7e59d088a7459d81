package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/poll"
)

// TestExampleLaunchersWork holds the launchers of the example file against what launch accepts.
func TestExampleLaunchersWork(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	everything := regexp.MustCompile(`(?m)^#([^\s#])`).ReplaceAll(example, []byte("$1"))
	if err := os.WriteFile(path, everything, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(config.Inputs{Flags: config.Flags{Config: path}})
	if err != nil {
		t.Fatal(err)
	}
	c := access{config: cfg}
	if faults := c.understand(nil); len(faults) > 0 {
		t.Fatal(faults)
	}
	if len(c.launchers) < 7 || c.launchers[c.preferred].Name != cfg.DefaultLauncher.Value {
		t.Errorf("%d launchers, the default one is %d", len(c.launchers), c.preferred)
	}
}

// TestDefaultsAgree holds the defaults that two packages state against each other.
func TestDefaultsAgree(t *testing.T) {
	want := poll.Default()
	got := poll.Config{Interval: config.DefaultInterval, Budget: config.DefaultBudget, Window: config.DefaultBudgetWindow}
	if got != want {
		t.Errorf("config has %+v, poll %+v", got, want)
	}
}
