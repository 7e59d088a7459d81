package ui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
)

// toggleMark marks the host under the cursor or takes its mark away, and goes on by so many rows.
func toggleMark(step int) func(Model) (Model, tea.Cmd) {
	return func(m Model) (Model, tea.Cmd) {
		h, _ := m.selected()
		marked := copyOf(m.marked)
		if marked[h.PeerID] {
			delete(marked, h.PeerID)
		} else {
			marked[h.PeerID] = true
		}
		m.marked = marked
		m.list = m.list.moveToHost(step)
		return m, nil
	}
}

// copyOf is a set that can be changed, with what is in another. Models share their sets.
func copyOf(set map[string]bool) map[string]bool {
	if set == nil {
		return map[string]bool{}
	}
	return maps.Clone(set)
}

// markAll marks every host of the list as it is filtered, those in folded groups left out.
func (m Model) markAll() (Model, tea.Cmd) {
	marked := copyOf(m.marked)
	for _, h := range m.listedHosts() {
		marked[h.PeerID] = true
	}
	m.marked = marked
	return m, nil
}

// targets are the hosts that an action is for: the marked ones in the order of the list, or else
// the one under the cursor. A marked host counts also while a filter hides it.
func (m Model) targets() []*fleet.Host {
	if len(m.marked) == 0 {
		if h, ok := m.selected(); ok {
			return []*fleet.Host{h}
		}
		return nil
	}
	var hosts []*fleet.Host
	for _, h := range m.list.sorted {
		if m.marked[h.PeerID] {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// forgetGone takes the marks off hosts that are no longer known, before the list is brought up to date.
func (m Model) forgetGone() Model {
	if m.fleet.Revision() == m.list.fleetRevision {
		return m
	}
	for id := range m.marked {
		if _, ok := m.fleet.Host(id); !ok {
			marked := maps.Clone(m.marked)
			maps.DeleteFunc(marked, func(id string, _ bool) bool {
				_, ok := m.fleet.Host(id)
				return !ok
			})
			m.marked = marked
			return m
		}
	}
	return m
}

// isTarget reports whether an action is for the host, at the same cost for any number of marks.
func (m Model) isTarget(peerID string) bool {
	if len(m.marked) > 0 {
		return m.marked[peerID]
	}
	h, ok := m.selected()
	return ok && h.PeerID == peerID
}

func noTargets(m Model) string {
	if len(m.marked) > 0 { // all of them are known, see forgetGone
		return ""
	}
	return noHost(m)
}

func noHosts(m Model) string {
	if !slices.ContainsFunc(m.list.rows, func(r row) bool { return r.host != nil }) {
		return "there is no host in the list"
	}
	return ""
}

// clear takes away what was put on the list last: marks, then the filter, then the scope.
func (m Model) clear() (Model, tea.Cmd) {
	switch {
	case len(m.marked) > 0:
		m.marked = nil
		return m, nil
	case m.filterText() != "":
		return m.clearFilter()
	}
	return m.changeView(func(v *View) { v.Scope = scopes[0].name })
}

func nothingToClear(m Model) string {
	if !m.filterVisible() {
		return "there is nothing to clear"
	}
	return ""
}
