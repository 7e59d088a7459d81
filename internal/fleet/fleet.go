package fleet

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parsec-hosts/parsecapi"
)

const (
	// SecondMissAfter is how far apart two complete pages without a host must be to count as two.
	SecondMissAfter = 3 * time.Second
	// GhostsKept is how long a host is kept that no page lists any more.
	GhostsKept = 24 * time.Hour
)

// Counts is how many hosts there are of each presence.
type Counts struct {
	Online, Missing, Offline, Unknown int
}

func (c *Counts) add(p Presence, n int) {
	switch p {
	case Online:
		c.Online += n
	case Missing:
		c.Missing += n
	case Offline:
		c.Offline += n
	default:
		c.Unknown += n
	}
}

// Fleet is what is known of all hosts. It is a value: its methods return another one and leave
// theirs as it was. The zero Fleet has seen no page.
type Fleet struct {
	hosts    []*Host // sorted by peer ID, no two the same; never changed in place
	counts   Counts
	revision uint64
	// dismissed are the hosts that the user took off the list. The service may go on listing them
	// as offline; they come back when it lists them otherwise.
	dismissed []string
	// fadesAt is when the first host is gone for so long that it is dropped; zero when none is.
	fadesAt time.Time

	page     parsecapi.Page // the newest good one
	lastGood time.Time
	err      error
}

// Failed returns the fleet after a poll that failed. Nobody's presence changes: what was known
// grows stale.
func (f Fleet) Failed(err error) Fleet {
	f.err = err
	return f
}

// Hosts returns all hosts sorted by PeerID. The slice is shared: it must not be modified.
func (f Fleet) Hosts() []*Host { return f.hosts }

// Host finds a host by its PeerID.
func (f Fleet) Host(peerID string) (*Host, bool) {
	i, found := find(f.hosts, peerID)
	if !found {
		return nil, false
	}
	return f.hosts[i], true
}

// find returns the place of a peer ID in sorted hosts.
func find(hosts []*Host, peerID string) (int, bool) {
	return slices.BinarySearchFunc(hosts, peerID, func(h *Host, id string) int { return strings.Compare(h.PeerID, id) })
}

// LastSeen returns when a page last listed h and did not call it offline. A host that no page ever
// listed otherwise has its FirstSeen.
func (f Fleet) LastSeen(h *Host) time.Time {
	if h.Presence == Online {
		return f.lastGood
	}
	return h.LastSeen
}

// Counts returns how many hosts there are of each presence.
func (f Fleet) Counts() Counts { return f.counts }

// Revision returns a number that changes exactly when something changed that is shown of the
// hosts. It says nothing about the age of the list.
func (f Fleet) Revision() uint64 { return f.revision }

// Stale reports whether the newest poll failed, so that the list is older than it should be.
func (f Fleet) Stale() bool { return f.err != nil }

// LastError returns why the newest poll failed, nil if it did not.
func (f Fleet) LastError() error { return f.err }

// LastGood returns when the newest page was applied, zero when there was none.
func (f Fleet) LastGood() time.Time { return f.lastGood }

// Dropped returns how many rows of the newest page had no usable peer ID.
func (f Fleet) Dropped() int { return f.page.Dropped }

// Incomplete reports whether there may be hosts that the newest page did not list, and why.
func (f Fleet) Incomplete() (why string, ok bool) {
	var reasons []string
	if f.page.HasMore {
		reasons = append(reasons, "the service has more than it lists")
	}
	if n := f.page.Dropped; n == 1 {
		reasons = append(reasons, "1 row has no usable peer ID")
	} else if n > 1 {
		reasons = append(reasons, fmt.Sprintf("%d rows have no usable peer ID", n))
	}
	if len(f.page.Failed) > 0 {
		reasons = append(reasons, "a part of it could not be fetched")
	}
	return strings.Join(reasons, ", "), len(reasons) > 0
}

// Dismiss takes an offline host off the list, until it is online again. Any other host stays.
func (f Fleet) Dismiss(peerID string) Fleet {
	i, found := find(f.hosts, peerID)
	if !found || f.hosts[i].Presence != Offline {
		return f
	}
	f.hosts = slices.Concat(f.hosts[:i], f.hosts[i+1:])
	f.dismissed = append(slices.Clone(f.dismissed), peerID)
	f.counts.Offline--
	f.revision++
	return f
}
