package config

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// A parser turns a TOML value into a setting. Its error completes a sentence that begins with
// the setting's name, and does not repeat the value where that could be a secret.
type parser func(value any) (any, error)

// settings are what a profile may say, and the top of the file for all profiles.
var settings = map[string]parser{
	"base_url":         baseURL,
	"external_id":      text,
	"session_command":  argv,
	"api_key_command":  argv,
	"api_key_file":     text,
	"api_key_keyring":  boolean,
	"route":            route,
	"public_games":     boolean,
	"interval":         between(time.Second, time.Hour),
	"budget":           count(1, 10_000),
	"budget_window":    between(time.Second, time.Hour),
	"timeout":          between(time.Second, 10*time.Minute),
	"ca_file":          text,
	"proxy":            proxy,
	"default_launcher": text,
	"columns":          texts,
	"sort":             text,
	"scope":            text,
	"group":            text,
	"filter":           text,
	"mouse":            boolean,
	"read_only":        boolean,
	"confirm":          boolean,
	"theme":            theme,
	"background":       oneOf(backgrounds),
	"header_color":     colour,
	"ascii":            boolean,
	"motion":           boolean,
	"journal":          boolean,
	"journal_days":     count(1, 3650),

	"bell":               boolean,
	"notify":             oneOf([]string{"off", "osc9", "osc777", "osc99"}),
	"unfocused_interval": orOff(between(time.Second, time.Hour)),
	"remember_watches":   boolean,
}

// profileName is what profiles may be called: names end up in file names and keyring entries.
var profileName = regexp.MustCompile(`^[0-9A-Za-z_-]+$`)

// text is one non-empty line.
func text(value any) (any, error) {
	s, ok := value.(string)
	if !ok {
		return nil, wrongType("text in quotes", value)
	}
	if s == "" {
		return nil, errors.New("must not be empty")
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return nil, errors.New("must be one line without control characters")
	}
	return s, nil
}

// texts is a list of such lines.
func texts(value any) (any, error) {
	const want = `a list such as ["name", "seats"]`
	list, ok := value.([]any)
	if !ok {
		return nil, wrongType(want, value)
	}
	lines := make([]string, len(list))
	for i, item := range list {
		line, err := text(item)
		if err != nil {
			return nil, fmt.Errorf("must be %s: number %d %w", want, i+1, err)
		}
		lines[i] = line.(string)
	}
	return lines, nil
}

func boolean(value any) (any, error) {
	b, ok := value.(bool)
	if !ok {
		return nil, wrongType("true or false", value)
	}
	return b, nil
}

// argv is a program and its arguments. There is no shell to split a line into them.
func argv(value any) (any, error) {
	const want = `a list such as ["program", "argument"]`
	list, ok := value.([]any)
	if !ok {
		return nil, wrongType(want, value)
	}
	args := make([]string, len(list))
	for i, item := range list {
		if args[i], ok = item.(string); !ok {
			return nil, wrongType(want, item)
		}
		if strings.ContainsRune(args[i], 0) {
			return nil, errors.New("must not contain NUL characters")
		}
	}
	if len(args) == 0 || args[0] == "" {
		return nil, errors.New("must name a program: " + want)
	}
	return args, nil
}

func count(least, most int64) parser {
	return func(value any) (any, error) {
		n, ok := value.(int64)
		if !ok {
			return nil, wrongType("a whole number", value)
		}
		if n < least || n > most || n > math.MaxInt32 {
			return nil, fmt.Errorf("must be from %d to %d", least, most)
		}
		return int(n), nil
	}
}

func between(least, most time.Duration) parser {
	return func(value any) (any, error) {
		const want = `a duration such as "8s" or "5m"`
		s, ok := value.(string)
		if !ok {
			return nil, wrongType(want, value)
		}
		d, err := time.ParseDuration(s)
		if err != nil {
			return nil, errors.New("must be " + want)
		}
		if d < least || d > most {
			return nil, fmt.Errorf("must be from %s to %s", words.Duration(least), words.Duration(most))
		}
		return d, nil
	}
}

// orOff reads "off" as no duration at all.
func orOff(duration parser) parser {
	return func(value any) (any, error) {
		if value == "off" {
			return time.Duration(0), nil
		}
		d, err := duration(value)
		if err != nil {
			return nil, fmt.Errorf(`must be "off" or %s`, strings.TrimPrefix(err.Error(), "must be "))
		}
		return d, nil
	}
}

func route(value any) (any, error) {
	s, err := oneOf([]string{string(parsecapi.RouteAuto), string(parsecapi.RouteHosts), string(parsecapi.RouteV2)})(value)
	if err != nil {
		return nil, err
	}
	return parsecapi.Route(s.(string)), nil
}

func baseURL(value any) (any, error) {
	s, err := text(value)
	if err != nil {
		return nil, err
	}
	if _, err := parsecapi.CheckBaseURL(s.(string)); err != nil {
		return nil, fmt.Errorf("cannot be used: %w", err)
	}
	return s, nil
}

// proxy may hold a password, so no error repeats it.
func proxy(value any) (any, error) {
	s, err := text(value)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(s.(string))
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
		return nil, errors.New("must be an http://, https:// or socks5:// address")
	}
	return s, nil
}

func wrongType(want string, value any) error {
	return fmt.Errorf("must be %s, not %s", want, typeName(value))
}

func typeName(value any) string {
	switch value.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case time.Time:
		return "a date"
	case map[string]any:
		return "a table"
	default:
		return "a list"
	}
}
