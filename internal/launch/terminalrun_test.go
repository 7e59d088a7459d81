package launch

import (
	"bytes"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// farewellOf is the end of a run, in a bubble.
type farewellOf struct {
	keys       io.WriteCloser
	shown      bytes.Buffer
	interrupts chan os.Signal
	over       chan struct{}
}

// newFarewell begins the farewell to a child that ended like s.
func newFarewell(s Status) *farewellOf {
	in, keys := io.Pipe()
	f := &farewellOf{keys: keys, interrupts: make(chan os.Signal, 1), over: make(chan struct{})}
	run := &TerminalRun{stdin: in, stdout: &f.shown, status: s, stopping: make(chan struct{})}
	go func() { defer close(f.over); run.farewell(f.interrupts) }()
	synctest.Wait()
	return f
}

// asks reports whether the prompt stands, unanswered.
func (f *farewellOf) asks() bool {
	synctest.Wait()
	select {
	case <-f.over:
		return false
	default:
		return strings.Contains(f.shown.String(), "press enter")
	}
}

func TestTheKeyThatEndedTheChildDoesNotAnswerThePrompt(t *testing.T) {
	for name, status := range map[string]Status{
		"interrupt":               {State: Ended, ExitCode: 130, Signal: "SIGINT"},
		"quit":                    {State: Ended, ExitCode: 131, Signal: "SIGQUIT"},
		"interrupt under a shell": {State: Ended, ExitCode: 130},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFarewell(status)
				defer f.keys.Close()
				f.interrupts <- os.Interrupt // this program's copy, late
				if !f.asks() {
					t.Fatalf("the copy answered the prompt: %q", f.shown.String())
				}
				f.interrupts <- syscall.SIGINT // and this is the user's answer
				<-f.over
			})
		})
	}
}

func TestACopyThatNeverComesIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		f := newFarewell(Status{State: Ended, ExitCode: 130, Signal: "SIGINT"})
		defer f.keys.Close()
		if _, err := io.WriteString(f.keys, "\n"); err != nil {
			t.Fatal(err)
		}
		<-f.over
		if waited := time.Since(began); waited != copyGrace {
			t.Errorf("waited %v, want %v", waited, copyGrace)
		}
	})
}

func TestOtherEndsAreAnsweredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFarewell(Status{State: Ended, ExitCode: 1})
		defer f.keys.Close()
		if !f.asks() {
			t.Error("waits before it asks")
		}
		f.interrupts <- os.Interrupt
		<-f.over
	})
}
