package ui

import (
	"slices"
	"strings"

	"parsec-hosts/internal/textsafe"
)

// footer is the last line or, for a long message, the last few: a question, a message, or the keys
// that can act now. Nothing hides a countdown, and both together take no more than a message may.
func (m Model) footer() []string {
	counting, lines := m.countdownLine(), m.footerLines()
	if len(counting) == 0 {
		return lines
	}
	most := max(3, m.height/3)
	counting = counting[:min(len(counting), most-1)]
	return append(counting, lines[:min(len(lines), most-len(counting))]...)
}

func (m Model) footerLines() []string {
	switch {
	case m.secret.open:
		return m.secretLines()
	case m.prompt.yes != nil:
		return m.message(m.prompt.question+" y/n", m.theme.prompt)
	case m.toast.text != "":
		return m.message(m.toast.text, m.theme.row.text)
	case m.checking.active():
		return m.message("checking "+m.checkedNames()+m.theme.glyphs.ellipsis+" esc cancels", m.theme.prompt)
	case m.opts.Welcome != nil:
		return []string{m.hints(hint{"d", "demo"}, hint{"q", "quit"}, hint{"↑↓", "scroll"})}
	case m.menu.open && m.menu.hints != nil:
		return []string{m.hints(m.menu.hints...)}
	case m.menu.open && m.menu.search:
		return []string{m.hints(hint{m.theme.glyphs.enter, "choose"}, hint{"esc", "back"}, hint{"↑↓", "move"}, hint{"a-z", "search"})}
	case m.menu.open:
		return []string{m.hints(hint{m.theme.glyphs.enter, "choose"}, hint{"esc", "back"}, hint{"↑↓", "move"})}
	case m.log.open:
		return []string{m.hints(hint{"esc", "back"}, hint{"↑↓", m.scrollWords(len(m.logLines()))})}
	case m.help.open && m.help.typing:
		return []string{m.hints(hint{m.theme.glyphs.enter, "keep"}, hint{"esc", "clear"}, hint{"↑↓", "scroll"})}
	case m.help.open:
		return []string{m.hints(hint{"esc", "back"}, hint{"/", "search"}, hint{"↑↓", m.scrollWords(len(m.allHelp()))})}
	case m.picking():
		return []string{m.hints(m.usefulHints()...)}
	case m.filtering:
		return []string{m.hints(hint{m.theme.glyphs.enter, "keep filter"}, hint{"esc", "clear"}, hint{"↑↓", "move"})}
	case m.signedIn == signInFailed:
		return []string{m.hints(hint{m.keyOf("refresh"), "try again"}, hint{m.keyOf("help"), "help"}, hint{m.keyOf("quit"), "quit"})}
	}
	return []string{m.hints(m.usefulHints()...)}
}

// message may push the list up by a third of the screen: it must be readable whole, and the remedy
// comes last.
func (m Model) message(text string, s style) []string {
	lines := wrap(text, max(0, m.width-2))
	lines = fillLines(lines, max(1, min(len(lines), m.height/3)))
	for i := range lines {
		lines[i] = " " + s.render(lines[i])
	}
	return lines
}

// hint is a key and what it does.
type hint struct{ key, text string }

// usefulHints lists the actions that can act now. Those that a narrow screen has no room for are
// left out, the least useful first.
func (m Model) usefulHints() []hint {
	hints, ranks := make([]hint, 0, len(m.actions)), make([]int, 0, len(m.actions))
	for i := range m.actions {
		if a := &m.actions[i]; a.hint > 0 && a.why(m) == "" {
			hints, ranks = append(hints, hint{a.binding.Help().Key, a.hintWords(m)}), append(ranks, a.hint)
		}
	}
	for len(hints) > 0 && hintsWidth(hints) > m.width-2 {
		least := 0
		for i, rank := range ranks {
			if rank > ranks[least] {
				least = i
			}
		}
		hints, ranks = slices.Delete(hints, least, least+1), slices.Delete(ranks, least, least+1)
	}
	return hints
}

const hintGap = "   "

func hintsWidth(hints []hint) int {
	width := -len(hintGap)
	for _, h := range hints {
		width += textsafe.Width(h.key) + 1 + textsafe.Width(h.text) + len(hintGap)
	}
	return width
}

// hints writes as many hints as fit, always whole.
func (m Model) hints(hints ...hint) string {
	for i := range hints {
		hints[i].key = m.opts.Looks.keyName(hints[i].key)
	}
	for len(hints) > 0 && hintsWidth(hints) > m.width-2 {
		hints = hints[:len(hints)-1]
	}
	var b strings.Builder
	b.Grow(2 * m.width)
	for i, h := range hints {
		b.WriteString([]string{" ", hintGap}[min(i, 1)])
		m.theme.key.write(&b, h.key)
		b.WriteByte(' ')
		m.theme.row.dim.write(&b, h.text)
	}
	return b.String()
}

// eventLine shows the newest events, as many as fit.
func (m Model) eventLine() string {
	const gap = "    "
	r := m.theme.row
	if len(m.events) == 0 {
		return m.quietLine()
	}
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
