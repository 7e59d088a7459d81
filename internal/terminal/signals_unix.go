//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// A process that still runs after a few ticks was not stopped by its own stop signal. One tick
// would not do: the clock goes on while a process is stopped.
const (
	stopTick  = 100 * time.Millisecond
	stopTicks = 3
)

// notify delivers the signals that end this program. One that was ignored from the start, such as
// the hang-up under nohup, stays ignored.
func notify(ending chan<- os.Signal) {
	for _, sig := range []os.Signal{unix.SIGINT, unix.SIGTERM, unix.SIGHUP, unix.SIGQUIT} {
		if !signal.Ignored(sig) {
			signal.Notify(ending, sig)
		}
	}
}

// jobControl stops and continues the process as the shell wants it.
type jobControl struct {
	guard   *Guard
	program Program
	signals chan os.Signal
	// intrusion delivers SIGTTOU, which is sent over and over while the program tries to take the
	// terminal from the background. A channel of its own keeps that from crowding out the others.
	intrusion  chan os.Signal
	notStopped <-chan time.Time // ticks between the stop signal and SIGCONT; else nil
	ticks      int
}

func newJobControl(g *Guard, p Program) *jobControl {
	j := &jobControl{guard: g, program: p, signals: make(chan os.Signal, 8), intrusion: make(chan os.Signal, 1)}
	signal.Notify(j.signals, unix.SIGTSTP, unix.SIGCONT)
	signal.Notify(j.intrusion, unix.SIGTTOU)
	return j
}

func (j *jobControl) close() {
	signal.Stop(j.signals)
	signal.Stop(j.intrusion)
}

func (j *jobControl) handle(sig os.Signal) {
	_, lent := j.guard.child()
	switch {
	case sig == unix.SIGTSTP && (lent || j.guard.state.asFound()): // nothing to give back
		j.stop()
	case sig == unix.SIGTSTP:
		// The program gives the terminal back and sends this signal once more.
		j.guard.Go(j.program.Suspend)
	case sig == unix.SIGCONT && j.notStopped != nil:
		j.notStopped = nil // the program draws by itself after Suspend, and a child after its stop
	case sig == unix.SIGCONT && !lent:
		j.guard.Go(j.program.Resumed)
	}
}

// stop stops the process as the caught signal would have. The caught signals cannot do it any
// more, since the Go runtime keeps a handler for what it was once asked for. SIGTTIN, which nobody
// asked for, stops it too, except where no shell could ever continue it.
func (j *jobControl) stop() {
	j.notStopped, j.ticks = time.After(stopTick), 0
	_ = unix.Kill(unix.Getpid(), unix.SIGTTIN)
}

// keepOut stops a process that tries to take the terminal from the background, as the system would
// have. More of its attempts may be reported after that, also when it has the terminal again.
func (j *jobControl) keepOut() {
	if j.notStopped == nil && j.guard.state.inBackground() {
		j.stop()
	}
}

// stillRunning is for a process without a shell that could continue it: the system does not stop
// such a process, and the program would wait for SIGCONT for ever.
func (j *jobControl) stillRunning() {
	j.notStopped = time.After(stopTick)
	if j.ticks++; j.ticks == stopTicks {
		_ = unix.Kill(unix.Getpid(), unix.SIGCONT)
	}
}
