package listing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"text/template"

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

// Write writes the hosts, each with the end of a line behind it. The error is a *TemplateError.
func (t Template) Write(l Listing) ([]byte, error) {
	none := map[string]string{}
	for _, name := range knownMetadata {
		none[name] = ""
	}
	described := make([]hostJSON, len(l.Hosts))
	for i, h := range l.Hosts {
		described[i] = describe(h)
		for name := range described[i].Metadata {
			none[name] = ""
		}
	}
	var b bytes.Buffer
	for _, host := range described {
		if err := t.parsed.Execute(&b, host.fields(none)); err != nil {
			return nil, templateError(err)
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// fields is the host as a template sees it: none are the values of the metadata that it has not got.
func (j hostJSON) fields(none map[string]string) map[string]any {
	meta := maps.Clone(none)
	for name, value := range j.Metadata {
		meta[name] = plain(value)
	}
	return map[string]any{
		"peer_id": textsafe.Escape(j.PeerID), "name": textsafe.Escape(j.Name), "user_name": textsafe.Escape(j.UserName),
		"provider": textsafe.Escape(j.Provider), "external_id": textsafe.Escape(j.ExternalID),
		"presence": j.Presence, "self": j.Self, "since": j.Since, "metadata": meta,
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
