package parsecapi

import (
	"encoding/json"
	"math"
	"strconv"
)

// decodeWithEncodingJSON is decodeHosts in the plainest way there is: whatever body it is given, the
// two must agree. It shares nothing with it that makes it fast.
//
// Objects are read as maps, not into structs: encoding/json matches the fields of a struct
// without regard to case, and a "NAME" in a row must not override its "name".
func decodeWithEncodingJSON(body []byte) (*hostList, *SchemaError) {
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
	list := decodeRowsSimply(rows)
	// What is there but not understood may well mean that the list is incomplete.
	list.hasMore = told && flag(hasMore) != No
	return list, nil
}

func decodeRowsSimply(rows []json.RawMessage) *hostList {
	list := &hostList{}
	seen := make(map[string]int)
	for _, row := range rows {
		host, ok := decodeRowSimply(row)
		if !ok {
			list.dropped++
			continue
		}
		if i, repeated := seen[host.PeerID]; repeated {
			list.hosts[i] = mergeHosts(list.hosts[i], &host)
			continue
		}
		seen[host.PeerID] = len(list.hosts)
		list.hosts = append(list.hosts, &host)
	}
	return list
}

// decodeRowSimply reads one row. It fails only without a peer ID.
func decodeRowSimply(row json.RawMessage) (Host, bool) {
	fields := object(row)
	peerID, ok := strSimply(fields["peer_id"])
	if !ok || peerID == "" {
		return Host{}, false
	}
	host := Host{
		PeerID:   peerID,
		Name:     textSimply(fields["name"]),
		UserName: textSimply(fields["user_name"]),
		Metadata: Metadata{
			Description: textSimply(fields["description"]),
			Mode:        textSimply(fields["mode"]),
			Game:        decodeGameSimply(fields),
			Players:     countSimply(fields["players"]),
			MaxPlayers:  countSimply(fields["max_players"]),
			Public:      flag(fields["public"]),
			Online:      flag(fields["online"]),
			Self:        flag(fields["self"]),
			Build:       textSimply(fields["build"]),
			EventName:   textSimply(fields["event_name"]),
		},
		Raw: row,
	}
	if host.Metadata.MaxPlayers.N == 0 {
		host.Metadata.MaxPlayers = Count{}
	}
	decodeUserSimply(&host, object(fields["user"]))
	return host, true
}

// decodeUserSimply finds out whose host it is. /hosts says so in user_name; /v2/hosts in the user
// object, where the name of an enterprise's user is the external ID alone.
func decodeUserSimply(host *Host, user map[string]json.RawMessage) {
	name := textSimply(user["name"])
	owner := SplitUserName(host.UserName)
	if host.UserName == "" {
		host.UserName, owner = name, User{ExternalID: name}
	}
	if provider := textSimply(user["external_provider"]); provider != "" {
		owner.Provider = provider
	}
	if externalID := textSimply(user["external_id"]); externalID != "" {
		owner.ExternalID = externalID
	}
	host.Metadata.User = owner
}

// decodeGameSimply returns the best name for the game that there is.
func decodeGameSimply(fields map[string]json.RawMessage) string {
	game := object(fields["game"])
	for _, value := range []json.RawMessage{fields["game"], game["name"], game["id"], fields["game_id"]} {
		if name := textSimply(value); name != "" {
			return name
		}
	}
	return ""
}

func strSimply(value json.RawMessage) (s string, ok bool) {
	if len(value) == 0 || value[0] != '"' {
		return "", false
	}
	return s, json.Unmarshal(value, &s) == nil
}

func textSimply(value json.RawMessage) string {
	if s, ok := strSimply(value); ok {
		return s
	}
	if isNumber(value) {
		return string(value)
	}
	return ""
}

func countSimply(value json.RawMessage) Count {
	n, err := strconv.ParseFloat(string(value), 64)
	if !isNumber(value) || err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return Count{}
	}
	return Count{N: int(n), Known: true}
}
