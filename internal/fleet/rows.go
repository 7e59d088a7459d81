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

// row is what a page says of one host, under the identity that the host has here.
type row struct {
	peerID string
	host   *parsecapi.Host // nil when the page does not list it
}

// rows returns the rows to look at, in the order of their peer IDs, each peer ID once: what the page
// says otherwise than the one before, and who waits for another miss.
func (u *update) rows() []row {
	var rows []row
	everybody := u.concernsAll()
	if everybody || u.before.someoneWaits() {
		for _, h := range u.before.hosts {
			if everybody || h.waits() {
				rows = append(rows, row{peerID: h.PeerID})
			}
		}
	}
	before := u.before.page.Hosts
	if everybody {
		before, u.fadesAt = nil, time.Time{}
	}
	return sortRows(difference(rows, before, u.page.Hosts))
}

// concernsAll reports whether hosts may have to change of which the page says nothing new: there is
// another computer to be this one, the time of a ghost has come, or the clock was set back, by which
// absences are measured.
func (u *update) concernsAll() bool {
	f := u.before
	return u.page.SelfPeerID != f.page.SelfPeerID || u.now.Before(f.lastGood) ||
		!f.fadesAt.IsZero() && !u.now.Before(f.fadesAt)
}

// lookAhead is how far difference looks for a row before it takes it for a new one.
const lookAhead = 32

// difference adds to rows what after lists otherwise than before, or not any more. It takes over a
// host that is one and the same unseen: the client gives those that did not change again.
func difference(rows []row, before, after []*parsecapi.Host) []row {
	gone := func(hosts []*parsecapi.Host) {
		for _, host := range hosts {
			rows = append(rows, row{peerID: textsafe.Escape(host.PeerID)})
		}
	}
	for _, host := range after {
		if len(before) > 0 && before[0] == host {
			before = before[1:]
			continue
		}
		ahead := before[:min(len(before), lookAhead)]
		i := slices.IndexFunc(ahead, func(b *parsecapi.Host) bool { return b.PeerID == host.PeerID })
		if i < 0 || before[i] != host {
			rows = append(rows, row{peerID: textsafe.Escape(host.PeerID), host: host})
		}
		if i >= 0 {
			gone(before[:i])
			before = before[i+1:]
		}
	}
	gone(before)
	return rows
}

// sortRows sorts rows by their peer IDs and leaves one of each: one that lists the host, if there is
// any. The choice does not depend on the order they came in.
func sortRows(rows []row) []row {
	slices.SortFunc(rows, func(a, b row) int {
		c := strings.Compare(a.peerID, b.peerID)
		if c != 0 || a.host == b.host {
			return c
		}
		switch {
		case a.host == nil:
			return 1
		case b.host == nil:
			return -1
		}
		return cmp.Or(cmp.Compare(a.host.Metadata.Online, b.host.Metadata.Online), bytes.Compare(a.host.Raw, b.host.Raw))
	})
	return slices.CompactFunc(rows, func(a, b row) bool { return a.peerID == b.peerID })
}
