package ui

import (
	"fmt"
	"iter"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/words"
)

// misfireTime is how long after a row changed under the cursor the connect key asks first: it
// may have been meant for what was there before.
const misfireTime = 300 * time.Millisecond

// selected returns the host under the cursor.
func (m Model) selected() (*fleet.Host, bool) { return m.list.host() }

// launcher returns what the connect key uses.
func (m Model) launcher() (launch.Launcher, bool) {
	all := m.opts.Launching.Launchers
	if m.launcherIndex < 0 || m.launcherIndex >= len(all) {
		return launch.Launcher{}, false
	}
	return all[m.launcherIndex], true
}

func connectBlocked(m Model) string {
	if m.opts.ReadOnly {
		return readOnly
	}
	if why := noTargets(m); why != "" {
		return why
	}
	if h, ok := m.selected(); ok && len(m.marked) == 0 && unfit(h) != "" {
		return unfit(h)
	}
	if l, _ := m.launcher(); len(m.marked) > 1 && l.Mode == launch.ModeTerminal {
		return inSentence(l.Name) + " takes the terminal: it connects to one host at a time"
	}
	return launchBlocked(m)
}

// unfit says why no program can be handed the host, or "".
func unfit(h *fleet.Host) string {
	if h.Launchable() {
		return ""
	}
	return "the peer ID of " + inSentence(h.Name) + " is not one that ParsecClientConnect accepts"
}

// readOnly is why nothing can be started from a dashboard that only looks.
const readOnly = "read-only: nothing is started from here"

// launchBlocked says why nothing can be launched now, whatever the host.
func launchBlocked(m Model) string {
	if m.opts.ReadOnly {
		return readOnly
	}
	if m.planning > 0 || m.checking.active() || m.secret.open {
		return "a launcher is being started already"
	}
	if _, ok := m.launcher(); !ok {
		return "no launcher is configured: add a [[launcher]] to the configuration file"
	}
	return ""
}

func oneLauncher(m Model) string {
	if m.opts.ReadOnly {
		return readOnly
	}
	if len(m.opts.Launching.Launchers) < 2 {
		return "there is no other launcher in the configuration"
	}
	return ""
}

func (m Model) nextLauncher() (Model, tea.Cmd) {
	m.launcherIndex = (m.launcherIndex + 1) % len(m.opts.Launching.Launchers)
	l, _ := m.launcher()
	return m.say(m.theme.glyphs.enter + " now connects with " + l.Name)
}

// connect starts the launcher for the selected host, after asking where that may not be what the
// user means, or offers what can be done where it cannot be had. With hosts marked, it is for them.
func (m Model) connect() (Model, tea.Cmd) {
	if len(m.marked) > 0 {
		return m.connectMarked()
	}
	h, _ := m.selected()
	peerID := h.PeerID
	if m.list.movedWithin(misfireTime, m.now) {
		return m.ask(inSentence(h.Name)+" changed under the cursor just now. Connect to it?", func(m Model) (Model, tea.Cmd) {
			return m.connectTo(peerID)
		})
	}
	return m.connectTo(peerID)
}

// connectTo asks whatever else is to be asked before the host is connected to.
func (m Model) connectTo(peerID string) (Model, tea.Cmd) {
	h, ok := m.fleet.Host(peerID)
	anyway := func(m Model) (Model, tea.Cmd) { return m.goOn(checking{peerIDs: []string{peerID}, again: true}) }
	switch {
	case !ok:
		return m.say("the host has gone")
	case h.Presence == fleet.Offline:
		return m.offerInstead(h, "is offline")
	case h.Self:
		return m.ask(inSentence(h.Name)+" is this very computer. Connect to it?", anyway)
	case m.connected(peerID):
		return m.ask(again(h), anyway)
	case h.Full():
		return m.offerInstead(h, "has no free seat")
	}
	return m.confirmed(h, anyway)
}

func again(h *fleet.Host) string {
	return inSentence(h.Name) + " has a connection from here already. Start another one?"
}

// goOn connects after the user has said so, which may be a while after the question: much can have
// been started meanwhile.
func (m Model) goOn(c checking) (Model, tea.Cmd) {
	if why := launchBlocked(m); why != "" {
		return m.say(why)
	}
	if h, ok := m.fleet.Host(c.peerIDs[0]); ok && len(c.peerIDs) == 1 && !c.again && m.connected(h.PeerID) {
		c.again = true
		return m.ask(again(h), func(m Model) (Model, tea.Cmd) { return m.goOn(c) })
	}
	return m.check(c)
}

// confirmed goes on at once, unless the configuration wants a question before every connection.
func (m Model) confirmed(h *fleet.Host, goOn func(Model) (Model, tea.Cmd)) (Model, tea.Cmd) {
	if !m.opts.Confirm {
		return goOn(m)
	}
	l, _ := m.launcher()
	return m.ask("Connect to "+inSentence(h.Name)+" with "+inSentence(l.Name)+"?", goOn)
}

// connectMarked connects to every marked host, once the user has seen how many these are.
func (m Model) connectMarked() (Model, tea.Cmd) {
	var ids []string
	for _, h := range m.targets() {
		ids = append(ids, h.PeerID)
	}
	l, _ := m.launcher()
	return m.ask("Connect to "+words.Plural(len(ids), "marked host")+" with "+inSentence(l.Name)+"?", func(m Model) (Model, tea.Cmd) {
		m.marked = nil
		return m.goOn(checking{peerIDs: ids})
	})
}

