package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/internal/textsafe"
)

// starter starts launchers. The goroutines of a dashboard are guarded by it.
func (a *app) starter(c *access) launch.Starter {
	return launch.Starter{LogDir: filepath.Join(c.config.StateDir, logFolder), Environ: a.environ, Now: time.Now, Log: c.log}
}

// printPlan prints the command line, and tells the rest to people.
func (s *starting) printPlan() error {
	s.tell("the session is handed over " + s.launcher.HandoverWords())
	return write(s.stdio.Out, "command line", []byte(s.plan.String()+"\n"))
}

// tellProbe tells what was found to be in place.
func (s *starting) tellProbe() error {
	h := s.host
	seats := "it does not tell its seats"
	if free, known := h.FreeSeats(); known {
		seats = fmt.Sprintf("%d of %d seats free", free, h.MaxPlayers.N)
	}
	s.tell(h.Name + " is " + h.Presence.String() + ", " + seats)
	path, err := exec.LookPath(s.launcher.Command[0])
	if err != nil {
		return err // it was there a moment ago, when the plan was made
	}
	s.tell(s.launcher.Name + " is " + textsafe.Clean(path) + "; the session is handed over " + s.launcher.HandoverWords())
	return nil
}

// runInBackground starts the program and follows it to its end. It outlives this one.
func (s *starting) runInBackground(ctx context.Context) error {
	run, err := s.starter(s.c).Start(s.plan)
	if err != nil {
		return err
	}
	s.noteLaunch()
	var last launch.Status
	for {
		select {
		case status, more := <-run.Updates():
			if !more {
				return outcome(last)
			}
			if last = status; status.State == launch.Running {
				s.tell(runningWords(status, s.host.Name))
			}
		case <-ctx.Done():
			s.tell(last.Launcher + " goes on without this program")
			return context.Cause(ctx)
		}
	}
}

func runningWords(s launch.Status, host string) string {
	text := fmt.Sprintf("%s is running for %s (process %d)", s.Launcher, host, s.PID)
	if s.LogPath != "" {
		text += ", its output goes to " + s.LogPath
	}
	return text
}

// outcome is the error of a launched program that did not end well.
func outcome(s launch.Status) error {
	switch {
	case s.State == launch.Failed:
		return s.Err
	case s.State == launch.Ended && s.ExitCode == 0 && s.Signal == "":
		return nil
	case s.LastLine != "":
		return errors.New(s.Outcome() + ": " + s.LastLine)
	}
	return errors.New(s.Outcome())
}

// foreground is a launched program as the one that has the terminal.
type foreground struct{ run *launch.TerminalRun }

func (f foreground) Run() error { return f.run.RunAlone() }
func (f foreground) Quit()      { f.run.Stop() }
func (f foreground) Kill()      { f.run.Stop() }
func (f foreground) Suspend()   {}
func (f foreground) Resumed()   {}
func (f foreground) Silence()   {}

// runInTerminal runs the program in this one's place, and puts the terminal in order behind it.
func (s *starting) runInTerminal() error {
	guard := terminal.New(s.stdio.In, s.stdio.Out, s.reportFolder(s.c.config))
	starter := s.starter(s.c)
	starter.Go, starter.Lender = guard.Go, guard
	run := starter.Terminal(s.plan)
	run.SetStdin(s.stdio.In)
	run.SetStdout(s.stdio.Out)
	run.SetStderr(s.stdio.Err)
	s.tell("+ " + s.plan.String())
	s.noteLaunch()
	code, err := guard.Run(foreground{run})
	switch {
	case err != nil:
		return err
	case code != exitOK:
		return &exitError{code: code}
	}
	return outcome(run.Status())
}

// noteLaunch writes the launch into the journal. That it cannot be written is no reason not to connect.
func (s *starting) noteLaunch() {
	if s.demo {
		return
	}
	diary, err := openJournal(s.c.config)
	if err == nil && diary != nil {
		err = errors.Join(diary.Add(journal.LaunchOf(s.host, s.plan.Launcher(), time.Now())), diary.Close())
	}
	if err != nil {
		s.note(err.Error())
	}
}
