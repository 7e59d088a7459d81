package config

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Looks says how the dashboard is drawn.
type Looks struct {
	Theme      Value[string] // one of Themes
	Background Value[string] // "auto", "light" or "dark"
	// Colors are "#rrggbb" by the names of ColorNames. Those that are not given are missing.
	Colors      map[string]Value[string]
	HeaderColor Value[string] // "#rrggbb", "" when not given
	// ASCII is from a default while nobody chose: then the terminal and the locale decide.
	ASCII  Value[bool]
	Motion Value[bool]
}

// Themes are the names of the built-in themes; the first is the default.
var Themes = []string{"default", "calm", "colour-blind", "contrast"}

var backgrounds = []string{"auto", "light", "dark"}

// ColorNames are what a theme has a colour for.
var ColorNames = []string{"accent", "good", "warn", "bad", "dim", "selection"}

// namedColors are for those who know no numbers by heart. Both black and white can be read on
// none of them, but one of the two on each.
var namedColors = map[string]string{
	"red": "#c62828", "orange": "#ef8a17", "yellow": "#f2c94c", "green": "#2e8b57", "cyan": "#2aa5b8",
	"blue": "#2f6fd6", "purple": "#7e57c2", "pink": "#e06c9f", "grey": "#7d848e",
}

func pickLooks(layers layers) Looks {
	l := Looks{
		Theme:       pick(layers, "theme", Themes[0]),
		Background:  pick(layers, "background", backgrounds[0]),
		HeaderColor: pick(layers, "header_color", ""),
		ASCII:       pick(layers, "ascii", false),
		Motion:      pick(layers, "motion", true),
		Colors:      map[string]Value[string]{},
	}
	for _, name := range ColorNames {
		if given := pick(layers, childPath("colors", name), ""); given.Value != "" {
			l.Colors[name] = given
		}
	}
	return l
}

// colors reads the table of colours. Each is a setting of its own, so that a profile that gives
// one keeps the others.
func (r *reader) colors(kind Kind, n node, value any, into layer) error {
	table, ok := value.(map[string]any)
	if !ok {
		return r.fail(n, `colors must be a table such as {accent = "#6cb6ff"}`)
	}
	for _, key := range r.keys(n, table) {
		at := r.child(n, key)
		if !slices.Contains(ColorNames, key) {
			r.collect(r.unknown(at, key, ColorNames))
			continue
		}
		parsed, err := colour(table[key])
		if err != nil {
			r.collect(r.fail(at, "colors.%s %v", key, err))
			continue
		}
		into[childPath("colors", key)] = Value[any]{parsed, r.origin(kind, at)}
	}
	return nil
}

func theme(value any) (any, error) {
	if value == "color-blind" {
		value = "colour-blind"
	}
	return oneOf(Themes)(value)
}

// oneOf is one of a few words.
func oneOf(words []string) parser {
	return func(value any) (any, error) {
		s, ok := value.(string)
		if ok && slices.Contains(words, s) {
			return s, nil
		}
		return nil, errors.New("must be " + alternatives(words) + DidYouMean(s, words))
	}
}

// alternatives writes words as in: "a", "b" or "c".
func alternatives(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = fmt.Sprintf("%q", word)
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

var hexColor = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// colour is "#rrggbb", also for one of the few that have names.
func colour(value any) (any, error) {
	s, ok := value.(string)
	if ok && hexColor.MatchString(s) {
		return strings.ToLower(s), nil
	}
	if named, known := namedColors[s]; ok && known {
		return named, nil
	}
	names := slices.Sorted(maps.Keys(namedColors))
	return nil, errors.New(`must be a colour such as "#6cb6ff", or one of ` + strings.Join(names, ", ") + DidYouMean(s, names))
}

// motionless is the word of NO_MOTION, which means what it says whatever its value.
func motionless(any) (any, error) { return false, nil }
