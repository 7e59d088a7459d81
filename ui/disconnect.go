package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/launch"
)

// connectionActions are the keys for what was connected to from here.
func connectionActions() []action {
	return []action{
		{name: "disconnect", binding: bind("d", "disconnect", "d"), about: "end a connection, and close its window", group: groupLinks, hint: 8, blocked: disconnectBlocked, run: Model.disconnect},
		{name: "focus-window", binding: bind("f", "focus window", "f"), about: "bring the window of a connection to the front", group: groupLinks, blocked: noWindow, run: Model.focusWindow},
		{name: "reconnect", binding: bind("R", "reconnect", "R"), about: "make a connection anew, by the same launcher", group: groupLinks, blocked: reconnectBlocked, run: Model.reconnect},
		{name: "show-log", binding: bind("o", "log", "o"), about: "show what the program of a connection writes", group: groupLinks, blocked: noLog, run: Model.openLog},
		{name: "dismiss-ended", binding: bind("X", "dismiss ended", "X"), about: "take connections that have ended off the screen", group: groupLinks, blocked: nothingEnded, run: Model.dismissEnded},
	}
}

// recorded reports whether the program keeps a record of its connection.
func (c launched) recorded() bool { return c.record != "" }

// lasts reports whether it is a connection that can be ended from here.
func (c launched) lasts() bool { return c.recorded() && !c.over() }

// meant are the connections that fit, the newest first: those of the chosen hosts or, where these have
// none, all of them.
func (m Model) meant(fits func(launched) bool) (meant []launched, chosen bool) {
	var others []launched
	for _, c := range slices.Backward(m.connections) {
		switch {
		case !fits(c):
		case m.isTarget(c.peerID):
			meant = append(meant, c)
		default:
			others = append(others, c)
		}
	}
	if len(meant) > 0 {
		return meant, true
	}
	return others, false
}

// forConnection does something to the connection of the host under the cursor, or to one that is chosen
// from a menu where it is not clear which one is meant.
func (m Model) forConnection(title string, fits func(launched) bool, run func(Model, launched) (Model, tea.Cmd)) (Model, tea.Cmd) {
	meant, chosen := m.meant(fits)
	if len(meant) == 1 && chosen {
		return run(m, meant[0])
	}
	items := make([]menuItem, len(meant))
	for i, c := range meant {
		items[i] = menuItem{label: m.nameIn(c), note: m.connectionWords(c), run: func(m Model) (Model, tea.Cmd) {
			return m.withConnection(c.id, fits, run)
		}}
		if i < lastPick {
			items[i].key = strconv.Itoa(i + 1)
		}
	}
	return m.openMenu(title, items)
}

// withConnection does something to a connection by its number, if it still fits.
func (m Model) withConnection(id int, fits func(launched) bool, run func(Model, launched) (Model, tea.Cmd)) (Model, tea.Cmd) {
	i := m.connection(id)
	if i < 0 || !fits(m.connections[i]) {
		return m.say("the connection has ended meanwhile")
	}
	return run(m, m.connections[i])
}

func disconnectBlocked(m Model) string {
	if m.opts.ReadOnly {
		return "read-only: no connection is ended from here"
	}
	if slices.ContainsFunc(m.connections, launched.lasts) {
		return ""
	}
	for _, c := range m.connections {
		if !c.recorded() {
			return inSentence(c.launcher) + " ends by its own means: it keeps no record of its connection"
		}
	}
	return "nothing is connected from here"
}

func (m Model) disconnect() (Model, tea.Cmd) {
	return m.forConnection("Disconnect", launched.lasts, func(m Model, c launched) (Model, tea.Cmd) {
		return m.confirmEnd(c, "Disconnect from "+m.nameIn(c)+"?", false)
	})
}

func reconnectBlocked(m Model) string {
	if !slices.ContainsFunc(m.connections, launched.recorded) {
		return "there is no connection from here to make anew"
	}
	return launchBlocked(m)
}

func (m Model) reconnect() (Model, tea.Cmd) {
	return m.forConnection("Reconnect", launched.recorded, func(m Model, c launched) (Model, tea.Cmd) {
		switch {
		case !c.over():
			return m.confirmEnd(c, "Disconnect from "+m.nameIn(c)+" and connect anew?", true)
		case m.opts.Confirm:
			return m.ask("Connect to "+m.nameIn(c)+" anew?", func(m Model) (Model, tea.Cmd) { return m.connectAgain(c) })
		}
		return m.connectAgain(c)
	})
}

// confirmEnd asks before a connection ends on which somebody may be at work.
func (m Model) confirmEnd(c launched, question string, again bool) (Model, tea.Cmd) {
	end := func(m Model) (Model, tea.Cmd) {
		return m.withConnection(c.id, launched.lasts, func(m Model, c launched) (Model, tea.Cmd) { return m.end(c, again) })
	}
	if c.report.State == connection.Connected || c.report.State == connection.Stalled || again && m.opts.Confirm {
		return m.ask(question, end)
	}
	return end(m)
}

// end asks the process of a connection to end it. Its reports tell when it has.
func (m Model) end(c launched, again bool) (Model, tea.Cmd) {
	return m.setEnding(c.id, true, again), stopConnection(m.opts.Launching.Stop, c.record, c.id)
}

func (m Model) setEnding(id int, stopping, again bool) Model {
	m.connections = slices.Clone(m.connections)
	c := &m.connections[m.connection(id)]
	c.stopping, c.again = stopping, again
	return m
}

func (m Model) onStopAsked(msg stopAskedMsg) (Model, tea.Cmd) {
	if i := m.connection(msg.id); msg.err == nil || i < 0 || m.connections[i].over() {
		return m, nil
	}
	return m.setEnding(msg.id, false, false).sayFor(m.theme.glyphs.failed+" the connection could not be ended: "+problemText(msg.err), noticeTime)
}

// connectAgain makes a connection anew that has ended. The list may not know yet that its seat is free:
// nothing but the host's presence counts.
func (m Model) connectAgain(c launched) (Model, tea.Cmd) {
	h, known := m.fleet.Host(c.peerID)
	switch why := launchBlocked(m); {
	case why != "":
		return m.sayFor(m.nameIn(c)+" was not connected to anew: "+why, noticeTime)
	case !known:
		return m.say(m.nameIn(c) + " is not in the list any more")
	case h.Presence == fleet.Offline:
		return m.say(m.nameIn(c) + " is offline")
	}
	l, _ := m.launcher()
	all := m.opts.Launching.Launchers
	if i := slices.IndexFunc(all, func(l launch.Launcher) bool { return l.Name == c.launcher }); i >= 0 {
		l = all[i]
	}
	return m.launchWith(l, []string{c.peerID})
}

func nothingEnded(m Model) string {
	if !slices.ContainsFunc(m.connections, launched.over) {
		return "no connection that ended is on the screen"
	}
	return ""
}

func (m Model) dismissEnded() (Model, tea.Cmd) {
	m.connections = slices.DeleteFunc(slices.Clone(m.connections), launched.over)
	return m, nil
}

func noLog(m Model) string {
	if !slices.ContainsFunc(m.connections, launched.logged) {
		return "nothing that runs from here has a log"
	}
	return ""
}

func (c launched) logged() bool { return c.status.LogPath != "" }

func (m Model) openLog() (Model, tea.Cmd) {
	return m.forConnection("Log", launched.logged, Model.showLog)
}
