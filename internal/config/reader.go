package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"parsec-hosts/internal/textsafe"
)

// reader turns decoded TOML into a document. Its methods take a node, the place they are at, so
// that every value and every error can name its line.
//
// A mistake in one setting hides no other: the reader goes on and collects them.
type reader struct {
	path   string
	lines  lineIndex
	faults []error
}

// node is a place in the file: its path for the index, and its line or that of the nearest table
// around it.
type node struct {
	path string
	line int
}

func (r *reader) child(n node, key string) node { return r.at(n, childPath(n.path, key)) }

func (r *reader) item(n node, i int) node { return r.at(n, itemPath(n.path, i)) }

func (r *reader) at(parent node, path string) node {
	if line, ok := r.lines[path]; ok {
		return node{path, line}
	}
	return node{path, parent.line}
}

// origin names the line of n.
func (r *reader) origin(kind Kind, n node) Origin {
	if n.line == 0 {
		return Origin{kind, r.path}
	}
	return Origin{kind, fmt.Sprintf("%s:%d", r.path, n.line)}
}

func (r *reader) fail(n node, format string, args ...any) *Error {
	return &Error{From: r.origin(FromFile, n), Text: fmt.Sprintf(format, args...)}
}

// collect takes down err, if there is one.
func (r *reader) collect(err error) {
	if err != nil {
		r.faults = append(r.faults, err)
	}
}

// keys returns the keys of table in the order of the file, so that the first error is the
// topmost one.
func (r *reader) keys(n node, table map[string]any) []string {
	return slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.child(n, a).line, r.child(n, b).line), cmp.Compare(a, b))
	})
}

// topKeys may only be given at the top of the file, beside the settings.
var topKeys = []string{"default_profile", "profile"}

func (r *reader) document(content map[string]any) *document {
	doc := &document{path: r.path, profiles: map[string]section{}}
	rest := maps.Clone(content)
	for _, key := range topKeys {
		delete(rest, key)
	}
	var err error
	if value, ok := content["default_profile"]; ok {
		doc.defaultProfile, err = r.defaultProfile(value)
		r.collect(err)
	}
	doc.top = r.section(FromFile, node{}, rest, topKeys)
	if value, ok := content["profile"]; ok {
		r.profiles(doc, value)
	}
	return doc
}

func (r *reader) defaultProfile(value any) (Value[string], error) {
	n := r.child(node{}, "default_profile")
	name, err := text(value)
	if err != nil {
		return Value[string]{}, r.fail(n, "default_profile %v", err)
	}
	return Value[string]{name.(string), r.origin(FromFile, n)}, nil
}

func (r *reader) profiles(doc *document, value any) {
	n := r.child(node{}, "profile")
	profiles, ok := value.(map[string]any)
	if !ok {
		r.collect(r.fail(n, "profile must be tables such as [profile.%s]", DefaultProfile))
		return
	}
	for _, name := range r.keys(n, profiles) {
		at := r.child(n, name)
		table, ok := profiles[name].(map[string]any)
		switch {
		case !ok:
			r.collect(r.fail(at, "profile.%s must be a table: is [profile.NAME] missing its name?", name))
		case !profileName.MatchString(name):
			r.collect(r.fail(at, "the profile name %q must consist of letters, digits, - and _", name))
		default:
			doc.profiles[name] = r.section(FromProfile, at, table, nil)
		}
	}
}

// tables are the keys of a section that are more than one setting.
var tables = []string{"launcher", "action", "colors", "keys"}

// section reads settings and tables. The names of others only serve to suggest a key.
func (r *reader) section(kind Kind, n node, table map[string]any, others []string) section {
	s := section{settings: layer{}}
	for _, key := range r.keys(n, table) {
		at := r.child(n, key)
		var err error
		switch key {
		case "launcher":
			s.launchers, err = r.launchers(kind, at, table[key])
		case "action":
			s.actions, err = r.actions(kind, at, table[key])
		case "colors":
			err = r.colors(kind, at, table[key], s.settings)
		case "keys":
			s.keys, err = r.keyTable(kind, at, table[key])
		default:
			err = r.setting(kind, at, key, table[key], s.settings, others)
		}
		r.collect(err)
	}
	return s
}

// setting reads one setting into l.
func (r *reader) setting(kind Kind, n node, key string, value any, l layer, others []string) error {
	parse, known := settings[key]
	if !known {
		names := slices.Sorted(maps.Keys(settings))
		return r.unknown(n, key, slices.Concat(names, others, tables))
	}
	parsed, err := parse(value)
	if err != nil {
		return r.fail(n, "%s %v", key, err)
	}
	l[key] = Value[any]{parsed, r.origin(kind, n)}
	return nil
}

// unknown is the error for a key that is not one of names.
func (r *reader) unknown(n node, key string, names []string) *Error {
	if secretKey(key) {
		return r.secretInFile(n, key)
	}
	return r.fail(n, "unknown setting %q%s", key, DidYouMean(key, names))
}

// secretKey reports whether key names an API key or a session ID itself.
func secretKey(key string) bool {
	return slices.Contains([]string{"apikey", "xapikey", "sessionid", "token", "secret"}, fold(key))
}

// secretInFile refuses a secret in a file that people copy, share and put under version control.
func (r *reader) secretInFile(n node, key string) *Error {
	err := r.fail(n, "%q does not belong in the configuration file, which must hold no secret", key)
	if strings.HasPrefix(fold(key), "session") {
		err.Advice = "set session_command to a program that prints the session, or the variable " + EnvSessionID
	} else {
		err.Advice = "remove it, and use api_key_command, api_key_file, api_key_keyring or the variable " + EnvAPIKey
	}
	return err
}

// syntaxError puts a parser's error into one line without what it quotes of the file, which
// could be a secret.
func (r *reader) syntaxError(err error) *Error {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		return r.fail(node{}, "this is not a TOML file")
	}
	n := node{line: syntax.Position.Line}
	key := syntax.LastKey[strings.LastIndex(syntax.LastKey, ".")+1:]
	if secretKey(key) {
		return r.secretInFile(n, key)
	}
	return r.fail(n, "not valid TOML: %s", withoutQuotes(textsafe.Clean(syntax.Message)))
}

// withoutQuotes rephrases the mistakes people make most, and cuts others before what they quote.
func withoutQuotes(message string) string {
	switch {
	case strings.HasPrefix(message, "expected value but found"):
		return "a value must be text in quotes, a number, true, false or a list"
	case strings.HasPrefix(message, "expected a top-level item to end"):
		return "something follows the value: is it text without quotes?"
	case strings.HasPrefix(message, "invalid escape"):
		return `in double quotes a \ begins an escape: write \\, or use single quotes`
	case strings.Contains(message, "out of range"):
		return "a number is too large"
	}
	if key, found := strings.CutPrefix(message, "Key '"); found {
		return repeated(key)
	}
	for _, quote := range []string{": '", ` "`, ", but got"} {
		message, _, _ = strings.Cut(message, quote)
	}
	return message
}

// repeated rephrases a message about a key, of which only the key itself is kept.
func repeated(message string) string {
	key, rest, _ := strings.Cut(message, "' ")
	if strings.Contains(rest, "array") || strings.Contains(rest, "hash") {
		return key + " is written in two ways, such as [" + key + "] and [[" + key + "]]: choose one"
	}
	return key + " is there twice: keep one of them"
}
