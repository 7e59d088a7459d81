package ui

import (
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
)

// list is which hosts are rows, in which order, and which of them the cursor is on. The cursor
// belongs to a peer ID: whatever comes, goes or moves, it stays on its host. A key press costs
// the same for ten hosts as for a hundred thousand; only a changed fleet or filter is worked
// through whole.
type list struct {
	rows     []*fleet.Host // shared between copies, never changed in place
	all      []*fleet.Host // the same without the filter
	total    int           // hosts before the filter
	revision uint64
	filter   string
	widest   wantedWidths // of all hosts, so that a filter does not move the columns

	cursor   int    // index in rows
	selected string // peer ID under the cursor
	offset   int    // first visible row
	height   int

	// moved is when the row under the cursor was last changed by something other than a key.
	moved time.Time
}

// update takes over a fleet or a filter that may have changed.
func (l list) update(f fleet.Fleet, filter string, now time.Time) list {
	if f.Revision() == l.revision && filter == l.filter && l.rows != nil {
		return l
	}
	before, had := l.host()
	refiltered := filter != l.filter
	if f.Revision() != l.revision || l.rows == nil {
		l.widest = widest(f.Hosts())
		l.all = slices.SortedFunc(slices.Values(f.Hosts()), fleet.ByName)
	}
	l.revision, l.filter = f.Revision(), filter
	q, _ := query.Parse(filter) // what it does not understand filters nothing
	l.rows, l.total = matching(l.all, q), len(l.all)
	distance, moved := l.cursor-l.offset, l.moved
	switch i := l.index(l.selected); {
	case i >= 0:
		l.cursor = i
	case refiltered && !had:
		l.cursor = 0
	default:
		l.cursor = min(l.cursor, max(0, len(l.rows)-1))
	}
	// The cursor keeps its line of the screen, so that the eye does not have to follow it.
	l.offset = max(0, l.cursor-distance)
	l = l.moveTo(l.cursor)
	if !refiltered { // which is a choice of the user's, as a key is
		l.moved = moved
		after, has := l.host()
		if has && (!had || after.PeerID != before.PeerID || !sameToTheEye(before, after)) {
			l.moved = now
		}
	}
	return l.fit(l.height)
}

// movedWithin reports whether the row under the cursor was changed less than d ago.
func (l list) movedWithin(d time.Duration, now time.Time) bool {
	ago := now.Sub(l.moved)
	return ago >= 0 && ago < d
}

func sameToTheEye(a, b *fleet.Host) bool {
	return a.Name == b.Name && a.UserName == b.UserName && a.Presence == b.Presence && a.Full() == b.Full()
}

func matching(hosts []*fleet.Host, q query.Query) []*fleet.Host {
	rows := make([]*fleet.Host, 0, len(hosts))
	for _, h := range hosts {
		if q.Match(h, query.Facts{}) {
			rows = append(rows, h)
		}
	}
	return rows
}

func widest(hosts []*fleet.Host) (w wantedWidths) {
	for _, h := range hosts {
		w.name = max(w.name, textsafe.Width(displayName(h)))
		w.user = max(w.user, textsafe.Width(displayUser(h)))
		w.shortUser = max(w.shortUser, textsafe.Width(shortUser(h)))
		w.mode = max(w.mode, textsafe.Width(displayMode(h)))
	}
	return w
}

// index finds a peer ID among the rows, or returns -1. The row that has it is looked up in place
// first: it rarely moves.
func (l list) index(peerID string) int {
	if l.cursor < len(l.rows) && l.rows[l.cursor].PeerID == peerID {
		return l.cursor
	}
	return slices.IndexFunc(l.rows, func(h *fleet.Host) bool { return h.PeerID == peerID })
}

// host returns the host under the cursor.
func (l list) host() (*fleet.Host, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		return nil, false
	}
	return l.rows[l.cursor], true
}

// moveTo puts the cursor on row i, or the nearest there is.
func (l list) moveTo(i int) list {
	l.cursor = max(0, min(i, len(l.rows)-1))
	l.moved = time.Time{} // the user has chosen anew
	// An empty list forgets nothing: a cleared filter leads back to the host.
	if h, ok := l.host(); ok {
		l.selected = h.PeerID
	}
	return l.fit(l.height)
}

// fit scrolls so that the cursor is visible in a window of the given height.
func (l list) fit(height int) list {
	l.height = height
	if height <= 0 {
		return l
	}
	l.offset = min(l.offset, l.cursor)
	l.offset = max(l.offset, l.cursor-height+1)
	l.offset = max(0, min(l.offset, len(l.rows)-height))
	return l
}

// window returns the rows that are visible.
func (l list) window(height int) []*fleet.Host {
	end := min(len(l.rows), l.offset+max(0, height))
	if l.offset >= end {
		return nil
	}
	return l.rows[l.offset:end]
}

// page is how far a page key moves.
func (l list) page() int { return max(1, l.height-1) }
