package launch

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Starter starts plans.
type Starter struct {
	// LogDir is the folder for the logs of background programs; it is made if missing.
	LogDir string
	// Environ is what children inherit, less the secret variables of this program.
	Environ []string
	// Now is the clock of statuses and log names.
	Now func() time.Time
	// Go starts a goroutine; nil means the go statement.
	Go func(fn func())
	// Log hears of every program that starts, ends or fails to; nil means nobody.
	Log *slog.Logger
	// Lender is whoever else uses the terminal. Nil means nobody: then a terminal program's
	// disorder stays.
	Lender Lender
}

// Lender owns the terminal and lends it to one child at a time.
type Lender interface {
	// Lend makes the terminal a child's until giveBack is called. In between, an interrupt is the
	// child's affair, and stop is called when this program has to end.
	Lend(stop func()) (giveBack func())
	// Restore puts the terminal in order, whatever a child left.
	Restore()
}

// Run is a program started in the background. It lives on when this program ends.
type Run struct {
	updates chan Status
	record  string
}

// Updates delivers each new Status and is closed after Ended or Failed. Nothing waits for a reader.
func (r *Run) Updates() <-chan Status { return r.updates }

// Record is the file in which a program of ours keeps the record of the run; empty for others.
func (r *Run) Record() string { return r.record }

// Start runs p in the background: detached from the terminal and from this program's life, its
// output in a new log. A program that cannot be started is a Failed status. The error is for a
// plan that does not belong in the background.
func (s Starter) Start(p Plan) (*Run, error) {
	if p.path == "" || p.Terminal() {
		return nil, errors.New("this plan is not for the background")
	}
	// One place for every status there can be, so that nobody ever waits for a reader.
	run := &Run{updates: make(chan Status, 3)}
	status := s.firstStatus(p)
	run.updates <- status

	// A launch is worth more than its log: on a full or read-only disk the output is dropped.
	log, err := createLog(s.LogDir, status.Started, p)
	if err == nil {
		defer log.file.Close()
		status.LogPath = log.file.Name()
	}
	if p.launcher.Record != nil {
		if err != nil {
			return s.abort(run, status, p.launcher.noRecord(err)), nil
		}
		run.record = p.launcher.Record(log.run())
	}
	cmd, err := s.startInBackground(p, log.file, run.record)
	if err != nil {
		return s.abort(run, status, p.launcher.startError(err)), nil
	}
	status.State, status.PID, status.Changed = Running, cmd.Process.Pid, s.Now()
	run.updates <- s.logged(status)
	s.spawn(func() {
		defer close(run.updates)
		_ = cmd.Wait() // the outcome is in ProcessState
		status = s.logged(s.ended(status, cmd.ProcessState))
		status.LastLine = log.lastLine(p.target.SessionID, p.target.HostSecret)
		run.updates <- status
	})
	return run, nil
}

// abort is a run that never came to be.
func (s Starter) abort(run *Run, status Status, why error) *Run {
	run.updates <- s.logged(s.failed(status, why))
	close(run.updates)
	return run
}

func (s Starter) startInBackground(p Plan, log *os.File, record string) (*exec.Cmd, error) {
	cmd, session, err := s.command(p)
	if err != nil {
		return nil, err
	}
	if session != nil {
		defer session.Close()
	}
	if record != "" {
		cmd.Args = append(cmd.Args, "--record="+record)
	}
	if log != nil {
		cmd.Stdout, cmd.Stderr = log, log
	}
	detach(cmd)
	return cmd, cmd.Start()
}

// command prepares p with its environment and its session. The caller closes the returned file,
// if there is one, once the child has its own copy.
func (s Starter) command(p Plan) (cmd *exec.Cmd, session *os.File, err error) {
	id := p.target.SessionID
	cmd = &exec.Cmd{Path: p.path, Env: inherited(s.Environ)}
	inArguments := ""
	switch p.launcher.handover() {
	case HandEnv:
		// os/exec uses the last of several values for one variable.
		cmd.Env = append(cmd.Env, p.launcher.sessionEnv()+"="+id.Reveal())
	case HandArgv:
		inArguments = id.Reveal()
	case HandStdin:
		if session, err = sessionPipe(id, p.target.HostSecret); err != nil {
			return nil, nil, err
		}
		cmd.Stdin = session
	case HandFD:
		if session, err = sessionPipe(id, p.target.HostSecret); err != nil {
			return nil, nil, err
		}
		cmd.ExtraFiles = []*os.File{session}
	}
	cmd.Args = append([]string{p.launcher.Command[0]}, p.args(inArguments)...)
	return cmd, session, nil
}

// sessionPipe returns the reading end of a pipe that already holds the session ID, a host's secret if
// there is one, and their end: no goroutine has to wait for a child that may never read.
func sessionPipe(id, hostSecret parsecapi.Secret) (*os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	lines := id.Reveal() + "\n"
	if !hostSecret.IsZero() {
		lines += hostSecret.Reveal() + "\n"
	}
	_, err = w.WriteString(lines)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (s Starter) firstStatus(p Plan) Status {
	now := s.Now()
	return Status{State: Starting, PeerID: p.PeerID(), Launcher: textsafe.Clean(p.Launcher()), Started: now, Changed: now}
}

func (s Starter) failed(status Status, why error) Status {
	status.State, status.Changed, status.Err = Failed, s.Now(), why
	return status
}

func (s Starter) ended(status Status, state *os.ProcessState) Status {
	status.State, status.Changed = Ended, s.Now()
	status.ExitCode, status.Signal = outcome(state)
	return status
}

// logged tells the log of a status and returns it. Neither the arguments nor the program's own words
// are told: both may hold the session.
func (s Starter) logged(status Status) Status {
	if s.Log == nil {
		return status
	}
	attrs := []any{"launcher", status.Launcher, "peer_id", status.PeerID, "pid", status.PID}
	level := slog.LevelInfo
	switch status.State {
	case Ended:
		attrs = append(attrs, "exit_code", status.ExitCode)
		if status.Signal != "" {
			attrs = append(attrs, "signal", status.Signal)
		}
	case Failed:
		level = slog.LevelWarn
		attrs = append(attrs, "err", status.Err)
	}
	s.Log.Log(context.Background(), level, "program "+string(status.State), attrs...)
	return status
}

func (s Starter) spawn(fn func()) {
	if s.Go != nil {
		s.Go(fn)
		return
	}
	go fn()
}
