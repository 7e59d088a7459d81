package fleet

import (
	"bytes"
	"strconv"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Presence is what is known of a host's whereabouts.
type Presence uint8

// The presences. The zero value is Unknown.
const (
	Unknown Presence = iota
	Online
	Missing
	Offline
)

// String returns p as a lower-case word.
func (p Presence) String() string {
	switch p {
	case Online:
		return "online"
	case Missing:
		return "missing"
	case Offline:
		return "offline"
	default:
		return "unknown"
	}
}

// Host is one host as it was last listed. Fleets share their hosts, which are never modified.
type Host struct {
	// PeerID is in the form of textsafe.Escape: identity and safe to print. All other text is in
	// the form of textsafe.Clean.
	PeerID               string
	Name                 string
	UserName             string // verbatim, usually Provider#ExternalID
	Provider, ExternalID string
	Description          string
	Mode                 string
	Game                 string
	Build                string
	EventName            string
	Players, MaxPlayers  parsecapi.Count
	Public               parsecapi.Flag
	Self                 bool // the very computer this program's session belongs to
	Presence             Presence
	// AlreadyThere means that the host may have come online or gone offline long before Since:
	// that is when we first looked.
	AlreadyThere bool
	FirstSeen    time.Time
	// LastSeen is when a page last listed the host and did not call it offline, or FirstSeen if
	// none did. It is zero while the host is online: Fleet.LastSeen answers then, too.
	LastSeen time.Time
	// Since is when the host came online or, if it is offline, when that was found out. Being
	// missing or unknown interrupts neither.
	Since time.Time

	row  *parsecapi.Host // what all but the presence was made from; nil for one never listed here
	gone *absence        // nil for one that the newest page lists
}

// absence is how long a host has not been listed. It is never changed.
type absence struct {
	since  time.Time // the first page in a row without the host
	missed time.Time // the first complete one of them
}

// Remembered returns a host that no page listed here, but that is known from before: as of since it
// was online or offline. Its texts must be safe.
func Remembered(peerID, name, userName string, presence Presence, since time.Time) *Host {
	user := parsecapi.SplitUserName(userName)
	h := &Host{
		PeerID: peerID, Name: name, UserName: userName, Provider: user.Provider, ExternalID: user.ExternalID,
		Presence: presence, FirstSeen: since, Since: since,
	}
	if presence == Offline {
		h.LastSeen = since
	}
	return h
}

// waits reports whether another page without the host changes it.
func (h *Host) waits() bool { return h.Presence == Missing || h.Presence == Unknown }

// Row returns the host as the service listed it last: raw, not safe to print. That of a host that was
// never listed here has what is known of it.
func (h *Host) Row() parsecapi.Host {
	if h.row != nil {
		return *h.row
	}
	return parsecapi.Host{
		PeerID: h.PeerID, Name: h.Name, UserName: h.UserName,
		Metadata: parsecapi.Metadata{User: parsecapi.User{Provider: h.Provider, ExternalID: h.ExternalID}},
	}
}

// Launchable reports whether the peer ID is fit to be handed to a program. Any other is only shown.
func (h *Host) Launchable() bool { return parsecapi.IsPeerID(h.PeerID) }

// FreeSeats returns how many more guests may join, if that is known.
func (h *Host) FreeSeats() (n int, known bool) {
	if !h.Players.Known || !h.MaxPlayers.Known {
		return 0, false
	}
	return max(0, h.MaxPlayers.N-h.Players.N), true
}

// Full reports whether every seat is known to be taken.
func (h *Host) Full() bool {
	free, known := h.FreeSeats()
	return known && free == 0
}

// Seats returns guests and seats in words: "1/4", "1/–" where the seats are not known, or "–" where
// there is no guest either.
func (h *Host) Seats() string {
	if (!h.Players.Known || h.Players.N == 0) && !h.MaxPlayers.Known {
		return unknownCount
	}
	return countWord(h.Players) + "/" + countWord(h.MaxPlayers)
}

const unknownCount = "–"

func countWord(c parsecapi.Count) string {
	if !c.Known {
		return unknownCount
	}
	return strconv.Itoa(c.N)
}

// fill sets all that a row says about the host, its presence excepted.
func (h *Host) fill(row *parsecapi.Host, self bool) {
	meta := row.Metadata
	h.Name = textsafe.Clean(row.Name)
	h.UserName = textsafe.Clean(row.UserName)
	h.Provider = textsafe.Clean(meta.User.Provider)
	h.ExternalID = textsafe.Clean(meta.User.ExternalID)
	h.Description = textsafe.Clean(meta.Description)
	h.Mode = textsafe.Clean(meta.Mode)
	h.Game = textsafe.Clean(meta.Game)
	h.Build = textsafe.Clean(meta.Build)
	h.EventName = textsafe.Clean(meta.EventName)
	h.Players, h.MaxPlayers = meta.Players, meta.MaxPlayers
	h.Public = meta.Public
	h.Self = self
	h.row = row
}

// sameRow reports whether two rows of one host say the same. Comparing the raw rows alone would
// not do: of two rows with one peer ID only one is kept raw.
func sameRow(a, b *parsecapi.Host) bool {
	return a == b || a != nil && a.Name == b.Name && a.UserName == b.UserName && a.Metadata == b.Metadata && bytes.Equal(a.Raw, b.Raw)
}