// connectAny connects to the first host of the list that has a free seat. On the heading of a group
// it is the first one of that group.
func (m Model) connectAny() (Model, tea.Cmd) {
	var among []string
	for h := range m.candidates() {
		among = append(among, h.PeerID)
	}
	h, _ := m.freeHost(m.candidates(), nil)
	return m.confirmed(h, func(m Model) (Model, tea.Cmd) {
		return m.goOn(checking{peerIDs: []string{h.PeerID}, any: true, among: among})
	})
}

func nobodyFree(m Model) string {
	if _, ok := m.freeHost(m.candidates(), nil); !ok {
		return "no host that is listed has a free seat"
	}
	return launchBlocked(m)
}

// candidates are the hosts that are listed, or those of the group whose heading the cursor is on.
func (m Model) candidates() iter.Seq[*fleet.Host] {
	return func(yield func(*fleet.Host) bool) {
		if r, ok := m.list.row(); ok && r.group != nil {
			of := findGrouping(m.view.Group).of
			for _, h := range m.list.sorted {
				if of(h) == r.group.name && !yield(h) {
					return
				}
			}
			return
		}
		for _, r := range m.list.rows {
			if r.host != nil && !yield(r.host) {
				return
			}
		}
	}
}

// known are those of the hosts that are still known, as they are now.
func (m Model) known(peerIDs []string) iter.Seq[*fleet.Host] {
	return func(yield func(*fleet.Host) bool) {
		for _, id := range peerIDs {
			if h, ok := m.fleet.Host(id); ok && !yield(h) {
				return
			}
		}
	}
}

// freeHost is the best of the hosts that can be connected to right now and have no connection from here.
func (m Model) freeHost(among iter.Seq[*fleet.Host], except []string) (best *fleet.Host, ok bool) {
	return fleet.FirstFree(func(yield func(*fleet.Host) bool) {
		for h := range among {
			if !slices.Contains(except, h.PeerID) && !m.connected(h.PeerID) && !yield(h) {
				return
			}
		}
	})
}

// offerInstead opens a menu of what can be done about a host that cannot be had now. Where something
// else has the keyboard by now, a menu would take keys that are meant for that: it only says why.
func (m Model) offerInstead(h *fleet.Host, why string) (Model, tea.Cmd) {
	title := inSentence(h.Name) + " " + why
	if m.filtering || m.help.open || m.log.open || m.menu.open || m.prompt.yes != nil {
		return m.sayFor(title, noticeTime)
	}
	var items []menuItem
	peerID := h.PeerID
	if other, ok := m.freeHost(m.candidates(), []string{peerID}); ok {
		items = append(items, m.connectInstead(other))
	}
	here, _ := m.onHost(h)
	for _, name := range []string{"connect-when-free", "watch", "pin", "copy-peer-id", "dismiss"} {
		if i, ok := here.actionItem(name); ok && i.blocked == "" {
			act := i.run
			i.run = func(m Model) (Model, tea.Cmd) {
				h, ok := m.fleet.Host(peerID)
				if !ok {
					return m.say("the host has gone")
				}
				m, jumped := m.onHost(h)
				m, acted := act(m)
				return m, tea.Batch(jumped, acted)
			}
			items = append(items, i)
		}
	}
	if h.Presence != fleet.Offline {
		items = append(items, menuItem{key: "o", label: "connect anyway", run: func(m Model) (Model, tea.Cmd) {
			return m.goOn(checking{peerIDs: []string{peerID}, evenFull: true})
		}})
	}
	m, cmd := m.openMenu(title, items)
	m.menu.since = m.now
	return m, cmd
}

// onHost puts the cursor on a host, and takes away what would have an action mean others.
func (m Model) onHost(h *fleet.Host) (Model, tea.Cmd) {
	m.marked = nil
	return m.jumpTo(h.PeerID, h.Name)
}

func (m Model) connectInstead(h *fleet.Host) menuItem {
	peerID := h.PeerID
	return menuItem{key: "n", label: "connect to " + inSentence(h.Name), note: "the next with a free seat", run: func(m Model) (Model, tea.Cmd) {
		return m.goOn(checking{peerIDs: []string{peerID}})
	}}
}

// connected reports whether a connection to the host was made from here and lasts.
func (m Model) connected(peerID string) bool {
	return slices.ContainsFunc(m.connections, func(c launched) bool { return c.peerID == peerID && c.purpose == purposeConnect && !c.over() })
}

// connectHint is what the footer calls the connect key now.
func connectHint(m Model) string {
	if h, ok := m.selected(); ok && len(m.marked) == 0 && h.Presence == fleet.Offline {
		return "what now?"
	}
	if n := len(m.marked); n > 0 {
		return fmt.Sprintf("connect to %d", n)
	}
	return "connect"
}

// connecting reports whether a launcher is on its way but not there yet.
func (m Model) connecting() bool {
	return m.checking.active() || m.planning > 0 || slices.ContainsFunc(m.connections, func(c launched) bool {
		return c.report.State == connection.Connecting || c.report.State == "" && c.status.State == launch.Starting
	})
}
