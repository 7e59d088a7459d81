package journal

import (
	"sort"
	"time"
)

// Slot is where a host was for a stretch of time.
type Slot uint8

// The slots. Of the time that somebody looked, the larger share counts, and online when they are
// equal; the slot that goes on now shows how it is now.
const (
	SlotUnwatched Slot = iota // nobody looked, or nothing is known of the host
	SlotOffline
	SlotOnline
)

// Strip returns where a host was during about the last span, in so many slots of equal length, oldest
// first. They begin at whole multiples of their length, so that they change only when one ends; the
// last one is the one that now is in. It is quick enough for every key.
func (h *History) Strip(peerID string, now time.Time, slots int, span time.Duration) []Slot {
	strip := make([]Slot, max(0, slots))
	host := h.hosts[peerID]
	if host == nil || len(host.changes) == 0 || slots <= 0 || span < time.Duration(slots) {
		return strip
	}
	width := span / time.Duration(slots)
	end := now.Truncate(width).Add(width)
	t := tally{start: end.Add(-width * time.Duration(slots)), width: width, online: make([]time.Duration, slots), offline: make([]time.Duration, slots)}
	first := sort.Search(len(h.watched), func(i int) bool { return h.watched[i].until.After(t.start) })
	for _, s := range h.watched[first:] {
		host.tally(&t, later(s.from, t.start), earlier(s.until, now))
	}
	for i := range strip {
		strip[i] = t.slot(i)
	}
	if h.watchedAt(now) {
		strip[slots-1] = host.slotAt(now)
	}
	return strip
}

// tally adds up, slot by slot, how long a host was where.
type tally struct {
	start           time.Time
	width           time.Duration
	online, offline []time.Duration
}

func (t *tally) slot(i int) Slot {
	switch online, offline := t.online[i], t.offline[i]; {
	case online == 0 && offline == 0:
		return SlotUnwatched
	case online >= offline:
		return SlotOnline
	default:
		return SlotOffline
	}
}

// add counts the time between from and until, which may be none.
func (t *tally) add(from, until time.Time, shares []time.Duration) {
	for from.Before(until) {
		i := int(from.Sub(t.start) / t.width)
		if i >= len(shares) {
			return
		}
		edge := earlier(until, t.start.Add(time.Duration(i+1)*t.width))
		shares[i] += edge.Sub(from)
		from = edge
	}
}

// tally counts the watched time between from and until.
func (p *past) tally(t *tally, from, until time.Time) {
	for i := p.after(from); from.Before(until); i++ {
		edge := until
		if i < len(p.changes) {
			edge = earlier(until, p.changes[i].at)
		}
		switch p.slotBefore(i) {
		case SlotOnline:
			t.add(from, edge, t.online)
		case SlotOffline:
			t.add(from, edge, t.offline)
		}
		from = edge
	}
}

// slotBefore returns where the host was just before its i-th change. Before the first one it was the
// opposite, unless that was only found out.
func (p *past) slotBefore(i int) Slot {
	switch {
	case i > 0:
		return slotOf(p.changes[i-1].online)
	case p.changes[0].found:
		return SlotUnwatched
	default:
		return slotOf(!p.changes[0].online)
	}
}

func (p *past) slotAt(t time.Time) Slot { return p.slotBefore(p.after(t)) }

func slotOf(online bool) Slot {
	if online {
		return SlotOnline
	}
	return SlotOffline
}

func (h *History) watchedAt(t time.Time) bool {
	n := len(h.watched)
	return n > 0 && !t.Before(h.watched[n-1].from) && t.Before(h.watched[n-1].until)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
