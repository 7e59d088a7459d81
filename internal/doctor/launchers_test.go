package doctor

import (
	"path/filepath"
	"testing"

	"parsec-hosts/internal/launch"
)

func TestProgramsAreLookedForAsALaunchDoes(t *testing.T) {
	needsModes(t)
	dir := t.TempDir()
	client := put(t, filepath.Join(dir, "client"), "#!/bin/sh\nexit 1\n", 0o755)
	put(t, filepath.Join(dir, "plain"), "", 0o644)
	t.Setenv("PATH", dir)
	launcher := func(name, program string, change ...func(*launch.Launcher)) Program {
		l := launch.Launcher{Name: name, Command: []string{program, "{peer_id}"}}
		for _, c := range change {
			c(&l)
		}
		return Program{Kind: "launcher", Launcher: l, Fault: l.Validate()}
	}
	byArgument := func(l *launch.Launcher) {
		l.Command = append(l.Command, "{session_id}")
		l.Session, l.AllowSessionInArguments = launch.HandArgv, true
	}
	first := launcher("first", "client")
	first.Default = true
	action := launcher("wake", "client", func(l *launch.Launcher) { l.Mode, l.Session = launch.ModeTerminal, launch.HandEnv })
	action.Kind = "action"
	checks := Programs{List: []Program{
		first, action, launcher("absent", "no-such-program"), launcher("not-executable", filepath.Join(dir, "plain")),
		launcher("argv", "client", byArgument), launcher("odd", "client", func(l *launch.Launcher) { l.Session = "shout" }),
	}}.Launchers()
	want(t, checks, "first", OK, client+", the default, background, no session")
	want(t, checks, "wake (action)", OK, "terminal, session by env")
	if check := want(t, checks, "absent", Fail, "was not found", "install it"); check.Found.Masked() != "<a program that was not found>" {
		t.Errorf("others see %q", check.Found.Masked())
	}
	want(t, checks, "not-executable", Fail, "is not executable", "chmod +x")
	want(t, checks, "argv", Warn, "which others can read (ps)")
	want(t, checks, "odd", Fail, `"shout" is not a way to hand over the session`)
}

func TestNoLauncherAtAll(t *testing.T) {
	want(t, Programs{File: "/c.toml"}.Launchers(), "launchers", Warn, "Enter has nothing to start", "[[launcher]] to /c.toml")
	want(t, Programs{Skip: "not known"}.Launchers(), "launchers", Skipped, "not known")
}
