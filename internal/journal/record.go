package journal

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// Kind is what a record tells. The values are stable: they are part of files and of printed JSON.
type Kind string

// The kinds of Record. The kinds of fleet.Event have the same values here.
const (
	KindOnline   = Kind(fleet.EventOnline)
	KindOffline  = Kind(fleet.EventOffline)
	KindRenamed  = Kind(fleet.EventRenamed)
	KindUser     = Kind(fleet.EventUser)
	KindPresent  = Kind("present")  // found online when looking began
	KindAbsent   = Kind("absent")   // found offline, or gone, when looking began
	KindLaunched = Kind("launched") // a launcher, named by To, was started for the host from here
	KindLooking  = Kind("looking")  // somebody looks at the hosts, and the record's time is no gap
	KindStopped  = Kind("stopped")  // nobody looks any more

	// How the service answers is told to whoever watches, and not written down.
	KindOutage     = Kind("outage")     // there is no answer, and To says why
	KindRestored   = Kind("restored")   // there is one again
	KindIncomplete = Kind("incomplete") // hosts may be missing from the list, and To says why
	KindComplete   = Kind("complete")   // the list is complete again
)

// hostKinds are the kinds that tell something of one host and may be written; watchKinds those that
// tell of the one who looks.
var (
	hostKinds  = []Kind{KindOnline, KindOffline, KindRenamed, KindUser, KindPresent, KindAbsent, KindLaunched}
	watchKinds = []Kind{KindLooking, KindStopped}
)

// written reports whether records of this kind may be on disk. Seats, modes and games are metadata,
// which may not.
func (k Kind) written() bool { return slices.Contains(hostKinds, k) || slices.Contains(watchKinds, k) }

// Record is one line of a journal: one thing that happened, most often to a host. Its texts are safe
// for a terminal.
type Record struct {
	Time     time.Time // written in UTC, to the millisecond
	Kind     Kind
	PeerID   string // empty for kinds that tell of no host
	Name     string
	UserName string
	From, To string // the value that changed, in words; To of a launch is the launcher's name
}

// FromEvent returns the record that tells of e. It may be printed whatever its kind is.
func FromEvent(e fleet.Event) Record {
	return Record{Time: e.Time, Kind: Kind(e.Kind), PeerID: e.PeerID, Name: e.Name, UserName: e.UserName, From: e.From, To: e.To}
}

// LaunchOf returns the record of a launcher that was started for h.
func LaunchOf(h *fleet.Host, launcher string, at time.Time) Record {
	r := about(h, KindLaunched, at)
	r.To = launcher
	return r
}

// FoundOf returns the record of how h was found when looking began: "present", or "absent".
func FoundOf(h *fleet.Host, at time.Time) Record {
	return about(h, found(h.Presence != fleet.Offline), at)
}

func about(h *fleet.Host, kind Kind, at time.Time) Record {
	return Record{Time: at, Kind: kind, PeerID: h.PeerID, Name: h.Name, UserName: h.UserName}
}

const (
	version    = 1 // of lines without "v"
	timeFormat = "2006-01-02T15:04:05.000Z07:00"
)

// line is a record as JSON.
type line struct {
	Version  int    `json:"v,omitempty"`
	Time     string `json:"time"`
	Kind     Kind   `json:"kind"`
	PeerID   string `json:"peer_id,omitempty"`
	Name     string `json:"name,omitempty"`
	UserName string `json:"user_name,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

// MarshalJSON returns r as one line of a journal, without its end.
func (r Record) MarshalJSON() ([]byte, error) {
	return json.Marshal(line{
		Time: r.Time.UTC().Format(timeFormat), Kind: r.Kind,
		PeerID: r.PeerID, Name: r.Name, UserName: r.UserName, From: r.From, To: r.To,
	})
}

// ParseRecord reads one line of a journal. Anybody may have written it, so its texts are made safe.
// A kind that is not known here is no error.
func ParseRecord(text []byte) (Record, error) {
	return parse(text, func(raw []byte) string { return textsafe.Clean(string(raw)) })
}

func parse(text []byte, clean func([]byte) string) (Record, error) {
	f, ok := scan(text)
	if !ok {
		var err error
		if f, err = decode(text); err != nil {
			return Record{}, err
		}
	}
	return f.record(clean)
}

func (f fields) record(clean func([]byte) string) (Record, error) {
	at, err := time.Parse(time.RFC3339, string(f.time))
	r := Record{
		Time: at.UTC(), Kind: Kind(clean(f.kind)),
		PeerID: clean(f.peerID), Name: clean(f.name), UserName: clean(f.userName), From: clean(f.from), To: clean(f.to),
	}
	switch {
	case err != nil:
		return Record{}, err
	case r.Time.Year() < 1970 || r.Time.Year() > 9999:
		return Record{}, errors.New("the record's time cannot be")
	case r.Kind == "":
		return Record{}, errors.New("the record has no kind")
	case r.PeerID == "" && slices.Contains(hostKinds, r.Kind):
		return Record{}, errors.New("the record names no host")
	}
	return r, nil
}
