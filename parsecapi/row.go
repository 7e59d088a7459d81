package parsecapi

import (
	"bytes"
	"encoding/json"
	"hash/maphash"
)

// fields are the values that we know what to do with in a row, or in the user or the game of a row:
// those that are there, as they came.
type fields struct {
	peerID, name, userName                    json.RawMessage
	description, mode, build, eventName       json.RawMessage
	game, gameID, user                        json.RawMessage
	players, maxPlayers, public, online, self json.RawMessage
	id, externalID, externalProvider          json.RawMessage
}

// scan is scanValue for an object that it takes apart on the way. Any other value has no fields.
func (f *fields) scan(b []byte, depth int) (end int) {
	*f = fields{}
	if b[0] != '{' {
		return scanValue(b, 0, depth)
	}
	for i := 0; ; {
		var name, value json.RawMessage
		if name, value, i = scanMember(b, i, depth+1); i < 0 {
			return i
		}
		if !f.set(name, value) && bytes.IndexByte(name, '\\') >= 0 {
			plain, _ := str(name)
			f.set(json.RawMessage(`"`+plain+`"`), value)
		}
		if b[i] == '}' {
			return i + 1
		}
	}
}

// read takes apart a value that is known to be JSON, if it is an object.
func (f *fields) read(value json.RawMessage) {
	if len(value) > 0 && value[0] == '{' {
		f.scan(value, 0)
	}
}

// set takes a field in, if its name is one of ours. Of several with one name the last counts.
func (f *fields) set(name, value json.RawMessage) (known bool) {
	switch string(name) {
	case `"peer_id"`:
		f.peerID = value
	case `"name"`:
		f.name = value
	case `"user_name"`:
		f.userName = value
	case `"description"`:
		f.description = value
	case `"mode"`:
		f.mode = value
	case `"build"`:
		f.build = value
	case `"event_name"`:
		f.eventName = value
	case `"game"`:
		f.game = value
	case `"game_id"`:
		f.gameID = value
	case `"user"`:
		f.user = value
	case `"players"`:
		f.players = value
	case `"max_players"`:
		f.maxPlayers = value
	case `"public"`:
		f.public = value
	case `"online"`:
		f.online = value
	case `"self"`:
		f.self = value
	case `"id"`:
		f.id = value
	case `"external_id"`:
		f.externalID = value
	case `"external_provider"`:
		f.externalProvider = value
	default:
		return false
	}
	return true
}

// words keeps texts that many hosts have in common, so that they are in memory once. Each text has one
// place, which it leaves to another that needs it: there are never more than a few to look after.
type words [256]string

var wordSeed = maphash.MakeSeed()

// text is as the function of that name.
func (w *words) text(value json.RawMessage) string {
	if len(value) < 2 || value[0] != '"' || !isPlain(value) {
		return text(value)
	}
	plain := value[1 : len(value)-1]
	if len(plain) == 0 {
		return ""
	}
	word := &w[maphash.Bytes(wordSeed, plain)%uint64(len(w))]
	if *word != string(plain) {
		*word = string(plain)
	}
	return *word
}

// host says what a row means. Without a usable peer ID the host has none.
func (f *fields) host(w *words) *Host {
	host := new(Host)
	peerID, ok := str(f.peerID)
	if !ok || peerID == "" {
		return host
	}
	host.PeerID = peerID
	host.Name = text(f.name)
	host.UserName = text(f.userName)
	host.Metadata = Metadata{
		Description: w.text(f.description),
		Mode:        w.text(f.mode),
		Game:        f.gameName(),
		Players:     count(f.players),
		MaxPlayers:  count(f.maxPlayers),
		Public:      flag(f.public),
		Online:      flag(f.online),
		Self:        flag(f.self),
		Build:       w.text(f.build),
		EventName:   w.text(f.eventName),
	}
	if host.Metadata.MaxPlayers.N == 0 {
		host.Metadata.MaxPlayers = Count{}
	}
	f.owner(host)
	return host
}

// owner finds out whose host it is. /hosts says so in user_name; /v2/hosts in the user object,
// where the name of an enterprise's user is the external ID alone.
func (f *fields) owner(host *Host) {
	var user fields
	user.read(f.user)
	owner := SplitUserName(host.UserName)
	if host.UserName == "" {
		host.UserName = text(user.name)
		owner = User{ExternalID: host.UserName}
	}
	if provider := text(user.externalProvider); provider != "" {
		owner.Provider = provider
	}
	if externalID := text(user.externalID); externalID != "" {
		owner.ExternalID = externalID
	}
	host.Metadata.User = owner
}

// gameName returns the best name for the game that there is.
func (f *fields) gameName() string {
	var game fields
	game.read(f.game)
	for _, value := range []json.RawMessage{f.game, game.name, game.id, f.gameID} {
		if name := text(value); name != "" {
			return name
		}
	}
	return ""
}
