package parsecapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"unicode/utf8"
)

// hostList is what one answer says. It is never changed once it is decoded.
type hostList struct {
	hosts   []Host // no two with the same peer ID
	hasMore bool
	dropped int // rows without a usable peer ID
}

// decodeHosts reads the body of a host list on either route.
//
// Objects are read as maps, not into structs: encoding/json matches the fields of a struct
// without regard to case, and a "NAME" in a row must not override its "name".
func decodeHosts(body []byte) (*hostList, *SchemaError) {
	fields, schemaErr := parseObject(OpListHosts, body)
	if schemaErr != nil {
		return nil, schemaErr
	}
	data, found := fields["data"]
	if !found {
		return nil, &SchemaError{Op: OpListHosts, Reason: "it has no data"}
	}
	hasMore, told := fields["has_more"]
	// A server written in Go prints an empty list as null. On its own that could as well be a
	// failure, so the other field of a true answer must stand beside it.
	if isNull(data) && flag(hasMore) == Unknown {
		return nil, &SchemaError{Op: OpListHosts, Reason: "its data is null"}
	}
	var rows []json.RawMessage
	if json.Unmarshal(data, &rows) != nil {
		return nil, &SchemaError{Op: OpListHosts, Reason: "its data is not a list"}
	}
	list := decodeRows(rows)
	// What is there but not understood may well mean that the list is incomplete.
	list.hasMore = told && flag(hasMore) != No
	return list, nil
}

func decodeRows(rows []json.RawMessage) *hostList {
	list := &hostList{hosts: make([]Host, 0, len(rows))}
	seen := make(map[string]int, len(rows))
	for _, row := range rows {
		host, ok := decodeHost(row)
		if !ok {
			list.dropped++
			continue
		}
		list.hosts = addHost(list.hosts, seen, host)
	}
	return list
}

// decodeHost reads one row. It fails only without a peer ID.
func decodeHost(row json.RawMessage) (Host, bool) {
	fields := object(row)
	peerID, ok := str(fields["peer_id"])
	if !ok || peerID == "" {
		return Host{}, false
	}
	host := Host{
		PeerID:   peerID,
		Name:     text(fields["name"]),
		UserName: text(fields["user_name"]),
		Metadata: Metadata{
			Description: text(fields["description"]),
			Mode:        text(fields["mode"]),
			Game:        decodeGame(fields),
			Players:     count(fields["players"]),
			MaxPlayers:  count(fields["max_players"]),
			Public:      flag(fields["public"]),
			Online:      flag(fields["online"]),
			Self:        flag(fields["self"]),
			Build:       text(fields["build"]),
			EventName:   text(fields["event_name"]),
		},
		Raw: row,
	}
	if host.Metadata.MaxPlayers.N == 0 {
		host.Metadata.MaxPlayers = Count{}
	}
	decodeUser(&host, object(fields["user"]))
	return host, true
}

// decodeUser finds out whose host it is. /hosts says so in user_name; /v2/hosts in the user
// object, where the name of an enterprise's user is the external ID alone.
func decodeUser(host *Host, user map[string]json.RawMessage) {
	name := text(user["name"])
	owner := SplitUserName(host.UserName)
	if host.UserName == "" {
		host.UserName, owner = name, User{ExternalID: name}
	}
	if provider := text(user["external_provider"]); provider != "" {
		owner.Provider = provider
	}
	if externalID := text(user["external_id"]); externalID != "" {
		owner.ExternalID = externalID
	}
	host.Metadata.User = owner
}

// decodeGame returns the best name for the game that there is.
func decodeGame(fields map[string]json.RawMessage) string {
	game := object(fields["game"])
	for _, value := range []json.RawMessage{fields["game"], game["name"], game["id"], fields["game_id"]} {
		if name := text(value); name != "" {
			return name
		}
	}
	return ""
}

// parseObject reads body, which must be one JSON object and nothing else. A byte order mark
// before it is forgiven.
func parseObject(op string, body []byte) (map[string]json.RawMessage, *SchemaError) {
	body = bytes.TrimPrefix(body, []byte("\uFEFF"))
	var fields map[string]json.RawMessage
	err := json.Unmarshal(body, &fields)
	_, malformed := errors.AsType[*json.SyntaxError](err)
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, &SchemaError{Op: op, Reason: "empty"}
	case malformed && bytes.HasPrefix(body, []byte("{")) && err.Error() == "unexpected end of JSON input":
		return nil, &SchemaError{Op: op, Reason: "cut off"}
	case malformed:
		return nil, &SchemaError{Op: op, Reason: "not JSON"}
	case err != nil || fields == nil:
		return nil, &SchemaError{Op: op, Reason: "not a JSON object"}
	}
	return fields, nil
}

// The readers below give what a value means for a field of their type, and its zero value for
// every other JSON type and for nothing at all.

func object(value json.RawMessage) map[string]json.RawMessage {
	if len(value) == 0 || value[0] != '{' {
		return nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(value, &fields) != nil {
		return nil
	}
	return fields
}

func str(value json.RawMessage) (s string, ok bool) {
	if len(value) == 0 || value[0] != '"' {
		return "", false
	}
	if plain := value[1 : len(value)-1]; isPlain(plain) {
		return string(plain), true
	}
	return s, json.Unmarshal(value, &s) == nil
}

// isPlain reports whether the inside of a JSON string stands for itself, as nearly all do.
func isPlain(inside []byte) bool {
	for _, b := range inside {
		if b == '\\' || b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// text returns a string, or a number as it was written.
func text(value json.RawMessage) string {
	if s, ok := str(value); ok {
		return s
	}
	if isNumber(value) {
		return string(value)
	}
	return ""
}

// count returns a whole number from zero up.
func count(value json.RawMessage) Count {
	if !isNumber(value) {
		return Count{}
	}
	n, err := strconv.ParseFloat(string(value), 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return Count{}
	}
	return Count{N: int(n), Known: true}
}

func flag(value json.RawMessage) Flag {
	switch string(value) {
	case "true":
		return Yes
	case "false":
		return No
	}
	return Unknown
}

func isNull(value json.RawMessage) bool { return string(value) == "null" }

func isNumber(value json.RawMessage) bool {
	return len(value) > 0 && (value[0] == '-' || value[0] >= '0' && value[0] <= '9')
}
