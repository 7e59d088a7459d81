package watch

import (
	"strconv"
	"strings"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

// Replay turns records that were written down into events. Of a host it knows what they tell: what
// they do not is unknown, as is a host's mode as long as it does not change.
type Replay struct {
	filter Filter
	hosts  map[string]*fleet.Host
}

// NewReplay returns a replay that has seen no record.
func NewReplay(f Filter) *Replay { return &Replay{f, map[string]*fleet.Host{}} }

// Event returns the event that a record tells of, and whether there is one to be told. Records come in
// the order of time. Those of whoever wrote them tell of nobody else.
func (r *Replay) Event(record journal.Record) (e Event, ok bool) {
	switch {
	case record.Kind == journal.KindLooking, record.Kind == journal.KindStopped:
		return Event{}, false
	case record.PeerID == "":
		return Event{Record: record}, true
	}
	before, after := r.apply(record)
	r.hosts[record.PeerID] = after
	return Event{record, after}, r.filter.lets(before, after, query.Facts{Now: record.Time})
}

// apply returns a host as it was before a record and as it is after it. Before is nil for one that was
// found as it is.
func (r *Replay) apply(record journal.Record) (before, after *fleet.Host) {
	was, known := r.hosts[record.PeerID]
	if !known {
		// Whatever happens to a host beside its coming happens while it is there.
		was = &fleet.Host{PeerID: record.PeerID, Presence: fleet.Online}
		if record.Kind == journal.KindOnline {
			was.Presence = fleet.Offline
		}
		describe(was, record)
	}
	is := *was
	describe(&is, record)
	switch record.Kind {
	case journal.KindOnline, journal.KindPresent:
		is.Presence = fleet.Online
	case journal.KindOffline, journal.KindAbsent:
		is.Presence = fleet.Offline
		is.LastSeen = record.Time
	}
	listed := !known && record.Kind == journal.KindOnline && record.From == "" // for the first time
	if listed || record.Kind == journal.KindPresent || record.Kind == journal.KindAbsent {
		return nil, &is
	}
	from := *was
	set(&from, record.Kind, record.From)
	set(&is, record.Kind, record.To)
	return &from, &is
}

// describe sets what every record of a host tells.
func describe(h *fleet.Host, record journal.Record) {
	h.Name = record.Name
	setUser(h, record.UserName)
}

// set sets what a record of this kind tells beside that.
func set(h *fleet.Host, kind journal.Kind, value string) {
	switch fleet.EventKind(kind) {
	case fleet.EventRenamed:
		h.Name = value
	case fleet.EventUser:
		setUser(h, value)
	case fleet.EventMode:
		h.Mode = value
	case fleet.EventGame:
		h.Game = value
	case fleet.EventSeats:
		players, most, _ := strings.Cut(value, "/")
		h.Players, h.MaxPlayers = count(players), count(most)
	}
}

func setUser(h *fleet.Host, userName string) {
	user := parsecapi.SplitUserName(userName)
	h.UserName, h.Provider, h.ExternalID = userName, user.Provider, user.ExternalID
}

// count reads a number as fleet.Host.Seats writes it. Anything else is no known one.
func count(text string) parsecapi.Count {
	n, err := strconv.Atoi(text)
	return parsecapi.Count{N: n, Known: err == nil}
}
