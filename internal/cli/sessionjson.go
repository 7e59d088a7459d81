package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
)

// sessionForm is how a session is printed.
type sessionForm struct{ json, reveal bool }

// sessionJSON is the output of session show --json.
type sessionJSON struct {
	SessionID    string  `json:"session_id,omitempty"`
	MaskedID     string  `json:"masked_id"`
	Profile      string  `json:"profile"`
	BaseURL      string  `json:"base_url"`
	ExternalID   string  `json:"external_id"`
	Origin       string  `json:"origin"`
	ExpiresAt    *string `json:"expires_at"`
	Expired      bool    `json:"expired"`
	KeptIn       string  `json:"kept_in"`
	Path         string  `json:"path,omitempty"`
	HostPeerID   string  `json:"host_peer_id"`
	ClientPeerID string  `json:"client_peer_id"`
}

func (a *app) printSessionJSON(c *connection, d session.Description, reveal bool) error {
	output := sessionJSON{
		MaskedID: d.Session.ID.Masked(), Profile: c.config.Profile.Value, BaseURL: c.config.BaseURL.Value,
		ExternalID: c.config.ExternalID.Value, Origin: d.Origin.Kind(), Expired: d.Expired(), KeptIn: string(d.Place),
		Path: d.Path, HostPeerID: d.Session.HostPeerID, ClientPeerID: d.Session.ClientPeerID,
	}
	if reveal {
		var id bytes.Buffer
		if err := d.WriteID(&id); err != nil {
			return err
		}
		output.SessionID = id.String()
	}
	if at := d.Session.ExpiresAt; !at.IsZero() {
		text := at.UTC().Format(time.RFC3339)
		output.ExpiresAt = &text
	}
	return writeJSON(a.stdio.Out, "session", output)
}

// writeJSON writes value, which is the program's what, as JSON that is safe on a terminal.
func writeJSON(w io.Writer, what string, value any) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("the %s cannot be written as JSON: %w", what, err)
	}
	return write(w, what, textsafe.EscapeJSON(buffer.Bytes()))
}
