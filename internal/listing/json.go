package listing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// hostJSON is the schema of one host. Fields are only ever added.
type hostJSON struct {
	PeerID     string                     `json:"peer_id"`
	Name       string                     `json:"name"`
	UserName   string                     `json:"user_name"`
	Provider   string                     `json:"provider"`
	ExternalID string                     `json:"external_id"`
	Presence   string                     `json:"presence"`
	Self       bool                       `json:"self"`
	Since      string                     `json:"since,omitempty"`
	Metadata   map[string]json.RawMessage `json:"metadata"`
}

// listJSON is the schema of a list.
type listJSON struct {
	Hosts      []hostJSON `json:"hosts"`
	Total      int        `json:"total"`
	Complete   bool       `json:"complete"`
	Incomplete string     `json:"incomplete,omitempty"`
	Remembered string     `json:"remembered,omitempty"`
}

func describe(h *fleet.Host) hostJSON {
	row := h.Row()
	j := hostJSON{
		PeerID: row.PeerID, Name: row.Name, UserName: row.UserName,
		Provider: row.Metadata.User.Provider, ExternalID: row.Metadata.User.ExternalID,
		Presence: h.Presence.String(), Self: h.Self, Metadata: metadata(row.Raw),
	}
	if !h.AlreadyThere {
		j.Since = timestamp(h.Since)
	}
	return j
}

// timestamp is a time in UTC to the second, "" for none.
func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// metadata is what a row of the service says beside the three stable fields.
func metadata(raw json.RawMessage) map[string]json.RawMessage {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return map[string]json.RawMessage{} // the row was understood as a whole before, or there is none
	}
	maps.DeleteFunc(fields, func(name string, _ json.RawMessage) bool {
		return name == "peer_id" || name == "name" || name == "user_name"
	})
	return fields
}

// JSON writes the list as one object.
func (l Listing) JSON() ([]byte, error) {
	output := listJSON{
		Hosts: make([]hostJSON, len(l.Hosts)), Total: l.Total,
		Complete: l.Incomplete == "", Incomplete: l.Incomplete, Remembered: timestamp(l.Remembered),
	}
	for i, h := range l.Hosts {
		output.Hosts[i] = describe(h)
	}
	return encode(output, "  ")
}

// JSONLines writes one object per host, a line each.
func (l Listing) JSONLines() ([]byte, error) {
	var b bytes.Buffer
	for _, h := range l.Hosts {
		line, err := encode(describe(h), "")
		if err != nil {
			return nil, err
		}
		b.Write(line)
	}
	return b.Bytes(), nil
}

// encode writes v as JSON, with the end of a line.
func encode(v any, indent string) ([]byte, error) {
	text, err := textsafe.EncodeJSON(v, indent)
	if err != nil {
		return nil, fmt.Errorf("the hosts cannot be written as JSON: %w", err)
	}
	return text, nil
}
