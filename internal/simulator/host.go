package simulator

import (
	"encoding/json"
	"strings"

	"parsec-hosts/parsecapi"
)

// The modes of a host.
const (
	ModeDesktop = "desktop"
	ModeGame    = "game"
)

// Host is one computer or game of the fleet, in the terms of the API.
type Host struct {
	PeerID      string
	Name        string
	UserName    string // PROVIDER#EXTERNAL_ID
	Description string
	Mode        string // ModeDesktop or ModeGame
	Game        string // name of the game, "" for none
	EventName   string // /v2/hosts only
	Players     int
	MaxPlayers  int // seats; 0 as the vendor's own sample has it
	Public      bool
	Build       string
}

// hostRow is a row of /hosts, with the vendor's field names in their documented order.
type hostRow struct {
	PeerID      string   `json:"peer_id"`
	Name        string   `json:"name"`
	UserName    string   `json:"user_name"`
	Description string   `json:"description"`
	Game        *string  `json:"game"`
	Players     int      `json:"players"`
	MaxPlayers  int      `json:"max_players"`
	Public      bool     `json:"public"`
	SDKVersion  int      `json:"sdk_version"`
	Mode        string   `json:"mode"`
	User        userInfo `json:"user"`
	UserID      int      `json:"user_id"`
	Build       string   `json:"build"`
}

type userInfo struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Warp bool   `json:"warp"`
}

// hostRowV2 is a row of /v2/hosts, including the fields that only public clients have shown.
type hostRowV2 struct {
	PeerID      string     `json:"peer_id"`
	Name        string     `json:"name"`
	User        userInfoV2 `json:"user"`
	GameID      string     `json:"game_id"`
	Build       string     `json:"build"`
	Description string     `json:"description"`
	MaxPlayers  int        `json:"max_players"`
	Mode        string     `json:"mode"`
	Players     int        `json:"players"`
	Public      bool       `json:"public"`
	Self        bool       `json:"self"`
	Online      bool       `json:"online"`
	EventName   string     `json:"event_name"`
	GuestAccess bool       `json:"guest_access"`
}

type userInfoV2 struct {
	userInfo
	TeamID           string `json:"team_id"`
	ExternalID       string `json:"external_id"`
	ExternalProvider string `json:"external_provider"`
}

const (
	sdkVersion = 6
	teamID     = "1QA0pzL5yN2HcT8sVbKe3RmXoUd"
)

// encode returns the host as a row of a route.
func (h Host) encode(route parsecapi.Route, self bool) json.RawMessage {
	owner := parsecapi.SplitUserName(h.UserName)
	user := userInfo{ID: userID(h.UserName), Name: owner.ExternalID}
	if route == parsecapi.RouteV2 {
		return mustEncode(hostRowV2{
			PeerID: h.PeerID, Name: h.Name,
			User:   userInfoV2{user, teamID, owner.ExternalID, owner.Provider},
			GameID: gameID(h.Game), Build: h.Build, Description: h.Description,
			MaxPlayers: h.MaxPlayers, Mode: h.Mode, Players: h.Players, Public: h.Public,
			Self: self, Online: true, EventName: h.EventName, GuestAccess: h.Public,
		})
	}
	row := hostRow{
		PeerID: h.PeerID, Name: h.Name, UserName: h.UserName, Description: h.Description,
		Players: h.Players, MaxPlayers: h.MaxPlayers, Public: h.Public, SDKVersion: sdkVersion,
		Mode: h.Mode, User: user, UserID: user.ID, Build: h.Build,
	}
	if h.Game != "" {
		row.Game = &h.Game
	}
	return mustEncode(row)
}

// gameID returns the identifier /v2/hosts has in place of a game's name.
func gameID(game string) string {
	return strings.ToLower(strings.ReplaceAll(game, " ", "-"))
}

// mustEncode encodes a value of this package, which cannot fail.
func mustEncode(value any) json.RawMessage {
	encoded, err := json.Marshal(value)
	if err != nil {
		panic("simulator: its own answer cannot be encoded: " + err.Error())
	}
	return encoded
}
