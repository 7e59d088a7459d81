package query

import "unicode/utf8"

// blockSize is how many hosts are looked at together. What is worked out about them stays in the
// processor's cache, and only the hosts that are found take memory.
const blockSize = 1 << 10

// finder is a query on its way through an index, one block of hosts after the other.
type finder struct {
	index      *Index
	facts      Facts
	words      []looks // for each group of words alone
	rest       []looks // for each other group: what comes of it, time may change
	ranked     bool
	ranksNames bool

	having []int32 // the places of the hosts that have the words
	found  []int32 // and of those that satisfy all of the query
	scores []int   // of those, where the query ranks

	// The hosts of a block that have satisfied the groups so far, and their points.
	places, points []int32
	room           [4][blockSize]int32
}

func (x *Index) newFinder(q Query, f Facts, hosts int) *finder {
	s := &finder{index: x, facts: f, ranked: q.Ranked(), ranksNames: q.has(term.ranksNames)}
	for _, g := range q.groups {
		if g.lasts() {
			s.words = append(s.words, x.prepare(g, hosts))
		} else {
			s.rest = append(s.rest, x.prepare(g, hosts))
		}
	}
	return s
}

// lasts reports whether nothing but the texts of a host decides whether it satisfies the group.
func (g group) lasts() bool {
	for _, t := range g {
		if t.words == nil {
			return false
		}
	}
	return true
}

// look looks at a block of hosts.
func (s *finder) look(places []int32) {
	s.places = append(s.room[0][:0], places...)
	s.points = s.room[1][:len(places)]
	clear(s.points)
	for _, g := range s.words {
		s.hold(g)
	}
	s.having = append(s.having, s.places...)
	for _, g := range s.rest {
		s.hold(g)
	}
	s.found = append(s.found, s.places...)
	if s.ranked {
		for k, place := range s.places {
			s.scores = append(s.scores, s.score(place, s.points[k]))
		}
	}
}

// hold leaves the hosts of the block that satisfy one more group, and adds its points to theirs.
func (s *finder) hold(g looks) {
	points := blank(s.room[2][:len(s.places)])
	for _, l := range g {
		s.rate(l, points)
	}
	n := 0
	for k, p := range points {
		if p != notFound {
			s.places[n], s.points[n] = s.places[k], s.points[k]+p
			n++
		}
	}
	s.places, s.points = s.places[:n], s.points[:n]
}

// rate raises the points of the hosts to those that they have for one alternative of a group.
func (s *finder) rate(l look, points []int32) {
	switch {
	case l.ranks():
		l.rate(s.places, points)
	case l.words == nil:
		for k, place := range s.places {
			if l.test(s.index.hosts[place], s.facts) != l.negated {
				points[k] = max(points[k], 0)
			}
		}
	default:
		found := blank(s.room[3][:len(points)])
		l.rate(s.places, found)
		for k, p := range found {
			if (p != notFound) != l.negated {
				points[k] = max(points[k], 0)
			}
		}
	}
}

// blank marks all points as notFound.
func blank(points []int32) []int32 {
	for i := range points {
		points[i] = notFound
	}
	return points
}

// score turns points into a score: among equals the shorter name wins, unless no name was looked at.
func (s *finder) score(place, points int32) int {
	const longest = 1<<8 - 1
	score := int(points) * (longest + 1)
	if points > 0 && s.ranksNames {
		score -= min(longest, utf8.RuneCountInString(s.index.names.text(place)))
	}
	return score
}
