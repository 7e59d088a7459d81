package config

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"

	"parsec-hosts/parsecapi"
)

// The environment variables of the program. An empty one counts as not set.
const (
	EnvBaseURL    = "PARSEC_HOSTS_BASE_URL"
	EnvAPIKey     = "PARSEC_HOSTS_API_KEY"
	EnvExternalID = "PARSEC_HOSTS_EXTERNAL_ID"
	EnvSessionID  = "PARSEC_HOSTS_SESSION_ID"
	EnvProfile    = "PARSEC_HOSTS_PROFILE"
	EnvConfig     = "PARSEC_HOSTS_CONFIG"
	EnvCompletion = "PARSEC_HOSTS_COMPLETION"
	EnvNoMotion   = "NO_MOTION" // of many programs
)

const envPrefix = "PARSEC_HOSTS_"

var envNames = []string{EnvBaseURL, EnvAPIKey, EnvExternalID, EnvSessionID, EnvProfile, EnvConfig, EnvCompletion}

// environment is the process environment by name.
type environment map[string]string

func newEnvironment(environ []string) environment {
	env := environment{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok {
			env[name] = value
		}
	}
	return env
}

// layer parses the settings among the variables. The two secrets become Secret here and are
// plain strings nowhere after.
func (env environment) layer() (layer, error) {
	l := layer{}
	for _, v := range []struct {
		name, setting string
		parse         parser
	}{
		{EnvBaseURL, "base_url", baseURL},
		{EnvExternalID, "external_id", text},
		{EnvProfile, "profile", text},
		{EnvSessionID, "session_id", secret},
		{EnvAPIKey, "api_key", secret},
		{EnvNoMotion, "motion", motionless},
	} {
		raw := env[v.name]
		if raw == "" {
			continue
		}
		from := Origin{FromEnvironment, v.name}
		value, err := v.parse(raw)
		if err != nil {
			return nil, &Error{From: from, Text: err.Error()}
		}
		l[v.setting] = Value[any]{value, from}
	}
	return l, nil
}

// secret is only ever given a string. Whoever uses it checks it, as with one from elsewhere.
func secret(value any) (any, error) { return parsecapi.NewSecret(value.(string)), nil }

// unknown returns a notice for each variable that looks like one of ours and is none.
func (env environment) unknown() []string {
	var notices []string
	for name := range env {
		if strings.HasPrefix(name, envPrefix) && !slices.Contains(envNames, name) {
			notices = append(notices, "the environment variable "+name+" is not known and was ignored"+DidYouMean(name, envNames))
		}
	}
	slices.Sort(notices)
	return notices
}

// configFile says which file to read.
func configFile(flags Flags, env environment) Value[string] {
	if flags.Config != "" {
		return Value[string]{flags.Config, Origin{FromFlag, "--config"}}
	}
	if path := env[EnvConfig]; path != "" {
		return Value[string]{path, Origin{FromEnvironment, EnvConfig}}
	}
	return Value[string]{
		filepath.Join(env.folder("XDG_CONFIG_HOME", xdg.ConfigHome), "parsec-hosts", "config.toml"),
		Origin{Kind: FromDefault},
	}
}

func (env environment) stateDir() string {
	return filepath.Join(env.folder("XDG_STATE_HOME", xdg.StateHome), "parsec-hosts")
}

// folder prefers the given environment to that of the process, which package xdg has read once
// and for all.
func (env environment) folder(variable, fallback string) string {
	if path := env[variable]; filepath.IsAbs(path) {
		return path
	}
	return fallback
}

// path makes a path written in the configuration file absolute: "~/" is the home folder, and
// anything else that is relative counts from the file's own folder.
func (env environment) path(file, path string) string {
	switch {
	case path == "" || filepath.IsAbs(path):
		return path
	case strings.HasPrefix(path, "~/"):
		home := env["HOME"]
		if home == "" {
			home = xdg.Home
		}
		return filepath.Join(home, path[2:])
	}
	if absolute, err := filepath.Abs(filepath.Join(filepath.Dir(file), path)); err == nil {
		return absolute
	}
	return path
}

// Variables returns the names of those variables of the program that are set, in a fixed order.
func Variables(environ []string) []string {
	env := newEnvironment(environ)
	var set []string
	for _, name := range envNames {
		if env[name] != "" {
			set = append(set, name)
		}
	}
	return set
}
