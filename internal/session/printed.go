package session

import (
	"bytes"
	"encoding/json"
	"errors"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// parsePrinted reads what a session_command printed, in any of its three forms. Errors never
// quote the output: whatever it is, it may hold a secret.
func parsePrinted(output []byte) (parsecapi.Session, error) {
	output = bytes.TrimSpace(output)
	if !bytes.HasPrefix(output, []byte("{")) {
		return parseBareID(string(output))
	}
	session, err := parsecapi.ParseSession(asAPIAnswer(output))
	if err != nil {
		reason := "it is not the API's JSON"
		var schema *parsecapi.SchemaError
		if errors.As(err, &schema) {
			reason = textsafe.Clean(schema.Reason)
		}
		return parsecapi.Session{}, unusableOutput(reason, err)
	}
	if reason := badID(session.ID.Reveal()); reason != "" {
		return parsecapi.Session{}, unusableOutput("the session ID "+reason, nil)
	}
	return session, nil
}

// asAPIAnswer rewrites the short form {"session_id", "expires_at"} as the API's own, so that
// there is one reader for both. Anything else is returned unchanged. A map, unlike a struct, does
// not take "SESSION_ID" for "session_id".
func asAPIAnswer(output []byte) []byte {
	var fields map[string]json.RawMessage
	if json.Unmarshal(output, &fields) != nil || fields["session"] != nil || fields["session_id"] == nil {
		return output
	}
	inner := map[string]json.RawMessage{"id": fields["session_id"]}
	if expiry, told := fields["expires_at"]; told {
		inner["expires_at"] = expiry
	}
	answer, err := json.Marshal(map[string]any{"session": inner})
	if err != nil {
		return output
	}
	return answer
}

func parseBareID(id string) (parsecapi.Session, error) {
	if reason := badID(id); reason != "" {
		return parsecapi.Session{}, unusableOutput("it "+reason, nil)
	}
	return parsecapi.Session{ID: parsecapi.NewSecret(id)}, nil
}

// badID says why a text cannot be a session ID, or "". The ID is opaque: only what could not
// travel in a request header, or is plainly a sentence or several lines, is refused.
func badID(id string) string {
	if id == "" {
		return "is empty"
	}
	for i := range len(id) {
		switch c := id[i]; {
		case c == '\n' || c == '\r':
			return "has several lines"
		case c <= ' ' || c > '~':
			return "contains a space or a character that no session ID has"
		}
	}
	return ""
}

func unusableOutput(reason string, err error) error {
	return &SignInError{
		What: "session_command did not print a session: " + reason,
		Fix:  "let it print the API's JSON, or only the session ID, on standard output",
		Err:  err,
	}
}
