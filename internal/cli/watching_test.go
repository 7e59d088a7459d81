package cli

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		a := &app{environ: []string{"TMUX=/tmp/tmux-1000/default,1,0"}}
		if diff := cmp.Diff(want, a.watching(loadText(t, text))); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
