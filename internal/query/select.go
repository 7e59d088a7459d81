package query

import (
	"cmp"
	"slices"

	"parsec-hosts/internal/fleet"
)

// Select returns the hosts that satisfy the query: the best matches first where the query ranks, and
// in the order of hosts otherwise. The slice hosts is kept as it is.
func (q Query) Select(hosts []*fleet.Host, f Facts) []*fleet.Host {
	if !q.Ranked() {
		return q.matching(hosts, f)
	}
	type scored struct {
		host  *fleet.Host
		score int
	}
	scores := make([]scored, 0, len(hosts))
	for _, h := range hosts {
		if score, ok := q.Score(h, f); ok {
			scores = append(scores, scored{h, score})
		}
	}
	slices.SortStableFunc(scores, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	selected := make([]*fleet.Host, len(scores))
	for i, s := range scores {
		selected[i] = s.host
	}
	return selected
}

func (q Query) matching(hosts []*fleet.Host, f Facts) []*fleet.Host {
	selected := make([]*fleet.Host, 0, len(hosts))
	for _, h := range hosts {
		if q.Match(h, f) {
			selected = append(selected, h)
		}
	}
	return selected
}
