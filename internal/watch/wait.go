package watch

import (
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/query"
)

// State is what somebody waits for.
type State string

// The states. Free is online with a free seat, as far as the host tells.
const (
	Online  State = "online"
	Offline State = "offline"
	Free    State = "free"
)

// States are the names of the states.
var States = []string{string(Online), string(Offline), string(Free)}

// Wait waits for hosts to be in a state: for the first one of those that are meant, or for all of them
// to be offline. Target and State are required.
type Wait struct {
	Target listing.Target
	State  State
	Pinned func(peerID string) bool // nil for none

	absent time.Time // the first complete page in a row on which nobody is who is meant
}

// Done reports whether the waiting is over after a poll, and which hosts it was for: the first one, or
// all that are offline, of which there may be none when nobody was ever seen. An error is a
// *query.Error. A poll that failed, and for Offline an incomplete one, says nothing.
func (w *Wait) Done(o follow.Outcome) (hosts []*fleet.Host, done bool, err error) {
	if o.Err != nil {
		return nil, false, nil
	}
	found, err := w.Target.Find(o.Fleet, query.Facts{Now: o.At, LastSeen: o.Fleet.LastSeen, Pinned: w.Pinned})
	if err != nil {
		return nil, false, err
	}
	switch w.State {
	case Online:
		if i := slices.IndexFunc(found, func(h *fleet.Host) bool { return h.Presence == fleet.Online }); i >= 0 {
			return found[i : i+1], true, nil
		}
	case Free:
		if h, ok := fleet.FirstFree(slices.Values(found)); ok {
			return []*fleet.Host{h}, true, nil
		}
	case Offline:
		return found, w.gone(o, found), nil
	}
	return nil, false, nil
}

// gone reports whether all that are meant are offline. Those that were never seen must be missed twice
// as others must.
func (w *Wait) gone(o follow.Outcome, found []*fleet.Host) bool {
	if _, incomplete := o.Fleet.Incomplete(); incomplete {
		return false
	}
	if len(found) > 0 {
		w.absent = time.Time{}
		return !slices.ContainsFunc(found, func(h *fleet.Host) bool { return h.Presence != fleet.Offline })
	}
	if w.absent.IsZero() || o.At.Before(w.absent) { // the clock was set back
		w.absent = o.At
	}
	return o.At.Sub(w.absent) >= fleet.SecondMissAfter
}
