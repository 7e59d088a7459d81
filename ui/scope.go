package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
)

// scope is a part of the list that one key cycles through.
type scope struct {
	name string // as configured and as shown
	has  func(listSource, *fleet.Host) bool
}

// scopes begins with the one that hides nothing.
var scopes = []scope{
	{"all", func(listSource, *fleet.Host) bool { return true }},
	{"online", func(_ listSource, h *fleet.Host) bool { return isOnline(h) }},
	{"free", func(_ listSource, h *fleet.Host) bool { return isOnline(h) && !h.Full() }},
	{"pinned", func(s listSource, h *fleet.Host) bool { return s.pinned[h.PeerID] }},
	{"recent", func(s listSource, h *fleet.Host) bool { _, ok := s.recent[h.PeerID]; return ok }},
}

// isOnline counts a host that is missing from the newest answer as what it still may be.
func isOnline(h *fleet.Host) bool { return h.Presence == fleet.Online || h.Presence == fleet.Missing }

// ScopeNames lists what the configuration may call scopes.
func ScopeNames() []string {
	var names []string
	for _, s := range scopes {
		names = append(names, s.name)
	}
	return names
}

func findScope(name string) scope {
	return scopes[max(0, slices.IndexFunc(scopes, func(s scope) bool { return s.name == name }))]
}

// grouping is a way to put hosts together under a line of their own.
type grouping struct {
	name string
	of   func(*fleet.Host) string
}

// groupings begins with the one that has no groups.
var groupings = []grouping{
	{"none", nil},
	{"user", displayUser},
	{"mode", func(h *fleet.Host) string { return h.Mode }},
	{"game", func(h *fleet.Host) string { return h.Game }},
}

// GroupNames lists what the configuration may call ways to group.
func GroupNames() []string {
	var names []string
	for _, g := range groupings {
		names = append(names, g.name)
	}
	return names
}

func findGrouping(name string) grouping {
	return groupings[max(0, slices.IndexFunc(groupings, func(g grouping) bool { return g.name == name }))]
}

// next is the name after the given one, and after the last the first.
func next(names []string, name string) string {
	return names[(slices.Index(names, name)+1)%len(names)]
}

func (m Model) nextScope() (Model, tea.Cmd) {
	return m.changeView(func(v *View) { v.Scope = next(ScopeNames(), findScope(v.Scope).name) })
}

func (m Model) nextGrouping() (Model, tea.Cmd) {
	m.folded = nil // another grouping may have a group of the same name
	m, cmd := m.changeView(func(v *View) { v.Group = next(GroupNames(), findGrouping(v.Group).name) })
	words := "grouped by " + m.view.Group
	if findGrouping(m.view.Group).of == nil {
		words = "not grouped"
	}
	m, told := m.say(words)
	return m, tea.Batch(cmd, told)
}

// fold hides or shows the hosts of the group that the cursor is in.
func fold(hide bool) func(Model) (Model, tea.Cmd) {
	return func(m Model) (Model, tea.Cmd) {
		name, ok := m.list.groupAtCursor(m.view.Group)
		if !ok {
			return m, nil
		}
		return m.foldGroup(name, hide), nil
	}
}

func (m Model) foldGroup(name string, hide bool) Model {
	folded := copyOf(m.folded)
	delete(folded, name)
	if hide {
		folded[name] = true
	}
	m.folded = folded
	m.viewRevision++
	return m.relist()
}

// turnHeading folds the group whose heading the cursor is on, or unfolds it. The cursor stays: the
// key that does this connects when it is on a host.
func (m Model) turnHeading() Model {
	r, _ := m.list.row()
	m.list.behind = ""
	return m.foldGroup(r.group.name, !r.group.folded)
}

func notGrouped(m Model) string {
	if findGrouping(m.view.Group).of == nil {
		return "there are no groups: " + m.keyOf("group") + " groups the hosts"
	}
	return ""
}
