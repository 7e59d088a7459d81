package query

import (
	"time"

	"parsec-hosts/internal/fleet"
)

// Query is a parsed filter. The zero Query matches every host.
type Query struct {
	groups []group // all must match
}

// group is alternatives, of which one must match. It is never empty.
type group []term

// term is one condition: words to be found, or a test.
type term struct {
	negated bool
	words   *words // nil when it is a test
	test    test
}

// test is a condition on the properties of a host.
type test func(h *fleet.Host, f Facts) bool

// Facts is what a query may ask about hosts and they do not know themselves. Any part may be left
// out: no host is pinned or new then, and the time since a host was last seen is none.
type Facts struct {
	Now      time.Time
	LastSeen func(h *fleet.Host) time.Time // as fleet.Fleet.LastSeen
	Pinned   func(peerID string) bool
	New      func(h *fleet.Host) bool
}

// Empty reports whether the query matches everything because it has no term.
func (q Query) Empty() bool { return len(q.groups) == 0 }

// Ranked reports whether the query has a term that makes some hosts a better match than others.
func (q Query) Ranked() bool {
	return q.has(term.ranks)
}

// Timed reports whether time alone may change which hosts match.
func (q Query) Timed() bool {
	return q.has(func(t term) bool { return t.test != nil })
}

func (q Query) has(property func(term) bool) bool {
	for _, g := range q.groups {
		for _, t := range g {
			if property(t) {
				return true
			}
		}
	}
	return false
}

// Match reports whether the host satisfies the query.
func (q Query) Match(h *fleet.Host, f Facts) bool {
	for _, g := range q.groups {
		if !g.match(h, f) {
			return false
		}
	}
	return true
}

func (g group) match(h *fleet.Host, f Facts) bool {
	for _, t := range g {
		if t.match(h, f) {
			return true
		}
	}
	return false
}

func (t term) match(h *fleet.Host, f Facts) bool {
	if t.words == nil {
		return t.test(h, f) != t.negated
	}
	return t.words.in(h) != t.negated
}

func (t term) ranks() bool { return t.words != nil && !t.negated && t.words.fields&(Name|User) != 0 }

func (t term) ranksNames() bool { return t.ranks() && t.words.fields&Name != 0 }
