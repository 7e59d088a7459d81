package fleet

import (
	"time"

	"parsec-hosts/parsecapi"
)

// Apply returns the fleet after a page that came at now, and what changed, in the order of peer
// IDs. Hosts of the first page make no "online" events: they were there when we looked. A page
// that says nothing new costs the same however many hosts it has, and any other little more than
// the hosts that changed (BenchmarkChangedPoll).
func (f Fleet) Apply(now time.Time, page parsecapi.Page) (Fleet, []Event) {
	if f.unmoved(now, page) {
		f.page, f.lastGood, f.err = page, now, nil
		return f, nil
	}
	u := update{now: now, page: page, before: f, counts: f.counts, dismissed: f.dismissed, fadesAt: f.fadesAt}
	u.merge(u.rows())
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
		!f.someoneWaits() &&
		(f.fadesAt.IsZero() || now.Before(f.fadesAt))
}

// someoneWaits reports whether there are hosts that another page without them changes.
func (f Fleet) someoneWaits() bool { return f.counts.Missing+f.counts.Unknown > 0 }

// sameSlice reports whether a and b are one and the same, not merely equal. "Unchanged" compares
// with the client's previous answer, which need not be the one applied last.
func sameSlice(a, b []*parsecapi.Host) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// update is an Apply on its way: the hosts before and the rows to look at go in, both sorted; the
// hosts after come out.
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

// merge looks at the hosts that rows are about and leaves all between them as they are.
func (u *update) merge(rows []row) {
	known := u.before.hosts
	u.hosts = make([]*Host, 0, len(known)+len(rows))
	for _, r := range rows {
		i, found := find(known, r.peerID)
		u.hosts = append(u.hosts, known[:i]...)
		known = known[i:]
		switch {
		case found && r.host != nil:
			u.listed(known[0], r.host)
		case found:
			u.absent(known[0])
		case r.host != nil:
			u.appeared(r)
		}
		if found {
			u.counts.add(known[0].Presence, -1)
			known = known[1:]
		}
	}
	u.hosts = append(u.hosts, known...)
}

// keep adds a host to the fleet after the page. Before is what was known of it, often the same.
func (u *update) keep(before, after *Host) {
	u.hosts = append(u.hosts, after)
	u.counts.add(after.Presence, 1)
	if after != before {
		u.events = changes(u.events, u.now, before, after)
	}
}
