package ui

import (
	"encoding/json"
	"iter"
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
// the order of the names. Of several with one name the last counts.
func appendOtherFields(fields []field, h *fleet.Host) []field {
	if len(h.Raw) == 0 || len(h.Raw) > largestRow || !json.Valid(h.Raw) {
		return fields
	}
	known := len(fields)
	for name, value := range members(string(h.Raw)) {
		name = textOf(name)
		if slices.Contains(toldElsewhere, name) {
			continue
		}
		others := fields[known:]
		if i := slices.IndexFunc(others, func(f field) bool { return f.label == name }); i >= 0 {
			others[i].value = value
			continue
		}
		fields = append(fields, field{label: name, value: value})
	}
	others := fields[known:]
	slices.SortFunc(others, func(a, b field) int { return strings.Compare(a.label, b.label) })
	for i, f := range others {
		if f.value == "null" {
			f.value = ""
		}
		others[i] = field{label: textsafe.Clean(f.label), value: textsafe.Clean(textOf(f.value))}
	}
	return fields
}

// members are the names and values of a JSON object, as they are written. The text must be valid; one that
// is no object has none. A map of them would be made and thrown away for every host that the cursor passes.
func members(object string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		rest, ok := strings.CutPrefix(skipBlanks(object), "{")
		for ok {
			if rest = skipBlanks(rest); rest[0] == '}' {
				return
			}
			name := rest[:endOfValue(rest)]
			rest = skipBlanks(rest[len(name):])
			rest = skipBlanks(rest[len(":"):])
			value := rest[:endOfValue(rest)]
			if !yield(name, value) {
				return
			}
			rest, ok = strings.CutPrefix(skipBlanks(rest[len(value):]), ",")
		}
	}
}

func skipBlanks(s string) string { return strings.TrimLeft(s, " \t\r\n") }

// endOfValue returns where the valid value ends that a text begins with.
func endOfValue(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			for i++; s[i] != '"'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
			continue
		default:
			continue
		}
		if depth == 0 {
			return i + 1
		}
	}
	return len(s)
}

// textOf is what a value in quotes says, and any other value as it is written.
func textOf(value string) string {
	if value == "" || value[0] != '"' {
		return value
	}
	if inside := value[1 : len(value)-1]; strings.IndexByte(inside, '\\') < 0 && utf8.ValidString(inside) {
		return inside
	}
	var text string
	_ = json.Unmarshal([]byte(value), &text)
	return text
}
