package cli

import (
	"bytes"
	"encoding/json"

	"parsec-hosts/internal/textsafe"
)

// member is one of a JSON object.
type member struct {
	name  string
	value any
}

// objectJSON writes an object with its members in the given order, indented and safe for a terminal.
func objectJSON(members []member) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for i, m := range members {
		b.WriteByte("{,"[min(i, 1)])
		if err := encoder.Encode(m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteString("}\n")
	var indented bytes.Buffer
	if err := json.Indent(&indented, b.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	return textsafe.EscapeJSON(indented.Bytes()), nil
}
