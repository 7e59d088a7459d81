package cli

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
)

// sessionForm is how a session is printed.
type sessionForm struct{ json, reveal bool }

// printSession prints a session, and with it a warning when its ID is revealed.
func (a *app) printSession(c *access, d session.Description, form sessionForm) error {
	if form.reveal {
		a.note("the session ID is as good as a password: show it to nobody")
	}
	if form.json {
		return a.printSessionJSON(c, d, form.reveal)
	}
	if form.reveal {
		var id bytes.Buffer
		if err := d.WriteID(&id); err != nil {
			return err
		}
		return write(a.stdio.Out, "session ID", append(id.Bytes(), '\n'))
	}
	return write(a.stdio.Out, "session", sessionTable(c.config, d))
}

// sessionTable is a session in words, a fact a line.
func sessionTable(cfg *config.Config, d session.Description) []byte {
	expiry := "expires"
	if d.Expired() {
		expiry = "expired"
	}
	kept := d.Where()
	if d.Mode != 0 {
		kept += fmt.Sprintf(" (mode %04o)", d.Mode)
	}
	lines := [][2]string{
		{"session", d.Session.ID.Masked()},
		{"profile", cfg.Profile.Value},
		{"user", cfg.ExternalID.Value},
		{"service", cfg.BaseURL.Value},
		{"comes from", d.Origin.String()},
		{expiry, d.Expiry()},
		{"kept in", kept},
		{"this computer", d.Session.HostPeerID},
	}
	lines = slices.DeleteFunc(lines, func(line [2]string) bool { return line[1] == "" })
	var b bytes.Buffer
	for _, line := range lines {
		fmt.Fprintf(&b, "%-15s%s\n", line[0], textsafe.Clean(line[1]))
	}
	return b.Bytes()
}

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

func (a *app) printSessionJSON(c *access, d session.Description, reveal bool) error {
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
