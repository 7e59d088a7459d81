package ui

import (
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// logPage tells the log what a good poll brought.
func (m Model) logPage(page parsecapi.Page, happened []fleet.Event) tea.Cmd {
	_, incomplete := m.fleet.Incomplete()
	return writeLog(m.opts.Log, slog.LevelInfo, "poll", "hosts", len(page.Hosts), "changes", len(happened), "complete", !incomplete, "next_in", m.nextIn())
}

// logFailure tells the log of a poll that brought nothing.
func (m Model) logFailure(err error) tea.Cmd {
	return writeLog(m.opts.Log, slog.LevelWarn, "poll failed", "err", err, "next_in", m.nextIn())
}

func (m Model) nextIn() time.Duration {
	return max(0, m.schedule.Due().Sub(m.now)).Round(time.Millisecond)
}
