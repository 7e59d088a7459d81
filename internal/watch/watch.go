package watch

import (
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/query"
)

// Event is one thing that happened, to a host or to the list as a whole.
type Event struct {
	journal.Record
	Host *fleet.Host // after it, as far as that is known; nil for an event of no host
}

// Change reports whether something happened to a host. That one was found as it is, when looking began,
// is no change.
func (e Event) Change() bool {
	return e.Host != nil && e.Kind != journal.KindPresent && e.Kind != journal.KindAbsent
}

// Filter chooses the hosts whose events are told: those that match before a change or after it.
// Otherwise a query such as is:online would never tell of a host that goes offline.
type Filter struct {
	Query  query.Query
	Pinned func(peerID string) bool // nil for none
}

// lets reports whether the query lets a change through. Either side may be nil.
func (f Filter) lets(before, after *fleet.Host, facts query.Facts) bool {
	facts.Pinned = f.Pinned
	return before != nil && f.Query.Match(before, facts) || after != nil && f.Query.Match(after, facts)
}

// Watch turns polls into events. The zero Watch has seen none.
type Watch struct {
	Filter
	Initial bool // begin with how each host is found

	before     fleet.Fleet
	outage     bool
	incomplete bool
}

// Events returns what one poll tells, in the order of peer IDs, after what it tells of the list as a
// whole: an outage when it begins and when it is over, and an incomplete list likewise.
func (w *Watch) Events(o follow.Outcome) []Event {
	if o.Err != nil {
		return w.failed(o)
	}
	before := w.before
	w.before = o.Fleet
	events := w.state(o)
	if w.Initial && before.LastGood().IsZero() {
		events = append(events, w.found(o)...)
	}
	for _, e := range o.Events {
		was, _ := before.Host(e.PeerID)
		is, _ := o.Fleet.Host(e.PeerID)
		if w.lets(was, is, facts(o)) {
			events = append(events, Event{journal.FromEvent(e), is})
		}
	}
	return events
}

func facts(o follow.Outcome) query.Facts {
	return query.Facts{Now: o.At, LastSeen: o.Fleet.LastSeen}
}

// failed tells of an outage once, however long it lasts and whatever else goes wrong meanwhile.
func (w *Watch) failed(o follow.Outcome) []Event {
	if w.outage {
		return nil
	}
	w.outage = true
	return []Event{ofList(o.At, journal.KindOutage, problem.Explain(o.Err).String())}
}

// state tells what a page changed about the list as a whole.
func (w *Watch) state(o follow.Outcome) (events []Event) {
	if w.outage {
		w.outage = false
		events = append(events, ofList(o.At, journal.KindRestored, ""))
	}
	why, incomplete := o.Fleet.Incomplete()
	switch {
	case incomplete && !w.incomplete:
		events = append(events, ofList(o.At, journal.KindIncomplete, why))
	case !incomplete && w.incomplete:
		events = append(events, ofList(o.At, journal.KindComplete, ""))
	}
	w.incomplete = incomplete
	return events
}

// found tells how each host is found.
func (w *Watch) found(o follow.Outcome) (events []Event) {
	for _, h := range o.Fleet.Hosts() {
		if w.lets(nil, h, facts(o)) {
			events = append(events, Event{journal.FoundOf(h, o.At), h})
		}
	}
	return events
}

func ofList(at time.Time, kind journal.Kind, to string) Event {
	return Event{Record: journal.Record{Time: at, Kind: kind, To: to}}
}
