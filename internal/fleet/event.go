package fleet

import "time"

// EventKind is what happened to a host. The values are stable: they are part of printed JSON.
type EventKind string

// The kinds of Event.
const (
	EventOnline  EventKind = "online"  // came online, or was listed for the first time
	EventOffline EventKind = "offline" // missed by two complete pages, or said to be offline
	EventRenamed EventKind = "renamed"
	EventUser    EventKind = "user"  // belongs to another user
	EventSeats   EventKind = "seats" // guests or seats changed
	EventMode    EventKind = "mode"
	EventGame    EventKind = "game"
)

// Event is one change of one host. PeerID, Name and UserName are those after the change.
type Event struct {
	Time           time.Time
	Kind           EventKind
	PeerID         string
	Name, UserName string
	From, To       string // the value that changed, in words; empty when there was or is none
}

func newEvent(now time.Time, kind EventKind, h *Host, from, to string) Event {
	return Event{Time: now, Kind: kind, PeerID: h.PeerID, Name: h.Name, UserName: h.UserName, From: from, To: to}
}

// changes appends an event for every difference between two states of a host that people follow.
// Going missing, turning unknown and returning from either is none.
func changes(events []Event, now time.Time, before, after *Host) []Event {
	compare := func(kind EventKind, from, to string) {
		if from != to {
			events = append(events, newEvent(now, kind, after, from, to))
		}
	}
	switch {
	case before.Presence == Offline && after.Presence == Online:
		compare(EventOnline, before.Presence.String(), after.Presence.String())
	case after.Presence == Offline:
		compare(EventOffline, before.Presence.String(), after.Presence.String())
	}
	compare(EventRenamed, before.Name, after.Name)
	compare(EventUser, before.UserName, after.UserName)
	compare(EventSeats, before.Seats(), after.Seats())
	compare(EventMode, before.Mode, after.Mode)
	compare(EventGame, before.Game, after.Game)
	return events
}
