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
		l := columnLook{column: c.column, pattern: newPattern(w, how), extra: c.extra}
		if c.of != nil && len(c.ends) <= hosts {
			if l.shared = l.rateAll(); l.shared == nil {
				continue
			}
		}
		looks = append(looks, l)
	}
	return looks
}

// rateAll returns the points of every text of the column, or nil when nothing is found in any.
func (l columnLook) rateAll() []int32 {
	var points []int32
	for i, m := range l.masks {
		if m&l.pattern.mask != l.pattern.mask {
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

// rate raises the points of hosts to those of the best find in any column.
func (l look) rate(places, points []int32) {
	for _, c := range l.columns {
		if c.shared != nil {
			for k, place := range places {
				points[k] = max(points[k], c.shared[c.of[place]])
			}
			continue
		}
		c.rate(places, points)
	}
}

// rate is for a column in which the text of every host is looked at.
func (l columnLook) rate(places, points []int32) {
	for k, i := range places {
		if l.of != nil {
			i = l.of[i]
		}
		if l.masks[i]&l.pattern.mask != l.pattern.mask {
			continue
		}
		if found := l.rateText(l.pattern, i); found != notFound {
			points[k] = max(points[k], found+l.extra)
		}
	}
}
