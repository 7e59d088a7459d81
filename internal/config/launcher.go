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
	From                    Origin // the line of its [[launcher]]
}

var launcherKeys = map[string]parser{
	"name":                       text,
	"command":                    argv,
	"mode":                       text,
	"session":                    text,
	"session_env":                text,
	"allow_session_in_arguments": boolean,
}

func (r *reader) launchers(kind Kind, n node, value any) ([]Launcher, error) {
	tables, ok := tablesOf(value)
	if !ok {
		return nil, r.fail(n, "launcher must be written as [[launcher]]: two brackets; default_launcher names the default one")
	}
	var launchers []Launcher
	for i, table := range tables {
		l, err := r.launcher(kind, r.item(n, i), table)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(launchers, func(other Launcher) bool { return other.Name == l.Name }) {
			return nil, r.fail(r.item(n, i), "there is already a launcher named %q", l.Name)
		}
		launchers = append(launchers, l)
	}
	return launchers, nil
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

func (r *reader) launcher(kind Kind, n node, table map[string]any) (Launcher, error) {
	given := layer{}
	for _, key := range r.keys(n, table) {
		at := r.child(n, key)
		parse, known := launcherKeys[key]
		if !known {
			return Launcher{}, r.unknown(at, key, slices.Sorted(maps.Keys(launcherKeys)))
		}
		value, err := parse(table[key])
		if err != nil {
			return Launcher{}, r.fail(at, "%s %v", key, err)
		}
		given[key] = Value[any]{value, r.origin(kind, at)}
	}
	for _, required := range []string{"name", "command"} {
		if _, ok := given[required]; !ok {
			return Launcher{}, r.fail(n, "this launcher has no %s", required)
		}
	}
	own := layers{given}
	return Launcher{
		Name:                    pick(own, "name", "").Value,
		Command:                 pick(own, "command", []string(nil)).Value,
		Mode:                    pick(own, "mode", "").Value,
		Session:                 pick(own, "session", "").Value,
		SessionEnv:              pick(own, "session_env", "").Value,
		AllowSessionInArguments: pick(own, "allow_session_in_arguments", false).Value,
		From:                    r.origin(kind, n),
	}, nil
}

// mergeLaunchers puts the profile's launchers first; they hide those of the whole file that have
// the same name. The default, if named, must be among them.
func mergeLaunchers(profile, top section, preferred Value[string]) ([]Launcher, error) {
	merged := slices.Clone(profile.launchers)
	names := map[string]bool{}
	for _, l := range merged {
		names[l.Name] = true
	}
	for _, l := range top.launchers {
		if !names[l.Name] {
			names[l.Name] = true
			merged = append(merged, l)
		}
	}
	if preferred.Value != "" && !names[preferred.Value] {
		return nil, &Error{
			From: preferred.From,
			Text: fmt.Sprintf("there is no launcher named %q%s", preferred.Value,
				DidYouMean(preferred.Value, slices.Sorted(maps.Keys(names)))),
		}
	}
	return merged, nil
}
