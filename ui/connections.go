package ui

import (
	tea "charm.land/bubbletea/v2"
	"slices"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// launched is a program that was started from here, or found running, and has not ended. One that
// keeps a record of its connection stays after that, until the user has seen why.
type launched struct {
	id       int
	peerID   string
	name     string // the host's, as it was then
	launcher string
	purpose  purpose
	status   launch.Status
	updates  <-chan launch.Status

	record  string // the path of the record; "" for a program that keeps none
	reports <-chan connection.Report
	report  connection.Report // the newest; without a state before the first one
	lately  lately

	stopping bool // it was asked to end
	again    bool // and is to be made anew then
}

// starting reports whether it is not known yet that the program runs.
func (c launched) starting() bool { return c.updates == nil && c.record == "" }

// over reports whether the connection has ended, of a program that keeps a record.
func (c launched) over() bool { return c.report.Over() }

// launchAll starts what the connect key uses for each of the hosts.
func (m Model) launchAll(peerIDs []string) (Model, tea.Cmd) {
	l, _ := m.launcher()
	return m.launchWith(l, peerIDs)
}

// launchWith starts a launcher for each of the hosts.
func (m Model) launchWith(l launch.Launcher, peerIDs []string) (Model, tea.Cmd) {
	if l.AskSecret && len(peerIDs) > 0 {
		return m.askSecret(l, peerIDs)
	}
	return m.launchEach(l, peerIDs, parsecapi.Secret{})
}

func (m Model) launchEach(l launch.Launcher, peerIDs []string, secret parsecapi.Secret) (Model, tea.Cmd) {
	var cmds []tea.Cmd
	for _, id := range peerIDs {
		var cmd tea.Cmd
		m, cmd = m.launchHost(l, id, secret)
		cmds = append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

// launchHost starts a launcher for a host by its peer ID, wherever its row is by now.
func (m Model) launchHost(l launch.Launcher, peerID string, secret parsecapi.Secret) (Model, tea.Cmd) {
	m = m.disarm(peerID) // whoever connects does not wait any more
	h, ok := m.fleet.Host(peerID)
	if !ok || h.Presence == fleet.Offline {
		return m.say("the host has gone offline meanwhile")
	}
	return m.plan(l, h, purposeConnect, secret)
}

// purpose is what a program is started for.
type purpose int

const (
	purposeConnect purpose = iota
	purposeAction          // something else that the user does with a host
)

// plan looks for a program that is to be started for a host, with the host's secret if there is one.
func (m Model) plan(l launch.Launcher, h *fleet.Host, why purpose, secret parsecapi.Secret) (Model, tea.Cmd) {
	target := launch.Target{PeerID: h.PeerID, Name: h.Name, UserName: h.UserName, ExternalID: h.ExternalID, HostSecret: secret}
	if l.NeedsSession() {
		if expiry := m.session.ExpiresAt; !expiry.IsZero() && !m.now.Before(expiry) {
			return m.say("the session has expired: " + m.keyOf("refresh") + " asks for another one")
		}
		target.SessionID = m.session.ID
	}
	m.planning++
	return m, planLaunch(l, target, why)
}

func (m Model) onLaunchPlanned(msg launchPlannedMsg) (Model, tea.Cmd) {
	m.planning--
	if msg.err != nil {
		return m.sayFor(m.theme.glyphs.failed+" "+problemText(msg.err), noticeTime)
	}
	name := inSentence(msg.target.Name)
	m = m.record(event{at: m.now, glyph: m.theme.glyphs.running, style: onlineStyle, text: name + ": " + msg.launcher})
	if msg.plan.Terminal() {
		m, noted := m.chronicleLaunch(msg.target.PeerID, msg.launcher, msg.purpose)
		return m, tea.Batch(noted, runInTerminal(m.opts.Launching.Terminal(msg.plan), name))
	}
	m.nextID++
	if msg.purpose == purposeConnect {
		m = m.forgetEnded(msg.target.PeerID)
	}
	m.connections = append(slices.Clone(m.connections), launched{
		id: m.nextID, peerID: msg.target.PeerID, name: name, launcher: msg.launcher, purpose: msg.purpose,
		status: launch.Status{State: launch.Starting, Changed: m.now},
	})
	return m, startLauncher(m.opts.Launching.Start, msg.plan, m.nextID)
}

func (m Model) onLaunchStarted(msg launchStartedMsg) (Model, tea.Cmd) {
	i := m.connection(msg.id)
	if i < 0 {
		return m, nil
	}
	if msg.err != nil {
		c := m.connections[i]
		c.status.State, c.status.Err = launch.Failed, msg.err
		return m.takeOff(i).tellOutcome(c.name, c.status)
	}
	m.connections = slices.Clone(m.connections)
	c := &m.connections[i]
	c.updates, c.record, c.reports = msg.run.Updates, msg.run.Record, msg.run.Reports
	m, noted := m.chronicleLaunch(c.peerID, c.launcher, c.purpose)
	return m, tea.Batch(noted, nextStatus(c.updates, c.id), nextReport(c.reports, c.id))
}

func (m Model) onLaunchStatus(msg launchStatusMsg) (Model, tea.Cmd) {
	i := m.connection(msg.id)
	if i < 0 {
		return m, nil
	}
	if c := m.connections[i]; msg.over {
		if c.record != "" && c.status.State != launch.Failed {
			return m, nil // its reports go on, and say more
		}
		return m.takeOff(i).tellOutcome(c.name, c.status)
	}
	m.connections = slices.Clone(m.connections)
	m.connections[i].status = msg.status
	return m, nextStatus(m.connections[i].updates, msg.id)
}

// takeOff removes a connection from the screen.
func (m Model) takeOff(i int) Model {
	m.connections = slices.Delete(slices.Clone(m.connections), i, i+1)
	return m
}

// tellOutcome says how a program ended, in the footer and among the events.
func (m Model) tellOutcome(host string, s launch.Status) (Model, tea.Cmd) {
	e := event{at: m.now, glyph: m.theme.glyphs.done, style: dimStyle, text: host + ": " + s.Outcome()}
	m = m.note(kindEnded, host, outcomeWords(s))
	if s.State != launch.Failed && s.Signal == "" && s.ExitCode == 0 {
		return m.record(e).sayFor(e.glyph+" "+e.text, 2*toastTime)
	}
	e.glyph, e.style = m.theme.glyphs.failed, alertStyle
	return m.record(e).sayFor(e.glyph+" "+host+": "+outcomeWords(s), noticeTime)
}

// outcomeWords adds what helps to understand a failure: the remedy, or the program's last words.
func outcomeWords(s launch.Status) string {
	switch {
	case s.State == launch.Failed && s.Err != nil:
		return problemText(s.Err)
	case s.LastLine == "":
		return s.Outcome()
	case s.LogPath == "":
		return s.Outcome() + ": " + s.LastLine
	}
	return s.Outcome() + ": " + s.LastLine + " (log: " + textsafe.Clean(s.LogPath) + ")"
}

// onTerminalEnded takes over from a program that had the terminal. The hosts went on meanwhile,
// and an Enter that was meant for the program must not launch it again.
func (m Model) onTerminalEnded(msg terminalEndedMsg) (Model, tea.Cmd) {
	m.list.moved = m.now
	m, asked := m.onResume()
	m, told := m.tellOutcome(msg.host, msg.status)
	return m, tea.Batch(asked, told)
}

// connection finds a connection by its number, or returns -1.
func (m Model) connection(id int) int {
	return slices.IndexFunc(m.connections, func(c launched) bool { return c.id == id })
}
