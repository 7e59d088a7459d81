package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

// awayTime is for how long somebody must look away to be told what happened meanwhile.
const awayTime = time.Minute

// onBlur notes that nobody looks any more.
func (m Model) onBlur() (Model, tea.Cmd) {
	if !m.awaySince.IsZero() {
		return m, nil
	}
	m.awaySince = m.now
	return m.changeInterval()
}

// onFocus tells what happened meanwhile.
func (m Model) onFocus() (Model, tea.Cmd) {
	since := m.awaySince
	m.awaySince = time.Time{}
	m, armed := m.changeInterval()
	digest := m.digest(since)
	if since.IsZero() || m.now.Sub(since) < awayTime || digest == "" {
		return m, armed
	}
	m, told := m.sayFor(digest, noticeTime)
	return m, tea.Batch(armed, told)
}

// interval is the one between polls. It is longer while nobody looks, if the user wants that and
// waits for nothing.
func (m Model) interval() time.Duration {
	if m.awaySince.IsZero() || m.watching() {
		return m.opts.Poll.Interval
	}
	return max(m.opts.Poll.Interval, m.opts.Watching.UnfocusedInterval)
}

// changeInterval makes the next poll follow the interval as it is now, at once if it is overdue.
func (m Model) changeInterval() (Model, tea.Cmd) {
	if m.polling || m.opts.Watching.UnfocusedInterval == 0 {
		return m, nil // The answer that is awaited arms the next poll.
	}
	return m.armPoll()
}

// digest tells in one line what happened since a moment, or nothing.
func (m Model) digest(since time.Time) string {
	came, went := 0, 0
	for _, c := range m.changes {
		if !c.at.After(since) {
			break
		}
		came, went = came+c.came, went+c.went
	}
	var parts []string
	if came+went > 0 {
		parts = append(parts, comingWords(came, went))
	}
	for _, e := range m.events {
		if !e.at.After(since) {
			break
		}
		parts = append(parts, e.text)
	}
	if len(parts) == 0 {
		return ""
	}
	text := fmt.Sprintf("since %s: %s", since.Format("15:04"), strings.Join(parts, ", "))
	return textsafe.Truncate(text, max(0, m.width-2))
}
