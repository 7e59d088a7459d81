package config

import "errors"

// keyTable reads [keys]: the keys of each action, as a text or a list of texts. What the names mean is
// for package ui.
func (r *reader) keyTable(kind Kind, n node, value any) (map[string]Value[[]string], error) {
	table, ok := value.(map[string]any)
	if !ok {
		return nil, r.fail(n, `keys must be a table such as [keys] with lines such as refresh = "f5"`)
	}
	keys := make(map[string]Value[[]string], len(table))
	for _, action := range r.keys(n, table) {
		at := r.child(n, action)
		given, err := oneOrMore(table[action])
		if err != nil {
			r.collect(r.fail(at, "keys: %s %v", action, err))
			continue
		}
		keys[action] = Value[[]string]{given, r.origin(kind, at)}
	}
	return keys, nil
}

// oneOrMore is a text, or a list of any number of them.
func oneOrMore(value any) ([]string, error) {
	if _, ok := value.(string); ok {
		value = []any{value}
	}
	list, err := texts(value)
	if err != nil {
		return nil, errors.New(`must be a key such as "f5", or a list such as ["r", "f5"]`)
	}
	return list.([]string), nil
}

// mergeKeys has the keys of a profile hide those of the whole file, action by action.
func mergeKeys(profile, top section) map[string]Value[[]string] {
	merged := map[string]Value[[]string]{}
	for _, s := range []section{top, profile} {
		for action, keys := range s.keys {
			merged[action] = keys
		}
	}
	return merged
}
