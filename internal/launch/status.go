package launch

import (
	"fmt"
	"syscall"
	"time"
)

// State is how far a launched program has come.
type State string

// The states of a launched program.
const (
	Starting State = "starting"
	Running  State = "running"
	Ended    State = "ended"  // with any exit code: 0 does not prove a connection
	Failed   State = "failed" // never ran
)

// Status is what is known about a launched program at one moment.
type Status struct {
	State    State
	PeerID   string
	Launcher string    // the launcher's name, safe to print
	PID      int       // 0 before Running
	ExitCode int       // of Ended; 128 + n for a program ended by signal n
	Signal   string    // such as SIGKILL; empty when no signal ended it
	LastLine string    // the program's last words, safe to print; background programs only
	LogPath  string    // empty for terminal programs, and when no log could be written
	Started  time.Time // when it was asked for
	Changed  time.Time // when State was reached
	Err      error     // of Failed: an *Error
}

// interrupted reports whether the terminal's interrupt or quit key may have ended the program,
// directly or by way of a shell.
func (s Status) interrupted() bool {
	return s.State == Ended && (s.ExitCode == 128+int(syscall.SIGINT) || s.ExitCode == 128+int(syscall.SIGQUIT))
}

// Outcome says in one line how far the program has come, or how it ended.
func (s Status) Outcome() string {
	switch {
	case s.State == Failed && s.Err != nil:
		return s.Err.Error()
	case s.Signal != "":
		return fmt.Sprintf("%s was ended by %s", s.Launcher, s.Signal)
	case s.State == Ended && s.ExitCode == 0:
		return s.Launcher + " ended"
	case s.State == Ended:
		return fmt.Sprintf("%s ended with exit code %d", s.Launcher, s.ExitCode)
	default:
		return fmt.Sprintf("%s is %s", s.Launcher, s.State)
	}
}
