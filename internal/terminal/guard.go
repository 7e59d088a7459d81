package terminal

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

const (
	quitGrace    = 400 * time.Millisecond // for a program that was asked to quit
	killGrace    = 300 * time.Millisecond // for one that was then told to give up
	restoreGrace = 200 * time.Millisecond // for the terminal to take the reset
	signalGrace  = 100 * time.Millisecond // for the signal that explains a failure
)

// Program draws on the terminal. *tea.Program fits with a few lines; it must leave signals to the
// Guard (tea.WithoutSignalHandler) and may go on catching panics as a second net.
type Program interface {
	// Run returns when the program has ended. It is called once.
	Run() error
	// Quit asks the program to end, and Kill makes it. Both may block while it is busy.
	Quit()
	Kill()
	// Suspend asks the program to give the terminal back and to stop itself with SIGTSTP.
	Suspend()
	// Resumed tells a program that was stopped without Suspend to draw everything anew.
	Resumed()
	// Silence keeps a program that could not be ended from writing to the terminal, which is put in order
	// after that.
	Silence()
}

// Guard owns the terminal: it saves it, runs the one Program that draws on it, lends it to
// children, and restores it at the end, whatever the end is.
type Guard struct {
	state     *State
	reportDir string
	once      sync.Once
	panicked  chan *PanicError

	mu   sync.Mutex
	stop func() // ends the child that has the terminal; nil when there is none
}

// New saves the terminal of in and out as it is now. Reports of panics are written to reportDir.
func New(in, out *os.File, reportDir string) *Guard {
	return &Guard{state: Save(in, out), reportDir: reportDir, panicked: make(chan *PanicError, 1)}
}

// KeepTitle is for a program that gives the window no title: the one it has stays. It is called before
// Run.
func (g *Guard) KeepTitle() { g.state.titled = false }

// Restore puts the terminal back in order.
func (g *Guard) Restore() { g.state.Restore() }

// Lend makes the terminal a child's until giveBack is called. In between an interrupt is the
// child's affair, and a signal that ends this program calls stop first.
func (g *Guard) Lend(stop func()) (giveBack func()) {
	g.setChild(stop)
	return func() { g.setChild(nil) }
}

func (g *Guard) setChild(stop func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stop = stop
}

func (g *Guard) child() (stop func(), lent bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stop, g.stop != nil
}

// Run runs p until it ends or a signal or a panic ends it, restores the terminal and returns the
// exit code: 0, 1 for an error, 128 + n for signal n. The error is p's own or a *PanicError. Run
// returns within a second of a signal (a child that has the terminal gets its own time) even when
// p is stuck; p is then left behind, and the process should exit.
func (g *Guard) Run(p Program) (exitCode int, err error) {
	ending := make(chan os.Signal, 8) // signals that end this program
	notify(ending)
	defer signal.Stop(ending)
	defer g.restoreInTime()

	run := g.start(p)
	quit, kill := attempt{p.Quit, quitGrace}, attempt{p.Kill, killGrace}
	jobs := newJobControl(g, p)
	defer jobs.close()
	for {
		select {
		case <-run.ended:
			return g.explain(run.err, ending)
		case crash := <-g.panicked:
			g.end(run, kill)
			return 1, crash
		case sig := <-ending:
			if g.leaveToChild(sig) {
				continue
			}
			g.end(run, quit, kill)
			return exitCodeOf(sig), nil
		case sig := <-jobs.signals:
			jobs.handle(sig)
		case <-jobs.intrusion:
			// A signal that ends this program came before this one, with SIGCONT, and goes first.
			if len(ending) == 0 {
				jobs.keepOut()
			}
		case <-jobs.notStopped:
			jobs.stillRunning()
		}
	}
}

// running is a Program under way.
type running struct {
	silence func()
	ended   chan struct{} // closed when Run has returned or panicked
	err     error         // what it returned; to be read after ended
}

func (g *Guard) start(p Program) *running {
	r := &running{silence: p.Silence, ended: make(chan struct{})}
	go func() {
		defer close(r.ended)
		defer g.Recover()
		r.err = p.Run()
	}()
	return r
}

// explain finds the exit code of a program that ended by itself. A panic or a hang-up can end it a
// moment before word of them arrives here.
func (g *Guard) explain(err error, ending <-chan os.Signal) (int, error) {
	select {
	case crash := <-g.panicked:
		return 1, crash
	default:
	}
	if err == nil {
		return 0, nil
	}
	select {
	case sig := <-ending:
		return exitCodeOf(sig), nil
	case <-time.After(signalGrace):
		return 1, err
	}
}

// leaveToChild reports whether sig came from the keyboard for the child that has the terminal.
func (g *Guard) leaveToChild(sig os.Signal) bool {
	_, lent := g.child()
	return lent && (sig == os.Interrupt || sig == syscall.SIGQUIT)
}

// attempt is a way to make a program end, and how long it may take.
type attempt struct {
	ask   func()
	limit time.Duration
}

// end ends the child that has the terminal, and then the program by the first attempt that works.
func (g *Guard) end(run *running, attempts ...attempt) {
	if stop, lent := g.child(); lent {
		stop()
	}
	if g.state.inBackground() {
		return // giving the terminal back would stop this process; the shell has it already
	}
	for _, a := range attempts {
		if g.inTime(a.limit, func() { a.ask(); <-run.ended }) {
			return
		}
	}
	g.inTime(restoreGrace, run.silence)
}

// restoreInTime restores the terminal, but does not wait for ever for one that takes no output.
func (g *Guard) restoreInTime() { g.inTime(restoreGrace, g.state.Restore) }

// inTime runs fn and reports whether it returned within limit. One that did not is left behind.
func (g *Guard) inTime(limit time.Duration, fn func()) bool {
	done := make(chan struct{})
	g.Go(func() {
		defer close(done)
		fn()
	})
	select {
	case <-done:
		return true
	case <-time.After(limit):
		return false
	}
}

func exitCodeOf(sig os.Signal) int {
	if number, ok := sig.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return 1
}
