package config

import (
	"strings"

	"parsec-hosts/internal/textsafe"
)

// line is one of a file, and where what it says came from.
type line struct {
	text string
	from Origin
}

// TOML writes settings of c as a file that has the same effect on its own. With origins each line
// ends in a comment that says where the value came from. Secrets, which no file may hold, and
// settings that were not given become comments.
func (c *Config) TOML(settings []Setting, origins bool) string {
	name := c.Profile.Value
	var lines, programs []line
	prefix := ""
	if name != DefaultProfile {
		prefix = "profile." + name + "."
		lines = append(lines,
			line{Assignment("default_profile", name), c.Profile.From}, line{}, line{"[profile." + name + "]", c.Profile.From})
	}
	var missing []string
	for _, s := range settings {
		switch value := s.Value.(type) {
		case nil:
			missing = append(missing, s.Name)
		case Launcher:
			table, _, _ := strings.Cut(s.Name, ".")
			programs = append(programs, line{}, line{"[[" + prefix + table + "]]", s.From})
			for _, given := range value.Given() {
				programs = append(programs, line{text: Assignment(given.Name, given.Value)})
			}
		default:
			text := Assignment(s.Name, value)
			if secretValue(value) {
				text = "# " + s.Name + " is set"
			}
			lines = append(lines, line{text, s.From})
		}
	}
	var b strings.Builder
	b.WriteString("# What is in effect for the profile " + name + "; the configuration file is " + textsafe.Clean(c.File.Value) + "\n")
	if len(missing) > 0 {
		b.WriteString("# Not given: " + strings.Join(missing, ", ") + "\n")
	}
	b.WriteString("\n")
	writeLines(&b, append(lines, programs...), origins)
	return b.String()
}

// widest bounds the column of the comments: one long value must not push all of them away.
const widest = 60

func writeLines(b *strings.Builder, lines []line, origins bool) {
	width := 0
	for _, l := range lines {
		if w := textsafe.Width(l.text); l.from != (Origin{}) && w <= widest {
			width = max(width, w)
		}
	}
	for _, l := range lines {
		text := l.text
		if origins && l.from != (Origin{}) {
			if textsafe.Width(text) < width {
				text = textsafe.Pad(text, width)
			}
			text += "  # " + l.from.String()
		}
		b.WriteString(text + "\n")
	}
}
