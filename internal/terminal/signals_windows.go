package terminal

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// notify delivers Ctrl-C, and as SIGTERM the closing of the console, logging off and shutting down.
func notify(ending chan<- os.Signal) { signal.Notify(ending, os.Interrupt, syscall.SIGTERM) }

// jobControl does nothing: Windows does not stop processes. Its channels never deliver.
type jobControl struct {
	signals, intrusion chan os.Signal
	notStopped         <-chan time.Time
}

func newJobControl(*Guard, Program) *jobControl { return &jobControl{} }

func (j *jobControl) close() {}

func (j *jobControl) handle(os.Signal) {}

func (j *jobControl) keepOut() {}

func (j *jobControl) stillRunning() {}
