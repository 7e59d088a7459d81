package journal

import (
	"maps"
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
)

// LookingEvery is how often a page that tells nothing new leaves a "looking".
const LookingEvery = 10 * time.Minute

// scribe turns pages into records, for the recorder as for a History that is kept up to date.
type scribe struct {
	settled bool      // all that was known agreed with a page, and every page since was taken down
	looked  time.Time // of the newest "looking"
}

// page returns the records that a good page makes. Only a complete one says who is absent, so looking
// begins with the first of them: it is compared with what is known.
func (s *scribe) page(f fleet.Fleet, events []fleet.Event, known func() (*History, error)) ([]Record, error) {
	var records []Record
	for _, e := range events {
		if r := FromEvent(e); r.Kind.written() {
			records = append(records, r)
		}
	}
	if _, incomplete := f.Incomplete(); incomplete || f.LastGood().IsZero() {
		return records, nil
	}
	if !s.settled {
		before, err := known()
		if err != nil {
			return nil, err
		}
		records = append(records, Reconcile(before, f, records)...)
		*s = scribe{settled: true}
	}
	if age := f.LastGood().Sub(s.looked); age < 0 || age >= LookingEvery {
		s.looked = f.LastGood()
		records = append(records, Record{Time: s.looked, Kind: KindLooking})
	}
	return records, nil
}

// Reconcile returns a "present" or "absent" for each host of which a complete page tells otherwise
// than what was known, or of which nothing was. Hosts whose coming and going the page's own records
// tell are left out, as are those that the fleet is not sure of.
func Reconcile(known *History, f fleet.Fleet, told []Record) []Record {
	settled := make(map[string]bool)
	for _, r := range told {
		if _, tells := r.Kind.presence(); tells {
			settled[r.PeerID] = true
		}
	}
	var records []Record
	for _, h := range f.Hosts() {
		online, sure := whereabouts(h.Presence)
		was, any := known.Online(h.PeerID)
		if sure && !settled[h.PeerID] && (!any || was != online) {
			records = append(records, about(h, found(online), f.LastGood()))
		}
		settled[h.PeerID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(known.hosts)) {
		if online, _ := known.Online(id); online && !settled[id] {
			host := known.hosts[id]
			records = append(records, Record{Time: f.LastGood(), Kind: KindAbsent, PeerID: id, Name: host.name, UserName: host.userName})
		}
	}
	return records
}

// whereabouts says whether a host is online. A host that a single page missed may be either.
func whereabouts(p fleet.Presence) (online, sure bool) {
	switch p {
	case fleet.Online:
		return true, true
	case fleet.Offline:
		return false, true
	default:
		return false, false
	}
}

func found(online bool) Kind {
	if online {
		return KindPresent
	}
	return KindAbsent
}

// presence says what a kind tells of its host's whereabouts, if anything.
func (k Kind) presence() (online, tells bool) {
	switch k {
	case KindOnline, KindPresent:
		return true, true
	case KindOffline, KindAbsent:
		return false, true
	default:
		return false, false
	}
}
