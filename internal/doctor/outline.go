package doctor

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Settings by what others may know of them. Of the open ones the value is shown if it is a number, a
// duration or one of openWords; of the closed ones only of what kind it is. A name that is in neither
// list could be anything, also a secret in the wrong place, and is not shown itself.
var (
	openSettings = []string{
		"route", "public_games", "interval", "budget", "budget_window", "timeout", "api_key_keyring", "columns", "sort",
		"scope", "group", "mouse", "read_only", "confirm", "theme", "background", "ascii", "motion", "journal",
		"journal_days", "bell", "notify", "unfocused_interval", "remember_watches",
		"mode", "session", "allow_session_in_arguments", "command",
		"driver", "ask_secret", "upnp", "client_port", "protocol", "decoder", "h265", "color444", "connect_timeout", "reconnect_on",
		"window", "window_optional", "fullscreen", "vsync", "audio", "grab_keys", "clipboard",
	}
	closedSettings = []string{
		"base_url", "external_id", "session_command", "api_key_command", "api_key_file", "ca_file", "proxy",
		"default_launcher", "default_profile", "filter", "header_color", "name", "key", "session_env", "colors", "keys",
		"helper", "library", "openssl", "signalling_host", "sdk_options", "resolution", "window_size",
	}
	openWords = []string{
		"auto", "hosts", "v2/hosts", "default", "calm", "colour-blind", "color-blind", "contrast", "light", "dark", "off",
		"osc9", "osc777", "osc99", "background", "terminal", "none", "stdin", "fd", "env", "argv",
		"command", "sdk", "bud", "sctp", "hardware", "software",
		"all", "online", "free", "pinned", "recent", "user", "mode", "game", "name", "seats", "age", "provider",
		"external_id", "user_name", "build", "public", "description", "peer_id",
		"{peer_id}", "{name}", "{user_name}", "{external_id}", "{session_id}",
		parsecapi.DefaultBaseURL, parsecapi.AlternativeBaseURL,
	}
)

// Outline returns the configuration file's structure without what could be private in it, line by line.
func Outline(path string) []string {
	text, err := os.ReadFile(path)
	if err != nil {
		return []string{"(there is none that can be read)"}
	}
	var content map[string]any
	if _, err := toml.Decode(string(text), &content); err != nil {
		return []string{fmt.Sprintf("(%s that are not valid TOML)", words.Plural(strings.Count(string(text), "\n"), "line"))}
	}
	var o outline
	o.table("", content)
	if len(o.lines) == 0 {
		return []string{"(empty)"}
	}
	return o.lines
}

type outline struct{ lines []string }

func (o *outline) add(format string, args ...any) {
	o.lines = append(o.lines, fmt.Sprintf(format, args...))
}

// table writes the settings of a table before the tables in it, as TOML wants it.
func (o *outline) table(heading string, table map[string]any) {
	if heading != "" {
		o.add("%s", heading)
	}
	var inner []string
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if key == "profile" || key == "launcher" || key == "action" {
			inner = append(inner, key)
			continue
		}
		o.setting(key, table[key])
	}
	prefix := ""
	if heading != "" {
		prefix = strings.Trim(heading, "[]") + "."
	}
	for _, key := range inner {
		switch value := table[key].(type) {
		case []map[string]any:
			for _, entry := range value {
				o.table("[["+prefix+key+"]]", entry)
			}
		case map[string]any:
			o.profiles(prefix+key, value)
		default:
			o.add("%s = %s", key, closed(value))
		}
	}
}

// profiles are numbered in place of their names.
func (o *outline) profiles(heading string, profiles map[string]any) {
	for i, name := range slices.Sorted(maps.Keys(profiles)) {
		own, isTable := profiles[name].(map[string]any)
		if !isTable {
			o.add("%s.<name> = %s", heading, closed(profiles[name]))
			continue
		}
		o.table(fmt.Sprintf("[%s.<%d>]", heading, i+1), own)
	}
}

func (o *outline) setting(key string, value any) {
	switch {
	case slices.Contains(openSettings, key):
		o.add("%s = %s", key, open(value))
	case key == "base_url" && slices.Contains(openWords, fmt.Sprint(value)):
		o.add("%s = %q", key, value)
	case slices.Contains(closedSettings, key):
		o.add("%s = %s", key, closed(value))
	default:
		o.add("<unknown setting> = %s", closed(value))
	}
}

// open shows what cannot be private.
func open(value any) string {
	switch value := value.(type) {
	case bool, int64:
		return fmt.Sprint(value)
	case string:
		_, err := time.ParseDuration(value)
		if err == nil || slices.Contains(openWords, value) {
			return strconv.Quote(value)
		}
	case []any:
		items := make([]string, len(value))
		for i, item := range value {
			items[i] = closed(item)
			if text, ok := item.(string); ok {
				items[i] = open(text)
			}
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return closed(value)
}

// closed says of what kind a value is.
func closed(value any) string {
	switch value := value.(type) {
	case string:
		if value == "" {
			return `""`
		}
		return "<text>"
	case bool:
		return "<true or false>"
	case int64, float64:
		return "<number>"
	case []any:
		return "<list of " + strconv.Itoa(len(value)) + ">"
	case map[string]any:
		return "<table of " + strconv.Itoa(len(value)) + ">"
	}
	return "<value>"
}
