package parsecapi

import (
	"encoding/json"
	"strings"
	"time"
)

// Host is one row of the host list: a computer or a game that the session's user may connect
// to. All text is as the service sent it: raw, from strangers, not safe for a terminal.
// PeerID, Name and UserName are the fields the vendor calls stable; everything in Metadata may
// vanish, move or change type, and must not be recorded to disk.
type Host struct {
	PeerID   string // address for ParsecClientConnect; never empty here
	Name     string
	UserName string // verbatim, usually PROVIDER#EXTERNAL_ID
	Metadata Metadata
	// Raw is the row as received, one JSON object. It must not be modified.
	Raw json.RawMessage
}

// Metadata is what the vendor reserves the right to change. A field that was absent or of an
// unusable type has its zero value; the row is kept all the same.
type Metadata struct {
	Description string
	Mode        string // "desktop", "game" or whatever came
	Game        string // name or id of the game, if any
	Players     Count  // guests connected now
	MaxPlayers  Count  // seats; zero is reported as unknown
	Public      Flag
	Online      Flag // No: the service lists the host but says it is offline
	Self        Flag // Yes: this very session is the one hosting (/v2/hosts)
	Build       string
	EventName   string
	User        User // external_id and external_provider of the "user" object, else from UserName
}

// User is who a host belongs to.
type User struct {
	Provider   string // the enterprise's External Provider code
	ExternalID string // the enterprise's own identifier for the user
}

// SplitUserName splits PROVIDER#EXTERNAL_ID at the first '#'. Without one the whole is the
// ExternalID. Ordinary accounts look like name#number as well: show the whole name to people.
func SplitUserName(userName string) User {
	provider, external, found := strings.Cut(userName, "#")
	if !found {
		return User{ExternalID: userName}
	}
	return User{Provider: provider, ExternalID: external}
}

// Count is a number that the service may not have told.
type Count struct {
	N     int
	Known bool
}

// Flag is a yes or no that the service may not have told.
type Flag uint8

// The values of a Flag.
const (
	Unknown Flag = iota
	Yes
	No
)

// Route is one of the two ways to ask for hosts.
type Route string

// The routes. Auto prefers RouteHosts, falls back to RouteV2 on 404, 405 and 410, and remembers
// what worked.
const (
	RouteAuto  Route = "auto"     // whichever of the two works
	RouteHosts Route = "hosts"    // GET {base}/hosts
	RouteV2    Route = "v2/hosts" // GET {base}/v2/hosts?mode=…&public=…
)

// IsPeerID reports whether text looks like a peer ID: 1 to 64 of the characters 0-9, A-Z, a-z, '_' and
// '-'. The service's own have 27, of base62. Any other text should not get onto a command line, where
// it could be taken for an option.
func IsPeerID(text string) bool {
	const most = 64
	for _, c := range []byte(text) {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', c == '_', c == '-':
		default:
			return false
		}
	}
	return text != "" && len(text) <= most
}

// Page is one answer to Hosts, possibly merged from several queries. Its slices and hosts are
// shared with later answers and must not be modified.
type Page struct {
	// Hosts are those of the answer, no two with the same peer ID. One that the answer before listed
	// in the very same words is the same *Host as there: to compare pointers tells nearly always
	// what changed.
	Hosts []*Host
	// HasMore means that the service said the list is incomplete. There is no known way to ask
	// for the rest.
	HasMore bool
	// Dropped counts rows without a usable peer_id.
	Dropped int
	// Failed holds an error for every query behind this page that failed while another one
	// succeeded.
	Failed []error
	// Unchanged means that the answer is the same as the previous one of this client with the
	// same session; Hosts is then the very same slice.
	Unchanged bool
	// SelfPeerID is the host_peer_id of the session that was used: this computer, if listed.
	SelfPeerID string
	// Session is the session the request was bound to.
	Session Session
	Route   Route
	// Requests counts the HTTP requests spent, for a rate budget.
	Requests int
	// ServerTime is the service's clock from the Date header; zero when it sent none.
	ServerTime time.Time
}

// Complete reports whether a host missing from the page is known to be absent.
func (p Page) Complete() bool {
	return !p.HasMore && p.Dropped == 0 && len(p.Failed) == 0
}
