package cli

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/private"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

// launching is how a dashboard starts programs, and how it finds the connections that last.
func (a *app) launching(c *access, guard *terminal.Guard) ui.Launching {
	starter := a.starter(c)
	starter.Go, starter.Lender = guard.Go, guard
	return ui.Launching{
		Launchers: c.launchers,
		Default:   c.preferred,
		Start: func(plan launch.Plan) (ui.Run, error) {
			run, err := starter.Start(plan)
			if err != nil || run.Record() == "" {
				return ui.Run{Updates: updates(run)}, err
			}
			statuses, exits := tee(run, guard.Go)
			return ui.Run{Updates: statuses, Record: run.Record(), Reports: reportsOf(guard, connection.Watched{
				Path: run.Record(), Exits: exits, Begun: connection.Report{PeerID: plan.PeerID(), Launcher: plan.Launcher()},
			})}, nil
		},
		Running:  func() ([]ui.Found, error) { return runningConnections(c.config.StateDir, guard) },
		Stop:     connection.Stop,
		Focus:    connection.Focus,
		ReadLog:  readLogEnd,
		Terminal: func(plan launch.Plan) ui.TerminalRun { return starter.Terminal(plan) },
	}
}

func updates(run *launch.Run) <-chan launch.Status {
	if run == nil {
		return nil
	}
	return run.Updates()
}

// logEnd is how much of a log is read to be shown, in bytes.
const logEnd = 64 << 10

// readLogEnd reads the end of a log.
func readLogEnd(path string) (string, error) {
	file, err := private.Open(path, private.RefuseLinks)
	if err != nil {
		return "", errors.New(private.Explain(err))
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = file.Seek(max(0, size-logEnd), io.SeekStart)
	}
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(file, logEnd))
	return string(text), err
}

// runningConnections are those of whatever dashboard, as the state folder knows them.
func runningConnections(stateDir string, guard *terminal.Guard) (found []ui.Found, err error) {
	running, err := connection.Running(filepath.Join(stateDir, connectionFolder))
	for _, entry := range running {
		name := strings.TrimSuffix(filepath.Base(entry.Path), filepath.Ext(entry.Path))
		found = append(found, ui.Found{
			Record: entry.Path, LogPath: filepath.Join(stateDir, logFolder, name+".log"), Last: entry.Last,
			Reports: reportsOf(guard, connection.Watched{Path: entry.Path, Begun: entry.Last}),
		})
	}
	return found, err
}

// reportsOf follows a record for as long as its connection lasts, or this program.
func reportsOf(guard *terminal.Guard, w connection.Watched) <-chan connection.Report {
	w.Now, w.Go = time.Now, guard.Go
	return connection.Watch(context.Background(), w)
}

// tee passes the statuses of a run on, and tells how it ended.
func tee(run *launch.Run, spawn func(func())) (<-chan launch.Status, <-chan connection.Exit) {
	statuses := make(chan launch.Status, 3) // as many as a run can have, so that nobody waits for a reader
	exits := make(chan connection.Exit, 1)
	forward := func() {
		defer close(statuses)
		for status := range run.Updates() {
			if status.State == launch.Ended {
				exits <- connection.Exit{Code: status.ExitCode, Signal: status.Signal}
			}
			statuses <- status
		}
	}
	if spawn == nil {
		spawn = func(fn func()) { go fn() }
	}
	spawn(forward)
	return statuses, exits
}
