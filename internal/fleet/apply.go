package fleet

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Apply returns the fleet after a page that came at now, and what changed, in the order of peer
// IDs. Hosts of the first page make no "online" events: they were there when we looked. A page
// that says nothing new costs the same however many hosts it has.
func (f Fleet) Apply(now time.Time, page parsecapi.Page) (Fleet, []Event) {
	if f.unmoved(now, page) {
		f.page, f.lastGood, f.err = page, now, nil
		return f, nil
	}
	u := update{
		now: now, page: page, before: f,
		hosts:     make([]*Host, 0, max(len(f.hosts), len(page.Hosts))),
		dismissed: f.dismissed,
	}
	u.merge(sortRows(page.Hosts))
	next := Fleet{
		hosts: u.hosts, counts: u.counts, revision: f.revision, fadesAt: u.fadesAt,
		dismissed: u.dismissed, page: page, lastGood: now,
	}
	if u.shown {
		next.revision++
	}
	return next, u.events
}

// unmoved reports whether page leaves every host as it is: it is the page applied last, and nobody
// is waiting for another miss or for the end as a ghost.
func (f Fleet) unmoved(now time.Time, page parsecapi.Page) bool {
	return page.Unchanged &&
		sameSlice(page.Hosts, f.page.Hosts) && page.SelfPeerID == f.page.SelfPeerID &&
		f.counts.Missing+f.counts.Unknown == 0 &&
		(f.fadesAt.IsZero() || now.Before(f.fadesAt))
}

// sameSlice reports whether a and b are one and the same, not merely equal. "Unchanged" compares
// with the client's previous answer, which need not be the one applied last.
func sameSlice(a, b []parsecapi.Host) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// row is a row of a page under the identity that its host has here.
type row struct {
	peerID string
	host   *parsecapi.Host
}

// sortRows returns the rows in the order of their peer IDs, each peer ID once. Of two rows, the
// choice does not depend on the order they came in.
func sortRows(hosts []parsecapi.Host) []row {
	rows := make([]row, len(hosts))
	for i := range hosts {
		rows[i] = row{peerID: textsafe.Escape(hosts[i].PeerID), host: &hosts[i]}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.peerID, b.peerID), cmp.Compare(a.host.Metadata.Online, b.host.Metadata.Online), bytes.Compare(a.host.Raw, b.host.Raw))
	})
	return slices.CompactFunc(rows, func(a, b row) bool { return a.peerID == b.peerID })
}

// update is an Apply on its way: the hosts before and the rows go in, both sorted; the hosts
// after come out.
type update struct {
	now    time.Time
	page   parsecapi.Page
	before Fleet

	hosts     []*Host
	counts    Counts
	events    []Event
	dismissed []string
	fadesAt   time.Time
	shown     bool // something changed that a screen shows
}

func (u *update) merge(rows []row) {
	known := u.before.hosts
	for len(known) > 0 || len(rows) > 0 {
		switch {
		case len(rows) == 0 || len(known) > 0 && known[0].PeerID < rows[0].peerID:
			u.absent(known[0])
			known = known[1:]
		case len(known) == 0 || rows[0].peerID < known[0].PeerID:
			u.appeared(rows[0])
			rows = rows[1:]
		default:
			u.listed(known[0], rows[0].host)
			known, rows = known[1:], rows[1:]
		}
	}
}

// keep adds a host to the fleet after the page. Before is what was known of it, often the same.
func (u *update) keep(before, after *Host) {
	u.hosts = append(u.hosts, after)
	u.counts.add(after.Presence)
	if after != before {
		u.events = changes(u.events, u.now, before, after)
	}
}
