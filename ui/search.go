package ui

import (
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// search is where a filter finds the hosts of a list. The first filter after the hosts or their order have
// changed prepares it. It is a value, and safe to use outside the loop.
type search struct {
	index *query.Index // of the hosts in their order, or nil
	found query.Found  // by the newest filter that was searched for
}

func (f search) look(s listSource, sorted []*fleet.Host) search {
	if f.index == nil {
		f.index = query.NewIndex(sorted)
	}
	f.found = f.index.Find(s.query, s.facts(), f.found)
	return f
}

// largeList is from how many hosts on a letter of the filter is searched for outside the loop. For fewer
// it takes less than half a frame, index included (BenchmarkFilterLetter).
const largeList = 10_000

// mayWait reports whether all that has changed is the filter of a list that is so large that finding the
// hosts could hold up the next letter. The list stays as it is then, see Model.searchElsewhere.
func (l list) mayWait(s listSource) bool {
	return !s.atOnce && len(l.sorted) >= largeList && !s.query.Empty() &&
		s.filter != l.filter && s.viewRevision == l.viewRevision
}

// matching returns the hosts that filter and scope let through, the best matches first.
func (l list) matching(s listSource) []*fleet.Host {
	hosts := l.sorted
	if !s.query.Empty() {
		hosts = l.search.found.Hosts()
	}
	in := findScope(s.view.Scope)
	if in.name == scopes[0].name {
		return hosts
	}
	var scoped []*fleet.Host
	for _, h := range hosts {
		if in.has(s, h) {
			scoped = append(scoped, h)
		}
	}
	return scoped
}

// searching reports whether the list does not show yet what the filter finds.
func (m Model) searching() bool { return m.list.filter != m.filterText() }

// searchElsewhere has what was typed last searched for outside the loop. There is one search at a time:
// what is typed meanwhile is searched for after it, and all but the last of that never.
func (m Model) searchElsewhere() (Model, tea.Cmd) {
	if m.searchUnderWay || !m.searching() {
		return m, nil
	}
	m.searchUnderWay = true
	m.searches++
	return m, searchHosts(m.list, m.source(), m.searches)
}

// onFound shows what was found, unless something else was typed meanwhile or the hosts have changed. It
// makes the next search shorter also when it is not shown.
func (m Model) onFound(msg foundMsg) Model {
	if !m.searchUnderWay || msg.number != m.searches {
		return m
	}
	m.searchUnderWay = false
	if m.list.order != msg.order {
		return m
	}
	m.list.search = msg.search
	if !m.searching() || msg.filter != m.filterText() {
		return m
	}
	s := m.source()
	s.found = true
	m.list = m.list.update(s)
	return m
}

// settled makes the list show what the filter finds, now: whatever is done to its rows must not hit those
// of an earlier filter.
func (m Model) settled() Model {
	if m.searching() {
		s := m.source()
		s.atOnce = true
		m.list = m.list.update(s)
	}
	return m
}
