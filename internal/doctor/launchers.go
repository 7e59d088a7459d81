package doctor

import (
	"errors"
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
		none := warn("launchers", "none: Enter has nothing to start", "add a [[launcher]] with the program that connects to "+Private("path", p.File))
		checks = append([]Check{none}, checks...)
	}
	return checks
}

func (p Program) check() Check {
	name := p.Kind + " " + Private("name", p.Launcher.Name)
	err := p.Fault
	if err == nil {
		_, err = p.Launcher.Plan(anyHost)
	}
	var known *launch.Error
	if errors.As(err, &known) {
		return fail(name, Private("what is wrong", known.Problem), Private("what to do", known.Fix))
	}
	if err != nil {
		return fail(name, said(err), advice(err))
	}
	path, _ := exec.LookPath(p.Launcher.Command[0]) // the plan found it
	found := Private("path", path) + p.manner()
	if p.Default {
		found += ", the default"
	}
	if p.Launcher.Session == launch.HandArgv {
		return warn(name, found+"; the session is on its command line, where others can read it (ps)",
			`if the program can read it elsewhere: session = "env" or "stdin"`)
	}
	return ok(name, found)
}

// manner says where the program runs and how it is handed the session.
func (p Program) manner() Text {
	manner := Text(", in the background")
	if p.Launcher.Mode == launch.ModeTerminal {
		manner = ", in this terminal"
	}
	if !p.Launcher.NeedsSession() {
		return manner + ", without a session"
	}
	return manner + ", session by " + Text(p.Launcher.Session)
}
