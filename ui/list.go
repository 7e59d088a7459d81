package ui

import (
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// list is which rows there are, in which order, and which of them the cursor is on. The cursor
// belongs to a peer ID or to a group: whatever comes, goes or moves, it stays there. A key press
// costs the same for ten hosts as for a hundred thousand; only a changed fleet, view or filter is
// worked through whole, and a large list does not wait for its filter, see search.
type list struct {
	rows   []row         // shared between copies, never changed in place
	sorted []*fleet.Host // all hosts in the user's order
	order  int           // number of sorted, which changes with it
	known  []*fleet.Host // the same hosts, as the fleet has them
	number int           // changes with rows and all that is beside them here
	search search
	wide   map[string]textWidths // of each column among all hosts: a filter does not move columns
	shown  int                   // hosts that filter and scope let through, folded ones too

	updated        time.Time
	fleetRevision  uint64
	viewRevision   int
	recentRevision int
	view           View
	filter         string

	cursor   int    // index in rows
	selected string // key of the row under the cursor
	behind   string // peer ID of the host that the cursor was on when its group was folded
	offset   int    // first visible row
	height   int

	// moved is when the row under the cursor was last changed by something other than a key.
	moved time.Time
}

// listSource is all that decides which rows there are.
type listSource struct {
	fleet          fleet.Fleet
	view           View
	viewRevision   int // changes with view, pins and folds
	pinned         map[string]bool
	folded         map[string]bool
	recent         map[string]time.Time
	recentRevision int // changes with recent
	filter         string
	query          query.Query
	now            time.Time
	atOnce         bool // no search may be left for later
	found          bool // what the query finds has been found by the list's search
}

// update takes over a source that may have changed.
func (l list) update(s listSource) list {
	first := l.rows == nil // there is nothing yet that the user could rearrange
	refreshed := s.fleet.Revision() != l.fleetRevision || s.recentRevision != l.recentRevision || first
	rearranged := !first && (s.viewRevision != l.viewRevision || s.filter != l.filter)
	aged := s.query.Timed() && !s.now.Equal(l.updated)
	if !refreshed && !rearranged && !aged {
		return l
	}
	if !refreshed && !s.found && l.mayWait(s) {
		return l
	}
	l.number++
	before, had := l.host()
	typed := s.filter != l.filter && s.query.Ranked()
	if refreshed || !slices.Equal(s.view.Columns, l.view.Columns) {
		l.wide = l.measure(s)
	}
	if refreshed || !s.view.sameOrder(l.view) {
		l = l.sort(s)
	}
	l.updated, l.recentRevision = s.now, s.recentRevision
	l.fleetRevision, l.viewRevision, l.view, l.filter = s.fleet.Revision(), s.viewRevision, s.view, s.filter
	if !s.found && !s.query.Empty() {
		l.search = l.search.look(s, l.sorted)
	}
	hosts := l.matching(s)
	l.rows, l.shown = s.rows(hosts), len(hosts)
	distance, moved := l.cursor-l.offset, l.moved
	switch i := l.place(s); {
	case typed && len(hosts) > 0:
		l.cursor = max(0, l.index(hosts[0].PeerID)) // the best match of what has just been typed
	case i >= 0:
		l.cursor = i
	case rearranged && !had:
		l.cursor = 0
	default:
		l.cursor = min(l.cursor, max(0, len(l.rows)-1))
	}
	// The cursor keeps its line of the screen, so that the eye does not have to follow it.
	l.offset = max(0, l.cursor-distance)
	behind := l.hiddenBehind(s)
	l = l.moveTo(l.cursor)
	l.behind = behind
	if !rearranged { // which is a choice of the user's, as a key is
		l.moved = moved
		after, has := l.host()
		if has && (!had || after.PeerID != before.PeerID || !sameToTheEye(before, after)) {
			l.moved = s.now
		}
	}
	return l.fit(l.height)
}

// place finds the row that the cursor belongs to, or that of the group which hides it, or -1. The
// row that has it is looked up in place first: it rarely moves.
func (l list) place(s listSource) int {
	i := l.cursor
	if i >= len(l.rows) || l.rows[i].key() != l.selected {
		i = l.index(l.selected)
	}
	if l.behind != "" && (i < 0 || !l.rows[i].folded()) {
		i = max(i, l.index(l.behind)) // which follows its heading
	}
	if i >= 0 {
		return i
	}
	name, ok := s.groupOf(l.selected)
	if !ok {
		return -1
	}
	return slices.IndexFunc(l.rows, func(r row) bool { return r.folded() && r.group.name == name })
}

// hiddenBehind is the host that unfolding the group under the cursor leads back to.
func (l list) hiddenBehind(s listSource) string {
	r, ok := l.row()
	if !ok || !r.folded() {
		return ""
	}
	for _, peerID := range []string{l.selected, l.behind} {
		if name, ok := s.groupOf(peerID); ok && name == r.group.name {
			return peerID
		}
	}
	return ""
}

func (l list) index(key string) int {
	return slices.IndexFunc(l.rows, func(r row) bool { return r.key() == key })
}

// movedWithin reports whether the row under the cursor was changed less than d ago.
func (l list) movedWithin(d time.Duration, now time.Time) bool {
	ago := now.Sub(l.moved)
	return ago >= 0 && ago < d
}

func sameToTheEye(a, b *fleet.Host) bool {
	return a.Name == b.Name && a.UserName == b.UserName && a.Presence == b.Presence && a.Full() == b.Full()
}

// row returns what the cursor is on.
func (l list) row() (row, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		return row{}, false
	}
	return l.rows[l.cursor], true
}

// host returns the host under the cursor, if it is on one.
func (l list) host() (*fleet.Host, bool) {
	r, ok := l.row()
	return r.host, ok && r.host != nil
}

// groupAtCursor is the group that the cursor is on or in.
func (l list) groupAtCursor(by string) (name string, ok bool) {
	of := findGrouping(by).of
	r, there := l.row()
	switch {
	case !there || of == nil:
		return "", false
	case r.group != nil:
		return r.group.name, true
	}
	return of(r.host), true
}

// moveToHost goes by step rows, and on past the headings of groups. Where no host follows, the
// cursor stays.
func (l list) moveToHost(step int) list {
	for i := l.cursor + step; i >= 0 && i < len(l.rows); i += step {
		if l.rows[i].host != nil {
			return l.moveTo(i)
		}
	}
	return l
}

// moveTo puts the cursor on row i, or the nearest there is.
func (l list) moveTo(i int) list {
	l.cursor = max(0, min(i, len(l.rows)-1))
	l.moved, l.behind = time.Time{}, "" // the user has chosen anew
	// An empty list forgets nothing: a cleared filter leads back to the host.
	if r, ok := l.row(); ok {
		l.selected = r.key()
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
func (l list) window(height int) []row {
	end := min(len(l.rows), l.offset+max(0, height))
	if l.offset >= end {
		return nil
	}
	return l.rows[l.offset:end]
}

// lastPick is the highest number that a single key picks.
const lastPick = 9

// pick is the row of the visible host with the given number from 1, or -1.
func (l list) pick(number int) int {
	for i, r := range l.window(l.height) {
		if r.host == nil {
			continue
		}
		if number--; number == 0 {
			return l.offset + i
		}
	}
	return -1
}

// page is how far a page key moves.
func (l list) page() int { return max(1, l.height-1) }
