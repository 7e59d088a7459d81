package ui

import (
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

// UserAction is a program that the user runs for a host by a key of its own.
type UserAction struct {
	Key      string // "" for one that only the action menu offers
	Launcher launch.Launcher
}

// userActions are the user's own actions beside those that the dashboard has.
func userActions(own []UserAction) []action {
	actions := make([]action, len(own))
	for i, a := range own {
		b := bind("", a.Launcher.Name)
		if a.Key != "" {
			b = bind(a.Key, a.Launcher.Name, a.Key)
		}
		actions[i] = action{binding: b, group: groupOwn, hint: 6, blocked: userActionBlocked(a.Launcher), run: runUserAction(a.Launcher)}
	}
	return actions
}

func userActionBlocked(l launch.Launcher) func(Model) string {
	return func(m Model) string {
		switch {
		case m.opts.ReadOnly:
			return readOnly
		case len(m.marked) > 1 && l.Mode == launch.ModeTerminal:
			return inSentence(l.Name) + " takes the terminal: it runs for one host at a time"
		case m.planning > 0:
			return "another program is being started"
		case noTargets(m) != "":
			return noTargets(m)
		}
		return m.runningFor(l.Name)
	}
}

// runningFor says that a program runs for one of the chosen hosts already, or "": a key that is held
// down must not start it over and over.
func (m Model) runningFor(name string) string {
	for _, c := range m.connections {
		if c.purpose == purposeAction && c.launcher == name && m.isTarget(c.peerID) {
			return inSentence(name) + " is running for " + c.name + " already"
		}
	}
	return ""
}

// runUserAction runs the program for every chosen host, whether it is online or not.
func runUserAction(l launch.Launcher) func(Model) (Model, tea.Cmd) {
	return func(m Model) (Model, tea.Cmd) {
		var cmds []tea.Cmd
		for _, h := range m.targets() {
			var cmd tea.Cmd
			m, cmd = m.plan(l, h, purposeAction, parsecapi.Secret{})
			cmds = append(cmds, cmd)
		}
		return m, tea.Batch(cmds...)
	}
}
