package query

// looks are the alternatives of a group, made ready for an index.
type looks []look

// look is a term, with what its words are looked for in.
type look struct {
	term
	columns []columnLook
}

// columnLook is words that are looked for in one column.
type columnLook struct {
	*column
	pattern *pattern
	extra   int32   // points for a find in this column
	shared  []int32 // the points of each text, where they were worked out beforehand

	// A text can have the words only if what part covers of its mark is as wanted.
	marks        []mask
	part, wanted mask
}

// prepare makes a group ready to be held against so many hosts.
func (x *Index) prepare(g group, hosts int) looks {
	all := make(looks, len(g))
	for i, t := range g {
		all[i].term = t
		if t.words != nil {
			all[i].columns = x.lookFor(t.words, hosts)
		}
	}
	return all
}

// lookFor prepares the columns in which words may be found. Texts that hosts share are looked through
// here, once, and the column is left out when none of them has the words.
func (x *Index) lookFor(w *words, hosts int) []columnLook {
	columns := []struct {
		*column
		field Field
		extra int32
	}{{&x.names, Name, inName}, {&x.users, User, 0}, {&x.modes, Mode, 0}, {&x.games, Game, 0}, {&x.peers, PeerID, 0}}
	var looks []columnLook
	for _, c := range columns {
		how, ok := w.inField(c.field)
		if !ok {
			continue
		}
		l := c.lookFor(newPattern(w, how), c.extra)
		if c.of != nil && len(c.ends) <= hosts {
			if l.shared = l.rateAll(); l.shared == nil {
				continue
			}
		}
		looks = append(looks, l)
	}
	return looks
}

func (c *column) lookFor(p *pattern, extra int32) columnLook {
	l := columnLook{column: c, pattern: p, extra: extra, marks: c.masks, part: p.mask, wanted: p.mask}
	if p.how == atStart && c.heads != nil && p.want != "" {
		l.marks = c.heads
		l.part, l.wanted = headOf(inSmallLetters(p.want))
	}
	return l
}

// rateAll returns the points of every text of the column, or nil when nothing is found in any.
func (l columnLook) rateAll() []int32 {
	var points []int32
	for i, m := range l.marks {
		if m&l.part != l.wanted {
			continue
		}
		if found := l.rateText(l.pattern, int32(i)); found != notFound {
			if points == nil {
				points = blank(make([]int32, len(l.ends)))
			}
			points[i] = found + l.extra
		}
	}
	return points
}

// rate raises the points of hosts to those of the best find in any column, and reports whether there is
// one.
func (l look) rate(places, points []int32) (found bool) {
	for _, c := range l.columns {
		if c.rate(places, points) {
			found = true
		}
	}
	return found
}

func (l columnLook) rate(places, points []int32) (found bool) {
	if l.shared != nil {
		for k, place := range places {
			points[k] = max(points[k], l.shared[l.of[place]])
		}
		return true
	}
	for k, i := range places {
		if l.of != nil {
			i = l.of[i]
		}
		if l.marks[i]&l.part != l.wanted {
			continue
		}
		if p := l.rateText(l.pattern, i); p != notFound {
			points[k], found = max(points[k], p+l.extra), true
		}
	}
	return found
}
