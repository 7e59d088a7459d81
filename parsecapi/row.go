package parsecapi

import "bytes"

// fields are where the values stand that we know what to do with in a row, or in the user or the
// game of a row. One that is not there has an empty span.
type fields struct {
	peerID, name, userName                    span
	description, mode, build, eventName       span
	game, gameID, user                        span
	players, maxPlayers, public, online, self span
	id, externalID, externalProvider          span
}

// scan is scanValue for an object that it takes apart on the way. Any other value has no fields.
func (f *fields) scan(b []byte, i, depth int) (end int) {
	*f = fields{}
	if b[i] != '{' {
		return scanValue(b, i, depth)
	}
	for {
		var name, value span
		if name, value, i = scanMember(b, i, depth+1); i < 0 {
			return i
		}
		if !f.set(b[name.from:name.to], value) {
			f.setEscaped(b[name.from:name.to], value)
		}
		if b[i] == '}' {
			return i + 1
		}
	}
}

// setEscaped is set for names with escapes in them, which stand for others.
func (f *fields) setEscaped(name []byte, value span) {
	if bytes.IndexByte(name, '\\') >= 0 {
		f.set([]byte(`"`+unescape(name)+`"`), value)
	}
}

// set takes a field in, if its name is one of ours. Of several with one name the last counts.
func (f *fields) set(name []byte, value span) (known bool) {
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
