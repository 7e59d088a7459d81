package config

import (
	"fmt"
	"maps"
	"slices"
)

// Launcher is one [[launcher]] entry as written: what the words mean is for package launch.
type Launcher struct {
	Name                    string
	Command                 []string
	Mode                    string // "" when not given
	Session                 string // "" when not given
	SessionEnv              string // "" when not given
	AllowSessionInArguments bool
	AskSecret               bool
	Key                     string // of an action; "" when not given
	Driver                  string // of a launcher: DriverSDK, or a program's
	SDK                     SDK    // with DriverSDK; there is no command then
	From                    Origin // the line of its [[launcher]] or [[action]]
}

// programKeys are those of everything that starts a program.
var programKeys = map[string]parser{
	"name":                       text,
	"command":                    argv,
	"mode":                       text,
	"session":                    text,
	"session_env":                text,
	"allow_session_in_arguments": boolean,
}

// launcherKeys are those of a [[launcher]], whichever driver it has.
var launcherKeys = union(programKeys, sdkKeys, map[string]parser{"driver": oneOf(drivers), "ask_secret": boolean})

// actionKeys are those of an [[action]], which has a key to press.
var actionKeys = union(programKeys, map[string]parser{"key": text})

func union(sets ...map[string]parser) map[string]parser {
	all := map[string]parser{}
	for _, set := range sets {
		maps.Copy(all, set)
	}
	return all
}

func (r *reader) launchers(kind Kind, n node, value any) ([]Launcher, error) {
	tables, ok := tablesOf(value)
	if !ok {
		return nil, r.fail(n, "launcher must be written as [[launcher]]: two brackets; default_launcher names the default one")
	}
	return r.programs(kind, n, tables, "launcher", launcherKeys), nil
}

func (r *reader) actions(kind Kind, n node, value any) ([]Launcher, error) {
	tables, ok := tablesOf(value)
	if !ok {
		return nil, r.fail(n, "action must be written as [[action]]: two brackets")
	}
	return r.programs(kind, n, tables, "action", actionKeys), nil
}

// programs reads entries of one noun.
func (r *reader) programs(kind Kind, n node, tables []map[string]any, noun string, known map[string]parser) []Launcher {
	var launchers []Launcher
	for i, table := range tables {
		at := r.item(n, i)
		l, err := r.program(kind, at, table, noun, known)
		if err == nil && slices.ContainsFunc(launchers, func(other Launcher) bool { return other.Name == l.Name }) {
			err = r.fail(at, "there is already %s %s named %q", article(noun), noun, l.Name)
		}
		if err != nil {
			r.collect(err)
			continue
		}
		launchers = append(launchers, l)
	}
	return launchers
}

// tablesOf accepts both ways of TOML to write an array of tables.
func tablesOf(value any) ([]map[string]any, bool) {
	if tables, ok := value.([]map[string]any); ok {
		return tables, true
	}
	list, ok := value.([]any)
	tables := make([]map[string]any, len(list))
	for i := range list {
		if tables[i], ok = list[i].(map[string]any); !ok {
			return nil, false
		}
	}
	return tables, ok
}

func article(noun string) string {
	if noun == "action" {
		return "an"
	}
	return "a"
}

func (r *reader) program(kind Kind, n node, table map[string]any, noun string, known map[string]parser) (Launcher, error) {
	given := layer{}
	for _, key := range r.keys(n, table) {
		at := r.child(n, key)
		parse, ok := known[key]
		if !ok {
			return Launcher{}, r.unknown(at, key, slices.Sorted(maps.Keys(known)))
		}
		value, err := parse(table[key])
		if err != nil {
			return Launcher{}, r.fail(at, "%s %v", key, err)
		}
		given[key] = Value[any]{value, r.origin(kind, at)}
	}
	own := layers{given}
	if err := r.fitDriver(n, own, noun); err != nil {
		return Launcher{}, err
	}
	return Launcher{
		Name:                    pick(own, "name", "").Value,
		Command:                 pick(own, "command", []string(nil)).Value,
		Mode:                    pick(own, "mode", "").Value,
		Session:                 pick(own, "session", "").Value,
		SessionEnv:              pick(own, "session_env", "").Value,
		Key:                     pick(own, "key", "").Value,
		AllowSessionInArguments: pick(own, "allow_session_in_arguments", false).Value,
		AskSecret:               pick(own, "ask_secret", false).Value,
		Driver:                  pick(own, "driver", "").Value,
		SDK:                     pickSDK(own),
		From:                    r.origin(kind, n),
	}, nil
}

// fitDriver wants what the driver needs, and nothing that is for the other one.
func (r *reader) fitDriver(n node, own layers, noun string) error {
	required, foreign := []string{"name", "command"}, sdkKeys
	remedy := `is for a launcher with driver = "sdk"`
	if pick(own, "driver", "").Value == DriverSDK {
		required, foreign = []string{"name"}, maps.Clone(programKeys)
		delete(foreign, "name")
		remedy = `is for a launcher that starts a program, not for driver = "sdk"`
	}
	for _, key := range required {
		if _, ok := own[0][key]; !ok {
			return r.fail(n, "this %s has no %s", noun, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(foreign)) {
		if _, ok := own[0][key]; ok {
			return r.fail(r.child(n, key), "%s %s", key, remedy)
		}
	}
	return nil
}

// mergeLaunchers puts the profile's launchers first; they hide those of the whole file that have
// the same name. The default, if named, must be among them.
func mergeLaunchers(profile, top section, preferred Value[string]) ([]Launcher, error) {
	merged := mergePrograms(profile.launchers, top.launchers)
	var names []string
	for _, l := range merged {
		names = append(names, l.Name)
	}
	if preferred.Value != "" && !slices.Contains(names, preferred.Value) {
		slices.Sort(names)
		return nil, &Error{
			From: preferred.From,
			Text: fmt.Sprintf("there is no launcher named %q%s", preferred.Value, DidYouMean(preferred.Value, names)),
		}
	}
	return merged, nil
}

// mergePrograms puts those of the profile before those of the whole file that they do not hide.
func mergePrograms(profile, top []Launcher) []Launcher {
	merged := slices.Clone(profile)
	for _, l := range top {
		if !slices.ContainsFunc(merged, func(other Launcher) bool { return other.Name == l.Name }) {
			merged = append(merged, l)
		}
	}
	return merged
}
