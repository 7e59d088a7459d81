package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// rule returns what a recording holds in the place of a value.
type rule func(r *Redactor, value json.RawMessage) json.RawMessage

// field is a field of a row that a recording may hold.
type field struct {
	name string
	kept bool // whether its usual values stay as they are
	rule rule
}

// fields are all of them, in the order in which they are written.
var fields = []field{
	{"peer_id", false, replaced},
	{"name", false, replaced},
	{"user_name", false, replacedUserName},
	{"user", false, parts("name", "external_id", "external_provider")},
	{"description", false, replaced},
	{"game", false, parts("name", "id")},
	{"game_id", false, replaced},
	{"event_name", false, replaced},
	{"mode", true, matching(`desktop|game`)},
	{"players", true, plain},
	{"max_players", true, plain},
	{"public", true, plain},
	{"online", true, plain},
	{"self", true, plain},
	{"build", true, matching(`[0-9]{1,6}([.-][0-9]{1,6}[a-z]?){0,4}`)},
}

// neverKept are the fields that say whose host it is.
var neverKept = []string{"peer_id", "name", "user_name", "user", "description", "event_name"}

// Kept names the fields of a host whose values are kept.
func Kept() []string { return named(true) }

// Replaced names the fields of a host that get made-up values, unless they are in keep.
func Replaced(keep []string) []string {
	return slices.DeleteFunc(named(false), func(name string) bool { return slices.Contains(keep, name) })
}

func named(kept bool) (names []string) {
	for _, f := range fields {
		if f.kept == kept {
			names = append(names, f.name)
		}
	}
	return names
}

// CheckKeep says why the values of a field cannot be kept, if they cannot.
func CheckKeep(name string) error {
	switch {
	case name == "":
		return errors.New("it is empty")
	case slices.Contains(neverKept, name):
		return fmt.Errorf("%s says whose host it is, and is always replaced", name)
	}
	return nil
}

// row returns a row of the service as a recording has it. A row that is no object becomes null.
func (r *Redactor) row(raw json.RawMessage) json.RawMessage {
	var values map[string]json.RawMessage
	if json.Unmarshal(raw, &values) != nil || values == nil {
		return json.RawMessage("null")
	}
	var row objectWriter
	for _, f := range fields {
		if value, told := values[f.name]; told && !r.keep[f.name] {
			row.add(f.name, f.rule(r, value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.keep)) {
		if value, told := values[name]; told {
			row.add(name, keptOnRequest(r, value))
		}
	}
	return row.object()
}

// replaced makes up another text or number. Of lists and objects only the type is told.
func replaced(r *Redactor, value json.RawMessage) json.RawMessage {
	switch value[0] {
	case '"':
		return quoted(r.text(unquoted(value)))
	case '[':
		return json.RawMessage("[]")
	case '{':
		return json.RawMessage("{}")
	case 't', 'f', 'n':
		return value
	}
	return json.RawMessage(r.number(string(value)))
}

func replacedUserName(r *Redactor, value json.RawMessage) json.RawMessage {
	if value[0] != '"' {
		return replaced(r, value)
	}
	return quoted(r.userName(unquoted(value)))
}

// plain keeps numbers of a sensible length, yes, no and null.
func plain(r *Redactor, value json.RawMessage) json.RawMessage {
	isNumber := strings.IndexByte("-0123456789", value[0]) >= 0
	if isNumber && len(value) <= 20 {
		return value
	}
	return replaced(r, value)
}

// matching keeps texts of a known form, and what plain keeps.
func matching(form string) rule {
	whole := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + form + `)$`) })
	return func(r *Redactor, value json.RawMessage) json.RawMessage {
		if value[0] == '"' && whole().MatchString(unquoted(value)) {
			return value
		}
		return plain(r, value)
	}
}

// parts keeps these fields of an object, replaced. Any other value is replaced as a whole.
func parts(names ...string) rule {
	return func(r *Redactor, value json.RawMessage) json.RawMessage {
		var values map[string]json.RawMessage
		if value[0] != '{' || json.Unmarshal(value, &values) != nil {
			return replaced(r, value)
		}
		var object objectWriter
		for _, name := range names {
			if part, told := values[name]; told {
				object.add(name, replaced(r, part))
			}
		}
		return object.object()
	}
}

// keptOnRequest keeps a value of any type, but for what could be a secret in its texts.
func keptOnRequest(r *Redactor, value json.RawMessage) json.RawMessage {
	switch value[0] {
	case '"':
		return quoted(r.withoutTokens(unquoted(value)))
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(value, &items) != nil {
			return json.RawMessage("[]")
		}
		for i := range items {
			items[i] = keptOnRequest(r, items[i])
		}
		return encoded(items)
	case '{':
		var values map[string]json.RawMessage
		if json.Unmarshal(value, &values) != nil {
			return json.RawMessage("{}")
		}
		var object objectWriter
		for _, name := range slices.Sorted(maps.Keys(values)) {
			object.add(r.withoutTokens(name), keptOnRequest(r, values[name]))
		}
		return object.object()
	}
	return value
}

// objectWriter writes a JSON object whose fields keep their order.
type objectWriter struct{ buffer bytes.Buffer }

func (w *objectWriter) add(name string, value json.RawMessage) {
	if w.buffer.Len() > 0 {
		w.buffer.WriteByte(',')
	}
	w.buffer.Write(quoted(name))
	w.buffer.WriteByte(':')
	w.buffer.Write(value)
}

func (w *objectWriter) object() json.RawMessage {
	return slices.Concat([]byte("{"), w.buffer.Bytes(), []byte("}"))
}
