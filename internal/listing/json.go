package listing

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// JSON writes the list as one object. Fields are only ever added to it, and to its hosts.
func (l Listing) JSON(to io.Writer) error {
	out := layout{indent: "  "}
	out.open('{')
	out.name("hosts")
	out.open('[')
	for _, h := range l.Hosts {
		out.item()
		out.host(h)
		if _, err := to.Write(out.take()); err != nil {
			return err
		}
	}
	out.close(']')
	out.name("total")
	out.raw(strconv.AppendInt(nil, int64(l.Total), 10))
	out.name("complete")
	out.raw(strconv.AppendBool(nil, l.Incomplete == ""))
	if l.Incomplete != "" {
		out.member("incomplete", l.Incomplete)
	}
	if !l.Remembered.IsZero() {
		out.member("remembered", timestamp(l.Remembered))
	}
	out.close('}')
	_, err := to.Write(append(out.take(), '\n'))
	return err
}

// JSONLines writes one object per host, a line each.
func (l Listing) JSONLines(to io.Writer) error {
	var out layout
	for _, h := range l.Hosts {
		out.host(h)
		if _, err := to.Write(append(out.take(), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// host writes one host, its metadata in the order of their names.
func (l *layout) host(h *fleet.Host) {
	row := h.Row()
	l.open('{')
	l.member("peer_id", row.PeerID)
	l.member("name", row.Name)
	l.member("user_name", row.UserName)
	l.member("provider", row.Metadata.User.Provider)
	l.member("external_id", row.Metadata.User.ExternalID)
	l.member("presence", h.Presence.String())
	l.name("self")
	l.raw(strconv.AppendBool(nil, h.Self))
	if since := since(h); since != "" {
		l.member("since", since)
	}
	l.name("metadata")
	l.open('{')
	for _, field := range metadata(&row) {
		l.name(field.name)
		l.raw(field.value)
	}
	l.close('}')
	l.close('}')
}

// since is when the host came or went, "" where that is not known.
func since(h *fleet.Host) string {
	if h.AlreadyThere {
		return ""
	}
	return timestamp(h.Since)
}

// timestamp is a time in UTC to the second, "" for none.
func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// field is something that the service tells of a host.
type field struct {
	name  string
	value json.RawMessage
}

// metadata is what a row of the service says beside the three stable fields, sorted by name.
func metadata(row *parsecapi.Host) []field {
	const usual = 16
	fields := make([]field, 0, usual)
	for name, value := range row.Fields() {
		if !isStable(name) {
			fields = append(fields, field{name, value})
		}
	}
	slices.SortStableFunc(fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
	// Of several with one name the last is meant.
	last := fields[:0]
	for i, f := range fields {
		if i+1 == len(fields) || fields[i+1].name != f.name {
			last = append(last, f)
		}
	}
	return last
}

// isStable reports whether a field of a row is no metadata.
func isStable(name string) bool { return name == "peer_id" || name == "name" || name == "user_name" }
