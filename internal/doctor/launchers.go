package doctor

import (
	"errors"
	"io/fs"
	"os/exec"

	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

// Program is a launcher or an action of the configuration.
type Program struct {
	Kind     Text // "launcher" or "action"
	Launcher launch.Launcher
	Fault    error // what is wrong with its words
	Default  bool  // the one that Enter starts
}

// Programs are all of them.
type Programs struct {
	List []Program
	Skip Text   // why they are not known
	File string // of the configuration
}

// anyHost is a host as good as any, to find out whether a launch would begin. No program is started.
var anyHost = launch.Target{PeerID: "peer", Name: "name", UserName: "user#name", ExternalID: "name", SessionID: parsecapi.NewSecret("session")}

// Launchers checks that each program could be started.
func (p Programs) Launchers() []Check {
	if p.Skip != "" {
		return []Check{skipped("launchers", p.Skip)}
	}
	var checks []Check
	launchers := 0
	for _, each := range p.List {
		checks = append(checks, each.check())
		if each.Kind == "launcher" {
			launchers++
		}
	}
	if launchers == 0 {
		none := warn("launchers", "none, so that Enter has nothing to start", "add a [[launcher]] to "+Private("path", p.File))
		checks = append([]Check{none}, checks...)
	}
	return checks
}

func (p Program) check() Check {
	name := Private("name", p.Launcher.Name)
	if p.Kind != "launcher" {
		name += " (" + p.Kind + ")"
	}
	err := p.Fault
	if err == nil {
		_, err = p.Launcher.Plan(anyHost)
	}
	var known *launch.Error
	if errors.As(err, &known) {
		return fail(name, Private(trouble(known), known.Problem), Private("what to do", known.Fix))
	}
	if err != nil {
		return fail(name, said(err), advice(err))
	}
	path, _ := exec.LookPath(p.Launcher.Command[0]) // the plan found it
	found := Private("path", path)
	if p.Default {
		found += ", the default"
	}
	found += p.manner()
	if p.Launcher.Session == launch.HandArgv {
		return warn(name, found+", which others can read (ps)",
			`session = "env" or "stdin", if the program can read it there`)
	}
	return ok(name, found)
}

// trouble is what others may know of a launcher's fault.
func trouble(err error) string {
	switch {
	case errors.Is(err, exec.ErrDot):
		return "a program in the current folder"
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "a program that was not found"
	case errors.Is(err, fs.ErrPermission):
		return "a program that is not executable"
	}
	return "a mistake in the launcher"
}

// manner says where the program runs and how it is handed the session.
func (p Program) manner() Text {
	manner := Text(", background")
	if p.Launcher.Mode == launch.ModeTerminal {
		manner = ", terminal"
	}
	if !p.Launcher.NeedsSession() {
		return manner + ", no session"
	}
	return manner + ", session by " + Text(p.Launcher.Session)
}
