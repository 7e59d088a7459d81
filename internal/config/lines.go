package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// maxValueLines bounds the work of indexLines, which parses a statement anew for each of its
// lines.
const maxValueLines = 500

var errLongValue = errors.New("this value has too many lines")

// lineIndex tells the line each key of a TOML file was written on, by the key's path as joined
// by childPath and itemPath. Tables that were only implied have no entry.
type lineIndex map[string]int

func childPath(parent, key string) string {
	name := toml.Key{key}.String()
	if parent == "" {
		return name
	}
	return parent + "." + name
}

func itemPath(array string, i int) string { return fmt.Sprintf("%s[%d]", array, i) }

// indexLines finds the lines of a valid TOML text. The parser keeps positions to itself, so it is
// asked what each statement holds: a run of lines that parses by itself is a whole number of
// statements, and each statement begins on a line of its own.
func indexLines(text string) (lineIndex, int, error) {
	index := lineIndex{}
	items := map[string]int{} // how many [[…]] headers each path has had
	header, statement, start := "", "", 1
	number := 0
	for line := range strings.Lines(text) {
		number++
		statement += line
		var content map[string]any
		meta, err := toml.Decode(statement, &content)
		if err != nil {
			if number-start >= maxValueLines {
				return nil, start, errLongValue
			}
			continue
		}
		opening := strings.TrimLeft(statement, "\ufeff \t")
		for _, key := range meta.Keys() {
			switch {
			case strings.HasPrefix(opening, "[["):
				array := index.resolve("", key, items)
				header = itemPath(array, items[array])
				items[array]++
				index.add(array, start)
				index.add(header, start)
			case strings.HasPrefix(opening, "["):
				header = index.resolve("", key, items)
				index.add(header, start)
			default:
				index.add(index.resolve(header, key, items), start)
			}
		}
		statement, start = "", number+1
	}
	return index, 0, nil
}

// resolve joins key to parent. A name on the way that is an array of tables means its newest one.
func (lineIndex) resolve(parent string, key toml.Key, items map[string]int) string {
	path := parent
	for i, name := range key {
		path = childPath(path, name)
		if n := items[path]; n > 0 && i < len(key)-1 {
			path = itemPath(path, n-1)
		}
	}
	return path
}

func (index lineIndex) add(path string, line int) {
	if _, known := index[path]; !known {
		index[path] = line
	}
}
