package parsecapi

import (
	"encoding/json"
	"iter"
)

// Fields yields the fields of Raw in the order in which they came, with their names as encoding/json
// reads them. Of several with one name the last counts. The values must not be modified.
func (h *Host) Fields() iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		raw := h.Raw
		if len(raw) == 0 || raw[0] != '{' {
			return
		}
		for i := 0; raw[i] != '}'; {
			var name, value span
			name, value, i = scanMember(raw, i, 1)
			if i < 0 || name == (span{}) || !yield(fieldName(raw[name.from:name.to]), raw[value.from:value.to]) {
				return
			}
		}
	}
}

// fieldName returns what a name in quotes stands for.
func fieldName(quoted json.RawMessage) string {
	if inside := quoted[1 : len(quoted)-1]; isPlain(inside) {
		return share(inside)
	}
	return unescape(quoted)
}
