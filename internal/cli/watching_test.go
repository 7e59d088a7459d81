package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/config"
	"parsec-hosts/ui"
)

func TestWatchingAsConfigured(t *testing.T) {
	for text, want := range map[string]ui.Watching{
		"": {Bell: true, Tmux: true},
		"bell = false\nnotify = 'osc9'\nunfocused_interval = '1m'\nremember_watches = true": {
			Notify: ui.NotifyOSC9, Tmux: true, UnfocusedInterval: time.Minute, Remember: true,
		},
		"notify = 'osc777'\nunfocused_interval = '1m'\n[profile.default]\nnotify = 'osc99'\nunfocused_interval = 'off'": {
			Bell: true, Notify: ui.NotifyOSC99, Tmux: true,
		},
		"notify = 'osc777'\n[profile.default]\nnotify = 'off'": {Bell: true, Notify: ui.NotifyOff, Tmux: true},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := config.Load(config.Inputs{Flags: config.Flags{Config: path}, Environ: []string{config.EnvSessionID + "=x"}})
		if err != nil {
			t.Fatal(err)
		}
		a := &app{environ: []string{"TMUX=/tmp/tmux-1000/default,1,0"}}
		if diff := cmp.Diff(want, a.watching(cfg)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
