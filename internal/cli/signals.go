package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// untilSignal runs work with a context that the first signal to end cancels, so that work can
// clean up. It then returns an error with the exit code of that signal.
func untilSignal(work func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	signals := make(chan os.Signal, 1)
	notifyOfEnd(signals)
	defer signal.Stop(signals)
	go func() {
		select {
		case sig := <-signals:
			signal.Stop(signals) // a second one ends the program at once
			code := exitFailure
			if number, ok := sig.(syscall.Signal); ok {
				code = 128 + int(number)
			}
			cancel(&exitError{code: code})
		case <-ctx.Done():
		}
	}()
	err := work(ctx)
	var ended *exitError
	if errors.As(context.Cause(ctx), &ended) {
		return ended
	}
	return err
}

// notifyOfEnd has the signals to end sent to signals.
func notifyOfEnd(signals chan<- os.Signal) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		// What was ignored from the start, such as the hang-up under nohup, stays ignored.
		if !signal.Ignored(sig) {
			signal.Notify(signals, sig)
		}
	}
}

// untilAnySignal runs work with a context that any signal to end cancels. Further ones change nothing:
// work must come to its end by itself, in little time.
func untilAnySignal(work func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 1)
	notifyOfEnd(signals)
	defer signal.Stop(signals)
	go func() {
		select {
		case <-signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	work(ctx)
}
