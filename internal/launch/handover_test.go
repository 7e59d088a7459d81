package launch

import (
	"strings"
	"testing"
)

func TestShowHandoverSaysWhatArrivedAndHow(t *testing.T) {
	args := []string{"peer_id=1QA0", "name=render \x1b[2J07", "user_name=studio#carla", "stray"}
	tests := []struct {
		name, input string
		environ     []string
		args        []string
		want        string
	}{
		{name: "environment", environ: []string{"PARSEC_SESSION_ID=" + canaryID}, args: args, want: "in the environment, as PARSEC_SESSION_ID"},
		{name: "argument", args: append(args, "session_id="+canaryID), want: "as an argument"},
		{name: "pipe", input: canaryID + "\n", args: args, want: "through a pipe"},
		{name: "nothing", args: args, want: "not at all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			ShowHandover(&out, strings.NewReader(tt.input), tt.environ, tt.args)
			session := "cana…"
			if tt.name == "nothing" {
				session = "none"
			}
			for _, want := range []string{"1QA0\n", "render �[2J07\n", "studio#carla\n", tt.want, " " + session + "\n"} {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is missing from\n%s", want, out.String())
				}
			}
			if strings.Contains(out.String(), canaryID) || strings.Contains(out.String(), "external") {
				t.Errorf("shows too much:\n%s", out.String())
			}
		})
	}
	var out strings.Builder
	ShowHandover(&out, nil, nil, args)
	if !strings.Contains(out.String(), "not at all") {
		t.Errorf("without a reader:\n%s", out.String())
	}
}
