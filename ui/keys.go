package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"

	"parsec-hosts/internal/textsafe"
)

// Keys are the keys that the configuration gives to actions, by the name of the action. Those that
// it does not name keep their own; an empty list takes an action's keys away.
type Keys map[string][]string

// KeyError is what is wrong with the keys of one action: of the dashboard's, or of the user's own.
type KeyError struct {
	Action, UserAction string // the name of the one, or of the other
	Text               string
}

func (e *KeyError) Error() string { return e.Text }

// ActionNames lists what the configuration may call actions, sorted.
func ActionNames() []string {
	var names []string
	for _, a := range allActions() {
		names = append(names, a.name)
	}
	slices.Sort(names)
	return names
}

// UsualKeys are the keys of every action that the configuration gives none.
func UsualKeys() Keys {
	keys := Keys{}
	for _, a := range allActions() {
		keys[a.name] = a.binding.Keys()
	}
	return keys
}

// quitAlways cannot be given to another action: there must be a way out.
const quitAlways = "ctrl+c"

// Check reports the first fault, in the order of the actions' names, as a *KeyError: an action or a
// key that does not exist, or one key for two actions, the user's own ones among them.
func (k Keys) Check(own []UserAction) error {
	for _, name := range slices.Sorted(maps.Keys(k)) {
		if !slices.Contains(ActionNames(), name) {
			return &KeyError{Action: name, Text: "there is no action " + textsafe.Truncate(textsafe.Clean(name), 32)}
		}
		for _, pressed := range k[name] {
			if why := wrongKey(pressed); why != "" {
				return &KeyError{Action: name, Text: shownKey(pressed) + " " + why}
			}
			if pressed == quitAlways && name != "quit" {
				return &KeyError{Action: name, Text: quitAlways + " always quits"}
			}
		}
	}
	for _, a := range own {
		if a.Key == quitAlways {
			return &KeyError{UserAction: a.Launcher.Name, Text: quitAlways + " always quits"}
		}
		if why := wrongKey(a.Key); a.Key != "" && why != "" {
			return &KeyError{UserAction: a.Launcher.Name, Text: shownKey(a.Key) + " " + why}
		}
	}
	return k.checkConflicts(own)
}

// checkConflicts names both actions that have the same key, and blames the one that was given it.
func (k Keys) checkConflicts(own []UserAction) error {
	owner := map[string]string{}
	for _, a := range k.apply(allActions()) {
		for _, pressed := range a.binding.Keys() {
			other, taken := owner[pressed]
			if !taken {
				owner[pressed] = a.name
				continue
			}
			given, standing := a.name, other
			if _, ok := k[given]; !ok {
				given, standing = other, a.name
			}
			return &KeyError{Action: given, Text: conflict(pressed, given, standing)}
		}
	}
	for _, a := range own {
		if other, taken := owner[a.Key]; taken {
			return &KeyError{UserAction: a.Launcher.Name, Text: conflict(a.Key, a.Launcher.Name, other)}
		}
		if a.Key != "" {
			owner[a.Key] = a.Launcher.Name
		}
	}
	return nil
}

func conflict(pressed, given, standing string) string {
	return fmt.Sprintf("%q is given to %s, and %s has it: give %s another key, or none", pressed, given, standing, standing)
}

// apply gives the actions their keys.
func (k Keys) apply(actions []action) []action {
	for i, a := range actions {
		keys, ok := k[a.name]
		if !ok {
			continue
		}
		help := a.binding.Help()
		actions[i].binding = key.NewBinding(key.WithKeys(keys...), key.WithHelp(strings.Join(keys, " "), help.Desc))
	}
	return actions
}

// keyNames are the keys that have a name instead of a character.
var keyNames = []string{
	"enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
}

// sameKey are keys that terminals cannot tell from others.
var sameKey = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc"}

// shownKey is a name that is no key's, as an error repeats it. A long one may be anything, even a secret.
func shownKey(name string) string {
	const longest = 16
	if len(name) > longest {
		return "a key"
	}
	return fmt.Sprintf("%q", textsafe.Clean(name))
}

// wrongKey says what is wrong with the name of a key, or "".
func wrongKey(name string) string {
	base, modified := name, false
	for _, modifier := range []string{"ctrl+", "alt+", "shift+"} {
		if rest, ok := strings.CutPrefix(base, modifier); ok && rest != "" {
			base, modified = rest, true
			if modifier == "shift+" && utf8.RuneCountInString(base) == 1 {
				return "is written as the character that it types, such as A"
			}
		}
	}
	switch {
	case slices.Contains(keyNames, base):
		return ""
	case modified && sameKey[name] != "":
		return "is sent by terminals as " + sameKey[name]
	case base == " ":
		return `is written as "space"`
	case utf8.RuneCountInString(base) != 1:
		return "is no key: write a character, or one of " + strings.Join(keyNames, " ") + ", with ctrl+ alt+ or shift+ before it"
	case modified && base != strings.ToLower(base):
		return "is written in small letters"
	}
	return ""
}
