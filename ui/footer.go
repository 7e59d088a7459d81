package ui

import (
	"slices"
	"strings"

	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/textsafe"
)

// footer is the last line: a question, a message, or the keys that can act now.
func (m Model) footer() string {
	switch {
	case m.prompt.yes != nil:
		return spread(m.width, line{{text: m.prompt.question, style: m.theme.prompt}}, line{{text: "y/n", style: m.theme.key}})
	case m.toast.text != "":
		return spread(m.width, line{{text: m.toast.text, style: m.theme.row.text}}, nil)
	case m.opts.Welcome != nil:
		return m.hints([]hint{{"d", "demo"}, {"q", "quit"}})
	case m.helping:
		return m.hints([]hint{{"esc", "back"}, {"↑↓", "scroll"}})
	case m.filtering:
		return m.hints([]hint{{m.theme.glyphs.enter, "keep filter"}, {"esc", "clear"}, {"↑↓", "move"}})
	case m.signedIn == signInFailed:
		return m.hints([]hint{{"r", "try again"}, {"?", "help"}, {"q", "quit"}})
	}
	return m.hints(m.usefulHints())
}

// hint is a key and what it does.
type hint struct{ key, text string }

// usefulHints lists the actions that can act now, the most useful first.
func (m Model) usefulHints() []hint {
	useful := slices.Clone(m.actions)
	useful = slices.DeleteFunc(useful, func(a action) bool {
		return a.hint == 0 || a.blocked != nil && a.blocked(m) != ""
	})
	slices.SortStableFunc(useful, func(a, b action) int { return a.hint - b.hint })
	hints := make([]hint, len(useful))
	for i, a := range useful {
		hints[i] = hint{a.binding.Help().Key, a.binding.Help().Desc}
	}
	return hints
}

// hints writes as many hints as fit, always whole.
func (m Model) hints(hints []hint) string {
	const gap = "   "
	var b strings.Builder
	used := 1
	b.WriteString(" ")
	for _, h := range hints {
		width := textsafe.Width(h.key) + 1 + textsafe.Width(h.text)
		if used+width > m.width-1 {
			break
		}
		b.WriteString(m.theme.key.render(h.key) + " " + m.theme.row.dim.render(h.text) + gap)
		used += width + len(gap)
	}
	return strings.TrimRight(b.String(), " ")
}

// eventLine shows the newest events, as many as fit.
func (m Model) eventLine() string {
	const gap = "    "
	r := m.theme.row
	var b strings.Builder
	used := 1
	b.WriteString(" ")
	for _, e := range m.events {
		at := e.at.Format("15:04")
		width := len(at) + 1 + textsafe.Width(e.glyph) + 1 + textsafe.Width(e.text)
		if used+width > m.width-1 {
			if used == 1 {
				return spread(m.width, line{{text: at + " " + e.glyph + " " + e.text, style: e.style(r)}}, nil)
			}
			break
		}
		b.WriteString(r.dim.render(at) + " " + e.style(r).render(e.glyph+" "+e.text) + gap)
		used += width + len(gap)
	}
	return strings.TrimRight(b.String(), " ")
}

// connectionLines shows the connections that were made from here, the newest first.
func (m Model) connectionLines(n int) []string {
	r := m.theme.row
	var lines []string
	for i := len(m.connections) - 1; i >= 0 && len(lines) < n; i-- {
		c := m.connections[i]
		lines = append(lines, spread(m.width,
			line{{text: m.theme.glyphs.running, style: r.online}, {text: c.name, style: r.strong}, {text: c.launcher, style: r.text, rank: 1}},
			line{{text: m.connectionWords(c), style: r.dim}}))
	}
	return lines
}

func (m Model) connectionWords(c connection) string {
	if c.status.State == launch.Starting {
		return "starting"
	}
	return "running " + age(m.now.Sub(c.status.Changed))
}
