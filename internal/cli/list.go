package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

const listHelp = `list asks once and prints the hosts, sorted by name.

With --json the output is one object:

  hosts       a list of objects:
    peer_id     what a client connects to
    name        as set by the host
    user_name   PROVIDER#EXTERNAL_ID, verbatim
    provider, external_id
                its two parts; provider is "" when there is none
    presence    "online", or "offline" for a host that is listed as not there
    self        true for this very computer
    metadata    whatever else the service told about the host, as it came: these fields
                may change or vanish at any time
  complete    false when hosts may be missing from the list
  incomplete  why, in words; only when complete is false

Texts are exactly those of the service. Characters that a terminal could take for commands, or
that are invisible, are written as \u escapes.`

func newListCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Print the hosts once",
		Long:  listHelp,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			return untilSignal(func(ctx context.Context) error { return a.list(ctx, asJSON) })
		},
	}
	a.connectionFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (a *app) list(ctx context.Context, asJSON bool) error {
	c, closeAll, err := a.open()
	if errors.Is(err, config.ErrNotConfigured) {
		a.notes(c.config.Notices)
		return firstRun(c.config)
	}
	if err != nil {
		return err
	}
	defer closeAll()
	page, err := c.client.Hosts(ctx)
	a.notes(slices.Concat(c.config.Notices, c.source.Notices()))
	if err != nil {
		return err
	}
	listing := newListing(page)
	if why, incomplete := listing.fleet.Incomplete(); incomplete {
		a.notes([]string{"the list is incomplete: " + why})
	}
	if asJSON {
		return listing.writeJSON(a.stdio.Out)
	}
	if len(listing.rows) == 0 {
		a.notes([]string{"the service lists no hosts for this session"})
		return nil
	}
	return listing.writeTable(a.stdio.Out)
}

// firstRun is the error of a program that nobody has configured yet.
func firstRun(cfg *config.Config) error {
	return &usageError{
		"not signed in yet: set session_command in " + cfg.File.Value + ", or " + config.EnvAPIKey + " and " +
			config.EnvExternalID + ", or " + config.EnvSessionID,
		"parsec-hosts config init asks and writes that file; to see it without any of them: parsec-hosts list --demo",
	}
}

// listing is one page, sorted by name.
type listing struct {
	fleet fleet.Fleet
	rows  []row
}

// row is a host in the service's own texts and in safe ones.
type row struct {
	raw  parsecapi.Host
	host *fleet.Host
}

func newListing(page parsecapi.Page) listing {
	var l listing
	l.fleet, _ = fleet.Fleet{}.Apply(time.Now(), page)
	for _, raw := range page.Hosts {
		if host, ok := l.fleet.Host(textsafe.Escape(raw.PeerID)); ok {
			l.rows = append(l.rows, row{raw, host})
		}
	}
	slices.SortFunc(l.rows, func(a, b row) int { return fleet.ByName(a.host, b.host) })
	return l
}

// hostJSON is a host in the output of list --json.
type hostJSON struct {
	PeerID     string                     `json:"peer_id"`
	Name       string                     `json:"name"`
	UserName   string                     `json:"user_name"`
	Provider   string                     `json:"provider"`
	ExternalID string                     `json:"external_id"`
	Presence   string                     `json:"presence"`
	Self       bool                       `json:"self"`
	Metadata   map[string]json.RawMessage `json:"metadata"`
}

func (l listing) writeJSON(w io.Writer) error {
	output := struct {
		Hosts      []hostJSON `json:"hosts"`
		Complete   bool       `json:"complete"`
		Incomplete string     `json:"incomplete,omitempty"`
	}{Hosts: make([]hostJSON, len(l.rows))}
	var incomplete bool
	output.Incomplete, incomplete = l.fleet.Incomplete()
	output.Complete = !incomplete
	for i, r := range l.rows {
		output.Hosts[i] = hostJSON{
			PeerID: r.raw.PeerID, Name: r.raw.Name, UserName: r.raw.UserName,
			Provider: r.raw.Metadata.User.Provider, ExternalID: r.raw.Metadata.User.ExternalID,
			Presence: r.host.Presence.String(), Self: r.host.Self, Metadata: metadata(r.raw.Raw),
		}
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(output); err != nil {
		return fmt.Errorf("the list cannot be written as JSON: %w", err)
	}
	return write(w, "list", textsafe.EscapeJSON(buffer.Bytes()))
}

// metadata is what a row of the service says beside the three stable fields.
func metadata(raw json.RawMessage) map[string]json.RawMessage {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return map[string]json.RawMessage{} // the row was understood as a whole before
	}
	maps.DeleteFunc(fields, func(name string, _ json.RawMessage) bool {
		return name == "peer_id" || name == "name" || name == "user_name"
	})
	return fields
}

func (l listing) writeTable(w io.Writer) error {
	lines := [][]string{{"NAME", "USER", "MODE", "SEATS", "PEER ID"}}
	for _, r := range l.rows {
		lines = append(lines, []string{nameOf(r.host), r.host.UserName, r.host.Mode, r.host.Seats(), r.host.PeerID})
	}
	widths := make([]int, len(lines[0]))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], textsafe.Width(cell))
		}
	}
	var b bytes.Buffer
	for _, cells := range lines {
		last := len(cells) - 1
		for i, cell := range cells[:last] {
			b.WriteString(textsafe.Pad(cell, widths[i]) + "  ")
		}
		b.WriteString(cells[last] + "\n")
	}
	return write(w, "list", b.Bytes())
}

func nameOf(h *fleet.Host) string {
	name := h.Name
	if h.Self {
		name += " (this computer)"
	}
	if h.Presence != fleet.Online {
		name += " (" + h.Presence.String() + ")"
	}
	return name
}

// write writes all of data, which is the program's what, to standard output.
func write(w io.Writer, what string, data []byte) error {
	_, err := w.Write(data)
	if errors.Is(err, syscall.EPIPE) {
		return errReaderGone
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // without the name of the file, which is nothing the user knows
	}
	if err != nil {
		return fmt.Errorf("the %s cannot be written: %w", what, err)
	}
	return nil
}
