package ui

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

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

// appendOtherFields adds what the service says of a host beside what this program knows the meaning of, in
// the order of the names. Of several with one name the last counts. A map of them would be made and thrown
// away for every host that the cursor passes.
func appendOtherFields(fields []field, h *fleet.Host) []field {
	row := h.Row()
	if len(row.Raw) > largestRow {
		return fields
	}
	known := len(fields)
	for name, value := range row.Fields() {
		if slices.Contains(toldElsewhere, name) {
			continue
		}
		others := fields[known:]
		if i := slices.IndexFunc(others, func(f field) bool { return f.label == name }); i >= 0 {
			others[i].value = textOf(value)
			continue
		}
		fields = append(fields, field{label: name, value: textOf(value)})
	}
	others := fields[known:]
	slices.SortFunc(others, func(a, b field) int { return strings.Compare(a.label, b.label) })
	for i, f := range others {
		others[i] = field{label: textsafe.Clean(f.label), value: textsafe.Clean(f.value)}
	}
	return fields
}

// textOf is what a text says, and any other value as it is written: nothing where there is none.
func textOf(value json.RawMessage) string {
	switch {
	case value[0] != '"' && string(value) != "null":
		return string(value)
	case bytes.IndexByte(value, '\\') < 0 && utf8.Valid(value) && value[0] == '"':
		return string(value[1 : len(value)-1])
	}
	var text string
	_ = json.Unmarshal(value, &text)
	return text
}
