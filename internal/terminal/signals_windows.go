package terminal

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// notify delivers Ctrl-C, and as SIGTERM the closing of the console, logging off and shutting down.
func notify(signals chan<- os.Signal) { signal.Notify(signals, os.Interrupt, syscall.SIGTERM) }

// jobControl does nothing: Windows does not stop processes. Its channels never deliver.
type jobControl struct {
	intrusion  chan os.Signal
	notStopped <-chan time.Time
}

func newJobControl(*Guard, Program) *jobControl { return &jobControl{} }

func (j *jobControl) close() {}

func (j *jobControl) handle(os.Signal) bool { return false }

func (j *jobControl) keepOut() {}

func (j *jobControl) stillRunning() {}
