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
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := textsafe.JSON(m.name, "")
		if err != nil {
			return nil, err
		}
		value, err := textsafe.JSON(m.value, "")
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteString("}\n")
	var indented bytes.Buffer
	err := json.Indent(&indented, b.Bytes(), "", "  ")
	return indented.Bytes(), err
}
