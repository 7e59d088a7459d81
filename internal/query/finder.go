package query

import "slices"

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

	having []int32 // the places of the hosts that have the words; not kept where there is nothing else
	found  []int32 // of the hosts that satisfy all of the query
	scores []int   // of those found, where the query ranks

	// The hosts of a block that have satisfied the groups so far, and their points.
	places, points []int32
	room           [2][blockSize]int32
	// Those that the terms of a group give, and those of a term that is negated. Both are blank, which
	// is notFound throughout, whenever no group is looked at.
	group, term [blockSize]int32
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
	blank(s.group[:])
	blank(s.term[:])
	return s
}

// lasts reports whether nothing but the texts of a host decides whether it satisfies the group.
func (g group) lasts() bool {
	return !slices.ContainsFunc(g, func(t term) bool { return t.words == nil })
}

// blank marks all points as notFound.
func blank(points []int32) []int32 {
	for i := range points {
		points[i] = notFound
	}
	return points
}

// lookThrough looks at hosts, block by block.
func (s *finder) lookThrough(places []int32) {
	for block := range slices.Chunk(places, blockSize) {
		s.places = append(s.room[0][:0], block...)
		s.points = s.room[1][:len(block)]
		clear(s.points)
		s.holdAll(s.words)
		if len(s.rest) > 0 {
			s.having = append(s.having, s.places...)
			s.holdAll(s.rest)
		}
		s.keep(len(places))
	}
}

// keep adds the hosts of the block that are left to those found, of so many that are looked through.
func (s *finder) keep(hosts int) {
	if s.found == nil {
		// As many of all blocks as of the first: memory that grows is copied.
		likely := len(s.places) * (hosts/blockSize + 1)
		s.found = make([]int32, 0, likely)
		if s.ranked {
			s.scores = make([]int, 0, likely)
		}
	}
	s.found = append(s.found, s.places...)
	if !s.ranked {
		return
	}
	for k, place := range s.places {
		s.scores = append(s.scores, s.score(place, s.points[k]))
	}
}

// score turns points into a score: among equals the shorter name wins, unless no name was looked at.
func (s *finder) score(place, points int32) int {
	const longest = 1<<8 - 1
	score := int(points) * (longest + 1)
	if points > 0 && s.ranksNames {
		score -= min(longest, s.index.names.length(place))
	}
	return score
}

// holdAll leaves the hosts of the block that satisfy all of the groups, and adds the points.
func (s *finder) holdAll(groups []looks) {
	for _, g := range groups {
		if len(s.places) > 0 {
			s.hold(g)
		}
	}
}

func (s *finder) hold(g looks) {
	points, found := s.group[:len(s.places)], false
	for _, l := range g {
		found = s.rate(l, points) || found
	}
	n := 0
	if found {
		for k, p := range points {
			if p != notFound {
				s.places[n], s.points[n] = s.places[k], s.points[k]+p
				n++
			}
		}
		blank(points)
	}
	s.places, s.points = s.places[:n], s.points[:n]
}

// rate raises the points of the hosts to those that they have for one alternative of a group, and reports
// whether any has.
func (s *finder) rate(l look, points []int32) (found bool) {
	switch {
	case l.ranks():
		return l.rate(s.places, points)
	case l.words == nil:
		for k, place := range s.places {
			if l.test(s.index.hosts[place], s.facts) != l.negated {
				points[k], found = max(points[k], 0), true
			}
		}
		return found
	}
	having := s.term[:len(points)]
	l.rate(s.places, having)
	for k, p := range having {
		if (p != notFound) != l.negated {
			points[k], found = max(points[k], 0), true
		}
	}
	blank(having)
	return found
}
