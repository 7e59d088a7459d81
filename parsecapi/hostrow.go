package parsecapi

import (
	"bytes"
	"cmp"
)

// rowText is the text of one row, which says what the values in it mean. All texts of a host are
// parts of it, so that a row takes one piece of memory whatever is in it.
type rowText struct {
	raw    []byte
	shared string // raw
	plain  bool   // no string in it has escapes
}

func newRowText(raw []byte) rowText {
	return rowText{raw: raw, shared: share(raw), plain: isPlain(raw)}
}

func (t *rowText) value(at span) []byte { return t.raw[at.from:at.to] }

func (t *rowText) text(at span) string {
	switch {
	case at.isEmpty():
		return ""
	case t.plain && t.raw[at.from] == '"':
		return t.shared[at.from+1 : at.to-1]
	}
	return text(t.value(at))
}

// fill makes an empty host what a row says. Without a usable peer ID the host has none.
func (t *rowText) fill(host *Host, f *fields) {
	host.Raw = t.raw
	if isNumber(t.value(f.peerID)) {
		return
	}
	if host.PeerID = t.text(f.peerID); host.PeerID == "" {
		return
	}
	host.Name = t.text(f.name)
	host.UserName = t.text(f.userName)
	host.Metadata = Metadata{
		Description: t.text(f.description),
		Mode:        t.text(f.mode),
		Game:        t.game(f),
		Players:     count(t.value(f.players)),
		MaxPlayers:  count(t.value(f.maxPlayers)),
		Public:      flag(t.value(f.public)),
		Online:      flag(t.value(f.online)),
		Self:        flag(t.value(f.self)),
		Build:       t.text(f.build),
		EventName:   t.text(f.eventName),
	}
	if host.Metadata.MaxPlayers.N == 0 {
		host.Metadata.MaxPlayers = Count{}
	}
	t.setOwner(host, f)
}

// setOwner finds out whose host it is. /hosts says so in user_name; /v2/hosts in the user object,
// where the name of an enterprise's user is the external ID alone.
func (t *rowText) setOwner(host *Host, f *fields) {
	owner := SplitUserName(host.UserName)
	host.Metadata.User = owner
	if !t.isObject(f.user) || host.UserName != "" && t.plain && !bytes.Contains(t.value(f.user), []byte(`"external_`)) {
		return // as nearly always
	}
	var user fields
	user.scan(t.raw, f.user.from, 0)
	if host.UserName == "" {
		host.UserName = t.text(user.name)
		owner = User{ExternalID: host.UserName}
	}
	if provider := t.text(user.externalProvider); provider != "" {
		owner.Provider = provider
	}
	if externalID := t.text(user.externalID); externalID != "" {
		owner.ExternalID = externalID
	}
	host.Metadata.User = owner
}

// game returns the best name for the game that there is.
func (t *rowText) game(f *fields) string {
	if !t.isObject(f.game) {
		return cmp.Or(t.text(f.game), t.text(f.gameID))
	}
	var game fields
	game.scan(t.raw, f.game.from, 0)
	return cmp.Or(t.text(game.name), t.text(game.id), t.text(f.gameID))
}

func (t *rowText) isObject(at span) bool { return !at.isEmpty() && t.raw[at.from] == '{' }
