package ui

import (
	"encoding/json"
	"maps"
	"slices"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// largestRow is the size in bytes up to which the rest of a row is shown: it is read anew for every
// frame, and nobody reads more.
const largestRow = 8 << 10

// toldElsewhere are the fields of a row that the details have a line of their own for.
var toldElsewhere = []string{
	"peer_id", "name", "user_name", "description", "mode", "game", "players", "max_players", "public", "online", "self", "build", "event_name",
}

// otherFields are what the service says of a host beside what this program knows the meaning of, in
// the order of their names.
func otherFields(h *fleet.Host) []field {
	raw := h.Row().Raw
	if len(raw) == 0 || len(raw) > largestRow {
		return nil
	}
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return nil
	}
	var fields []field
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value := string(all[name])
		if slices.Contains(toldElsewhere, name) || value == "null" || value == `""` {
			continue
		}
		var text string
		if json.Unmarshal(all[name], &text) == nil {
			value = text
		}
		fields = append(fields, field{label: textsafe.Clean(name), value: textsafe.Clean(value)})
	}
	return fields
}
