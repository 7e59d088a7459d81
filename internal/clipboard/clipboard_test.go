package clipboard

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func environment(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		want *Clipboard // nil for the terminal
	}{
		{"plain ssh uses the terminal", map[string]string{"SSH_TTY": "/dev/pts/1"}, nil},
		{"ssh with a forwarded display still uses the terminal", map[string]string{"SSH_CONNECTION": "x", "DISPLAY": ":10"}, nil},
		{"tmux over ssh uses tmux", map[string]string{"SSH_CONNECTION": "x", "DISPLAY": ":10", "TMUX": "/tmp/t,1,0"}, &Clipboard{tmux: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Choose(environment(c.env))
			if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
				t.Errorf("chose %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestTmuxReceivesTheText(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("needs tmux")
	}
	socket := filepath.Join(t.TempDir(), "s")
	tmux := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("tmux", append([]string{"-S", socket}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %s: %v: %s", args, err, out)
		}
		return string(out)
	}
	tmux("-f", os.DevNull, "new-session", "-d", "cat")
	defer tmux("kill-server")
	pid := strings.TrimSpace(tmux("display-message", "-p", "#{pid}"))
	t.Setenv("TMUX", socket+","+pid+",0")

	way := Choose(environment(map[string]string{"SSH_TTY": "x", "TMUX": os.Getenv("TMUX")}))
	if _, err := way.Copy(context.Background(), "1QA0qE1h0aBW7GKRTXCU0ZInLVZ"); err != nil {
		t.Fatal(err)
	}
	if got := tmux("show-buffer"); got != "1QA0qE1h0aBW7GKRTXCU0ZInLVZ" {
		t.Errorf("tmux holds %q", got)
	}
	if attachedOverSSH(context.Background()) {
		t.Error("nobody is attached over ssh")
	}
	tmux("set-environment", "SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
	if !attachedOverSSH(context.Background()) {
		t.Error("somebody is attached over ssh")
	}
}

func TestAMissingTmuxServerIsAnError(t *testing.T) {
	t.Setenv("TMUX", filepath.Join(t.TempDir(), "none")+",1,0")
	way := Choose(environment(map[string]string{"SSH_TTY": "x", "TMUX": os.Getenv("TMUX")}))
	if _, err := way.Copy(context.Background(), "x"); err == nil || !strings.Contains(err.Error(), "tmux load-buffer failed") {
		t.Errorf("error %v", err)
	}
}
