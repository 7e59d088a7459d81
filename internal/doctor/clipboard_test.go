package doctor

import "testing"

func TestWhichWayACopyGoes(t *testing.T) {
	has := func(names ...string) func(string) bool {
		return func(name string) bool {
			for _, n := range names {
				if n == name {
					return true
				}
			}
			return false
		}
	}
	for name, test := range map[string]struct {
		copying Copying
		env     map[string]string
		status  Status
		words   string
	}{
		"desktop":             {Copying{Native: true, System: "linux", Found: has("xclip")}, nil, OK, "the system's own, by xclip"},
		"macOS":               {Copying{Native: true, System: "darwin", Found: has()}, nil, OK, "the system's own"},
		"desktop without one": {Copying{Found: has()}, map[string]string{"WAYLAND_DISPLAY": "w"}, Warn, "install wl-clipboard"},
		"ssh":                 {Copying{Found: has()}, map[string]string{"SSH_TTY": "t", "DISPLAY": ":10"}, OK, "OSC 52: this is a remote computer"},
		"console":             {Copying{Found: has()}, nil, OK, "OSC 52"},
		"tmux":                {Copying{Tmux: true, Found: has("tmux"), TmuxOption: "external\n"}, nil, OK, "set-clipboard external"},
		"tmux that will not":  {Copying{Tmux: true, Found: has("tmux"), TmuxOption: "off"}, nil, Warn, "set-clipboard on"},
		"tmux without tmux":   {Copying{Tmux: true, Found: has()}, nil, Fail, "PATH"},
	} {
		t.Run(name, func(t *testing.T) {
			test.copying.Getenv = environment(test.env)
			want(t, test.copying.Clipboard(), "clipboard", test.status, test.words)
		})
	}
}
