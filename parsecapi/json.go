package parsecapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"unicode/utf8"
)

// mark is a byte order mark, which some programs put before a text. It is forgiven.
var mark = []byte("\uFEFF")

// parseObject reads body, which must be one JSON object and nothing else.
func parseObject(op string, body []byte) (map[string]json.RawMessage, *SchemaError) {
	body = bytes.TrimPrefix(body, mark)
	var fields map[string]json.RawMessage
	err := json.Unmarshal(body, &fields)
	_, malformed := errors.AsType[*json.SyntaxError](err)
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, &SchemaError{Op: op, Reason: "empty"}
	case malformed && bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) && err.Error() == "unexpected end of JSON input":
		return nil, &SchemaError{Op: op, Reason: cutOff}
	case malformed:
		return nil, &SchemaError{Op: op, Reason: notJSON}
	case err != nil || fields == nil:
		return nil, &SchemaError{Op: op, Reason: "not a JSON object"}
	}
	return fields, nil
}

// The readers below give what a value means for a field of their type, and its zero value for
// every other JSON type and for nothing at all. The value is known to be JSON.

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
	return unescape(value), true
}

// unescape stands apart because its text has to be in the heap.
func unescape(value json.RawMessage) (s string) {
	_ = json.Unmarshal(value, &s) // any string of JSON can be read as one
	return s
}

// isPlain reports whether the inside of a JSON string stands for itself, as nearly all do.
func isPlain(inside []byte) bool {
	return bytes.IndexByte(inside, '\\') < 0 && utf8.Valid(inside)
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
	if n, err := strconv.Atoi(string(value)); err == nil && n >= 0 && n <= math.MaxInt32 {
		return Count{N: n, Known: true}
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
