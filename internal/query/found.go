package query

import "parsec-hosts/internal/fleet"

// Found is what a query finds in an index. It is never modified. The zero Found is of no index and has
// found nothing.
type Found struct {
	index  *Index
	query  Query
	having []int32 // the places of the hosts that have its words, in the order of the index
	places []int32 // of the hosts found, the best matches first
}

// Len returns how many hosts were found.
func (f Found) Len() int { return len(f.places) }

// Hosts returns the hosts found: the best matches first where the query ranks, and in the order of the
// index otherwise.
func (f Found) Hosts() []*fleet.Host {
	hosts := make([]*fleet.Host, len(f.places))
	for i, place := range f.places {
		hosts[i] = f.index.hosts[place]
	}
	return hosts
}

// Find looks for the hosts that satisfy q. What was found before makes that faster when it is of the same
// index and q asks for more than its query did, as when a letter was typed at the end: then nothing else
// is looked through (BenchmarkTyped). The zero Found will do, too.
func (x *Index) Find(q Query, f Facts, before Found) Found {
	places := x.all
	if before.index == x && q.narrows(before.query) {
		places = before.having
	}
	s := x.newFinder(q, f, len(places))
	s.lookThrough(places)
	found := Found{index: x, query: q, having: s.having, places: s.found}
	if len(s.rest) == 0 {
		found.having = s.found
	}
	if s.ranked {
		found.places = byScore(s.found, s.scores)
	}
	return found
}
