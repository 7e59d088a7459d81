package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Assignment is a line of TOML that gives name, a key or several joined by dots, a value: text,
// true or false, a number, a list of texts or numbers, or a table of texts, numbers, true and false. It
// is safe for a terminal.
func Assignment(name string, value any) string { return name + " = " + tomlValue(value) }

func tomlValue(value any) string {
	switch value := value.(type) {
	case string:
		return tomlText(value)
	case []string:
		items := make([]string, len(value))
		for i, item := range value {
			items[i] = tomlText(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case []int:
		return strings.ReplaceAll(fmt.Sprint(value), " ", ", ")
	case map[string]any:
		var items []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			items = append(items, Assignment(tomlText(key), value[key]))
		}
		return "{ " + strings.Join(items, ", ") + " }"
	}
	return fmt.Sprint(value)
}

// tomlText quotes s on one line. Whatever a terminal could take for a command, or would not show,
// is escaped.
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
