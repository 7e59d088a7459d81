package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"parsec-hosts/internal/textsafe"
)

const (
	logInterval = time.Second // between two looks at a log that is shown
	logKept     = 500         // lines of it that are shown
)

// logPanel shows the end of a program's log in the place of the list, and follows it.
type logPanel struct {
	open   bool
	number int // of the panel, for what was read for another
	name   string
	path   string
	text   []string // its lines, safe to print
	fault  string   // why it could not be read, or ""

	drawn []string // the panel as it was drawn when the log was read, for a screen of this width
	width int
}

func (m Model) showLog(c launched) (Model, tea.Cmd) {
	m.log = logPanel{open: true, number: m.log.number + 1, name: m.nameIn(c), path: c.status.LogPath}
	m.scroll, m.toast.text = 0, ""
	return m, readLog(m.opts.Launching.ReadLog, m.log.path, m.log.number)
}

// onLogRead shows what is new. Who looks at the end of the log stays there.
func (m Model) onLogRead(msg logReadMsg) (Model, tea.Cmd) {
	if !m.log.open || msg.number != m.log.number {
		return m, nil
	}
	atEnd := m.scroll >= len(m.logLines())-m.panelHeight()
	m.log.width = 0
	m.log.fault = ""
	if msg.err != nil {
		m.log.fault = problemText(msg.err)
	} else {
		m.log.text = logText(msg.text)
	}
	m.log.drawn, m.log.width = m.logLines(), m.width
	if lines := len(m.log.drawn); atEnd {
		m = m.scrollTo(lines, lines)
	}
	return m, waitForLog(logInterval, msg.number)
}

func (m Model) onLogDue(msg logDueMsg) (Model, tea.Cmd) {
	if !m.log.open || msg.number != m.log.number {
		return m, nil
	}
	return m, readLog(m.opts.Launching.ReadLog, m.log.path, m.log.number)
}

// logText is the end of a log in lines that are safe to print.
func logText(text string) []string {
	lines := strings.Split(strings.TrimRight(text, "\r\n"), "\n")
	lines = lines[max(0, len(lines)-logKept):]
	safe := make([]string, len(lines))
	for i, l := range lines {
		safe[i] = textsafe.CleanLine([]byte(l))
	}
	return safe
}

// logLines draws the whole panel: what it is, and the log with its long lines broken.
func (m Model) logLines() []string {
	if m.log.width == m.width {
		return m.log.drawn
	}
	const margin = 1
	r, width := m.theme.row, max(1, m.width-2*margin)
	var lines []string
	add := func(s style, text string) {
		for part := range strings.SplitSeq(ansi.Hardwrap(text, width, true), "\n") {
			lines = append(lines, strings.Repeat(" ", margin)+s.render(part))
		}
	}
	add(m.theme.title, m.log.name)
	add(r.dim, textsafe.Clean(m.log.path))
	if m.log.fault != "" {
		add(r.alert, m.theme.glyphs.failed+" "+m.log.fault)
	}
	lines = append(lines, "")
	for _, l := range m.log.text {
		add(r.text, l)
	}
	return lines
}

// onLogKey scrolls, or goes back.
func (m Model) onLogKey(pressed string) (Model, tea.Cmd) {
	if moved, ok := m.scrollPanel(pressed, len(m.logLines())); ok {
		return moved, nil
	}
	m.log = logPanel{number: m.log.number}
	m.scroll = 0
	return m, nil
}
