package ui

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
)

// Every effect of the dashboard is made here. A command closes over the values it needs, never
// over the model: by the time it runs, the model has moved on.

func loadHosts(ctx context.Context, service Service, notices func() []string, now func() time.Time, seq int) tea.Cmd {
	return func() tea.Msg {
		page, err := service.Hosts(ctx)
		msg := hostsLoadedMsg{seq: seq, at: now(), page: page, err: err}
		if notices != nil {
			msg.notices = notices()
		}
		return msg
	}
}

func waitForPoll(d time.Duration, seq int) tea.Cmd {
	return tea.Tick(max(0, d), func(time.Time) tea.Msg { return pollDueMsg{seq: seq} })
}

func waitForSize(d time.Duration, number int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return sizeSettledMsg{number: number} })
}

func waitForClock(d time.Duration, seq int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return clockMsg{seq: seq} })
}

func waitForToast(d time.Duration, seq int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return toastExpiredMsg{seq: seq} })
}

func waitForCheck(d time.Duration, id int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return checkExpiredMsg{id: id} })
}

func waitForCountdown(d time.Duration, id int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return countdownOverMsg{id: id} })
}

// searchHosts finds what the filter of s lets through of so many hosts that nobody should wait for it.
func searchHosts(l list, s listSource, number int) tea.Cmd {
	return func() tea.Msg {
		return foundMsg{number: number, order: l.order, filter: s.filter, search: l.search.look(s, l.sorted)}
	}
}

// writeRaw sends control characters to the terminal between two frames.
func writeRaw(sequence string) tea.Cmd { return tea.Raw(sequence) }

// signInThenLoad lets the session source forget its refusal before asking once more.
func signInThenLoad(again func(), load tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if again != nil {
			again()
		}
		return load()
	}
}

// readJournal reads all that there is: of a host that has not changed for long, only the oldest
// records tell.
func readJournal(j Journal, shown int) tea.Cmd {
	if j == nil {
		return nil
	}
	return func() tea.Msg {
		records, skipped, err := j.Read(time.Time{})
		return historyLoadedMsg{shown: shown, history: journal.NewHistory(records), records: lastOf(records), skipped: skipped, err: err}
	}
}

// writeJournal writes entries in their order, and returns the first error.
func writeJournal(j Journal, entries []entry) tea.Cmd {
	return func() tea.Msg {
		var first error
		for _, e := range entries {
			err := error(nil)
			if e.record.Kind != "" {
				err = j.Add(e.record)
			} else {
				err = j.Observe(e.fleet, e.happened)
			}
			first = cmp.Or(first, err)
		}
		return journalWrittenMsg{err: first}
	}
}

func writeLog(log *slog.Logger, level slog.Level, what string, attrs ...any) tea.Cmd {
	if log == nil {
		return nil
	}
	return func() tea.Msg {
		log.Log(context.Background(), level, what, attrs...)
		return nil
	}
}

func saveView(memory Memory, v View) tea.Cmd {
	return func() tea.Msg { return viewSavedMsg{err: memory.Save(v)} }
}

func copyText(ctx context.Context, clipboard Clipboard, c copied) tea.Cmd {
	if clipboard == nil {
		return copyByTerminal(c, "")
	}
	return func() tea.Msg {
		via, err := clipboard.Copy(ctx, c.text)
		return copiedMsg{copied: c, via: via, err: err}
	}
}

// copyByTerminal sends it to the terminal, which does not say whether it took it.
func copyByTerminal(c copied, because string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(c.text), func() tea.Msg {
		return copiedMsg{copied: c, via: "the terminal's clipboard" + because}
	})
}

// planLaunch looks for the program, which is a search through folders.
func planLaunch(l launch.Launcher, target launch.Target, why purpose) tea.Cmd {
	return func() tea.Msg {
		plan, err := l.Plan(target)
		return launchPlannedMsg{target: target, launcher: l.Name, purpose: why, plan: plan, err: err}
	}
}

func startLauncher(start func(launch.Plan) (Run, error), plan launch.Plan, id int) tea.Cmd {
	return func() tea.Msg {
		run, err := start(plan)
		return launchStartedMsg{id: id, run: run, err: err}
	}
}

func nextStatus(updates <-chan launch.Status, id int) tea.Cmd {
	return func() tea.Msg {
		status, more := <-updates
		return launchStatusMsg{id: id, status: status, over: !more}
	}
}

// findConnections looks for those that were made earlier, in a folder.
func findConnections(running func() ([]Found, error)) tea.Cmd {
	if running == nil {
		return nil
	}
	return func() tea.Msg {
		found, err := running()
		return connectionsFoundMsg{found: found, err: err}
	}
}

// nextReport waits for a report; a program that keeps no record gives none.
func nextReport(reports <-chan connection.Report, id int) tea.Cmd {
	if reports == nil {
		return nil
	}
	return func() tea.Msg {
		report, more := <-reports
		return reportMsg{id: id, report: report, over: !more}
	}
}

func stopConnection(stop func(record string) error, record string, id int) tea.Cmd {
	return func() tea.Msg { return stopAskedMsg{id: id, err: stop(record)} }
}

func focusWindow(focus func(record string) error, record, name string) tea.Cmd {
	return func() tea.Msg { return focusAskedMsg{name: name, err: focus(record)} }
}

func readLog(read func(path string) (string, error), path string, number int) tea.Cmd {
	return func() tea.Msg {
		text, err := read(path)
		return logReadMsg{number: number, text: text, err: err}
	}
}

func waitForLog(d time.Duration, number int) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return logDueMsg{number: number} })
}

func runInTerminal(run TerminalRun, host string) tea.Cmd {
	return tea.Exec(run, func(err error) tea.Msg {
		status := run.Status()
		if err != nil {
			status.State, status.Err = launch.Failed, err
		}
		return terminalEndedMsg{host: host, status: status}
	})
}

func openProfile(open func(string) (Options, error), name string) tea.Cmd {
	return func() tea.Msg {
		options, err := open(name)
		return profileOpenedMsg{options: options, err: err}
	}
}

// leaveProfile ends the requests of a profile and then lets go of what it holds.
func leaveProfile(cancel, release func()) tea.Cmd {
	return func() tea.Msg {
		cancel()
		if release != nil {
			release()
		}
		return nil
	}
}
