package query

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"parsec-hosts/internal/fleet"
)

// The oracle takes every text of every host apart, one host after the other. It is slow and has no idea
// of what was found before: an index must find exactly what it finds.

// oracleSelect is Select.
func (q Query) oracleSelect(hosts []*fleet.Host, f Facts) []*fleet.Host {
	type scored struct {
		host  *fleet.Host
		score int
	}
	var scores []scored
	for _, h := range hosts {
		if score, ok := q.oracleScore(h, f); ok {
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

// oracleScore returns how well the host satisfies the query, 0 when nothing in it ranks.
func (q Query) oracleScore(h *fleet.Host, f Facts) (score int, ok bool) {
	for _, g := range q.groups {
		points, ok := g.oracleScore(h, f)
		if !ok {
			return 0, false
		}
		score += points
	}
	const longest = 1<<8 - 1
	score *= longest + 1
	if score > 0 && q.has(term.ranksNames) {
		score -= min(longest, utf8.RuneCountInString(h.Name))
	}
	return score, true
}

func (g group) oracleScore(h *fleet.Host, f Facts) (points int, ok bool) {
	for _, t := range g {
		if !t.ranks() {
			ok = ok || t.match(h, f)
			continue
		}
		s := search{words: t.words, rated: true}
		if s.host(h); s.found {
			points, ok = max(points, s.points), true
		}
	}
	return points, ok
}
