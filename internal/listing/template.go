package listing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"
	"text/template"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// TemplateError is a template that cannot be used.
type TemplateError struct{ Text string }

func (e *TemplateError) Error() string { return "the template cannot be used: " + e.Text }

// knownMetadata may be named in a template although no host of the list has it.
var knownMetadata = []string{"description", "mode", "game", "players", "max_players", "public", "online", "self", "build", "event_name"}

// hostFields are the names of a host in a template, as in its JSON.
var hostFields = []string{"peer_id", "name", "user_name", "provider", "external_id", "presence", "self", "since", "metadata"}

// Template writes a host by a text/template, which sees the fields of the host's JSON under the same
// names. Metadata is text; what a host has not got is empty.
type Template struct{ parsed *template.Template }

// ParseTemplate reads a template. The error is a *TemplateError.
func ParseTemplate(text string) (Template, error) {
	parsed, err := template.New("template").Option("missingkey=error").Funcs(template.FuncMap{
		"pad": func(width int, value any) string { return textsafe.Pad(fmt.Sprint(value), width) },
	}).Parse(text)
	if err != nil {
		return Template{}, templateError(err)
	}
	return Template{parsed}, nil
}

// Write writes the hosts, each with the end of a line behind it. The error is a *TemplateError or that
// of the writer.
func (t Template) Write(to io.Writer, l Listing) error {
	none := map[string]string{}
	for _, name := range knownMetadata {
		none[name] = ""
	}
	for _, h := range l.Hosts {
		row := h.Row()
		for name := range row.Fields() {
			if !isStable(name) {
				none[name] = ""
			}
		}
	}
	var line bytes.Buffer
	for _, h := range l.Hosts {
		line.Reset()
		if err := t.parsed.Execute(&line, seenByTemplate(h, none)); err != nil {
			return templateError(err)
		}
		line.WriteByte('\n')
		if _, err := line.WriteTo(to); err != nil {
			return err
		}
	}
	return nil
}

// seenByTemplate is a host as a template sees it: none are the values of the metadata that it has not
// got.
func seenByTemplate(h *fleet.Host, none map[string]string) map[string]any {
	row := h.Row()
	meta := maps.Clone(none)
	for _, field := range metadata(&row) {
		meta[field.name] = plain(field.value)
	}
	user := row.Metadata.User
	return map[string]any{
		"peer_id": textsafe.Escape(row.PeerID), "name": textsafe.Escape(row.Name), "user_name": textsafe.Escape(row.UserName),
		"provider": textsafe.Escape(user.Provider), "external_id": textsafe.Escape(user.ExternalID),
		"presence": h.Presence.String(), "self": h.Self, "since": since(h), "metadata": meta,
	}
}

// plain is a JSON value as text: a string without its quotes, and anything else as it is written.
func plain(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return textsafe.Escape(text)
	}
	var compact bytes.Buffer
	if json.Compact(&compact, value) != nil {
		return ""
	}
	return string(textsafe.EscapeJSON(compact.Bytes()))
}

var noEntry = regexp.MustCompile(`map has no entry for key "([^"]*)"`)

// templateError puts the library's words into those of somebody who wrote a template.
func templateError(err error) error {
	text := err.Error()
	if name := noEntry.FindStringSubmatch(text); name != nil {
		text = fmt.Sprintf("hosts have no field %q; there are %s, and below metadata what the service tells", name[1], strings.Join(hostFields, ", "))
		return &TemplateError{text}
	}
	var failed template.ExecError
	if errors.As(err, &failed) {
		text = failed.Err.Error()
	}
	text = strings.TrimPrefix(text, "template: template:")
	return &TemplateError{textsafe.Clean(text)}
}
