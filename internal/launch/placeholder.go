package launch

import (
	"fmt"
	"slices"
	"strings"
)

// piece is a part of an argument: literal text, or the placeholder that stands there.
type piece struct {
	literal, placeholder string
}

// What the placeholders of a host are called, and those that only a launcher or only a hook has.
var (
	hostPlaceholders     = []string{"peer_id", "name", "user_name", "external_id"}
	launcherPlaceholders = append(slices.Clone(hostPlaceholders), "session_id")
	hookPlaceholders     = append(slices.Clone(hostPlaceholders), "kind", "from", "to", "time")
)

// parse takes an argument apart, in which the known placeholders may stand. Its errors name what was
// found and what is known.
func parse(arg string, known []string) ([]piece, error) {
	var pieces []piece
	var literal strings.Builder
	for arg != "" {
		before, rest, found := strings.Cut(arg, "{")
		literal.WriteString(before)
		if !found {
			break
		}
		if after, doubled := strings.CutPrefix(rest, "{"); doubled {
			literal.WriteByte('{')
			arg = after
			continue
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, fmt.Errorf("{ is never closed")
		}
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown placeholder {%s}; known are {%s}", name, strings.Join(known, "}, {"))
		}
		if literal.Len() > 0 {
			pieces = append(pieces, piece{literal: literal.String()})
			literal.Reset()
		}
		pieces = append(pieces, piece{placeholder: name})
		arg = after
	}
	if literal.Len() > 0 {
		pieces = append(pieces, piece{literal: literal.String()})
	}
	return pieces, nil
}

// expand puts a target's values in the places of their placeholders.
func expand(pieces []piece, values map[string]string) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.literal)
		b.WriteString(values[p.placeholder])
	}
	return b.String()
}
