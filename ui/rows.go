package ui

import (
	"cmp"
	"fmt"
	"slices"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/words"
)

// row is one line of the table: a host, or the heading of a group.
type row struct {
	host  *fleet.Host
	group *group
}

// group is the heading of hosts that have something in common.
type group struct {
	name          string // what they have in common, "" when that is nothing
	hosts, online int
	folded        bool
}

// shownName is what the hosts have in common, or a word for nothing.
func (g *group) shownName() string {
	if g.name == "" {
		return "(none)"
	}
	return g.name
}

// count says how many hosts the group has, and how many of them are online where not all are.
func (g *group) count() string {
	if g.online < g.hosts {
		return fmt.Sprintf("%d of %s online", g.online, words.Plural(g.hosts, "host"))
	}
	return words.Plural(g.hosts, "host")
}

// key is what a row is known by. No peer ID begins with the character that a group's key begins with.
func (r row) key() string {
	if r.group != nil {
		return "\x00" + r.group.name
	}
	return r.host.PeerID
}

// folded reports whether the row is a heading that hides its hosts.
func (r row) folded() bool { return r.group != nil && r.group.folded }

// groupOf is the group of a host that is known, where there are groups.
func (s listSource) groupOf(peerID string) (name string, ok bool) {
	of := findGrouping(s.view.Group).of
	h, known := s.fleet.Host(peerID)
	if of == nil || !known {
		return "", false
	}
	return of(h), true
}

// rows returns the lines of the table for the hosts that filter and scope let through.
func (s listSource) rows(hosts []*fleet.Host) []row {
	if of := findGrouping(s.view.Group).of; of != nil {
		return s.grouped(hosts, of)
	}
	rows := make([]row, len(hosts))
	for i, h := range hosts {
		rows[i].host = h
	}
	return rows
}

// facts are what a query may ask of a host that it does not know itself.
func (s listSource) facts() query.Facts {
	return query.Facts{
		Now:      s.now,
		LastSeen: s.fleet.LastSeen,
		Pinned:   func(peerID string) bool { return s.pinned[peerID] },
		New:      func(h *fleet.Host) bool { return isNew(h, s.now) },
	}
}

// grouped puts a heading before the hosts of each group. The groups are in the order of their
// names, those without one last; within a group the order stays.
func (s listSource) grouped(hosts []*fleet.Host, of func(*fleet.Host) string) []row {
	members := map[string][]*fleet.Host{}
	var names []string
	for _, h := range hosts {
		name := of(h)
		if members[name] == nil {
			names = append(names, name)
		}
		members[name] = append(members[name], h)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(columns.CompareTexts(a, b), cmp.Compare(a, b)) })
	rows := make([]row, 0, len(hosts)+len(names))
	for _, name := range names {
		g := &group{name: name, hosts: len(members[name]), folded: s.folded[name]}
		rows = append(rows, row{group: g})
		for _, h := range members[name] {
			if h.Presence != fleet.Offline {
				g.online++
			}
			if !g.folded {
				rows = append(rows, row{host: h})
			}
		}
	}
	return rows
}
