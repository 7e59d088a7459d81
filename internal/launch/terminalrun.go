package launch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/muesli/cancelreader"
)

const (
	stopGrace = 2 * time.Second        // from asking a child to end to ending it
	pipeGrace = time.Second            // for output still under way after the child's end
	copyGrace = 200 * time.Millisecond // for this program's copy of the key that ended the child
)

// TerminalRun is a program that takes the dashboard's place on the terminal until it ends. It has
// the shape of Bubble Tea's ExecCommand. The child stays in this program's process group, so that
// the keyboard's interrupt and suspend keys reach it.
type TerminalRun struct {
	starter Starter
	plan    Plan
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	grace   time.Duration

	stopping chan struct{} // closed by Stop
	ended    chan struct{} // closed when the child has ended or failed to start

	mu     sync.Mutex
	status Status
	child  *os.Process // nil until started
}

// Terminal prepares p, which must be a terminal plan, for the terminal.
func (s Starter) Terminal(p Plan) *TerminalRun {
	return &TerminalRun{
		starter: s, plan: p, grace: stopGrace, status: s.firstStatus(p),
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		stopping: make(chan struct{}), ended: make(chan struct{}),
	}
}

// SetStdin sets the child's input: the terminal, as an *os.File.
func (r *TerminalRun) SetStdin(in io.Reader) { r.stdin = in }

// SetStdout sets the child's output and that of Run itself: the terminal, as an *os.File.
func (r *TerminalRun) SetStdout(out io.Writer) { r.stdout = out }

// SetStderr sets the child's error output: the terminal, as an *os.File.
func (r *TerminalRun) SetStderr(out io.Writer) { r.stderr = out }

// Status is what is known now. It may be called at any time from any goroutine.
func (r *TerminalRun) Status() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.status
}

// Run shows the command, runs the child, puts the terminal in order, says how it went and waits
// for enter. It must be called once. The error is that of a child that never ran, with a remedy.
func (r *TerminalRun) Run() error {
	fmt.Fprintf(r.stdout, "+ %s\n", r.plan)
	return r.run(r.farewell)
}

// RunAlone runs the child and puts the terminal in order, for a program that ends with its child. It is
// an alternative to Run.
func (r *TerminalRun) RunAlone() error {
	return r.run(func(<-chan os.Signal) {})
}

func (r *TerminalRun) run(farewell func(interrupts <-chan os.Signal)) error {
	// The keyboard's interrupt and quit keys are meant for the child. They must not be ignored,
	// since children inherit that: they are received and do nothing here until the child ends.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGQUIT)
	defer signal.Stop(interrupts)
	restore := func() {}
	if lender := r.starter.Lender; lender != nil {
		giveBack := lender.Lend(r.Stop)
		defer giveBack()
		restore = lender.Restore
	}

	r.runChild()
	restore()
	farewell(interrupts)
	return r.Status().Err
}

// Stop ends the child, by force if it does not end when asked, and the waiting for enter. It
// returns when the child has ended, and does nothing after that.
func (r *TerminalRun) Stop() {
	if child := r.stop(); child != nil {
		_ = terminate(child) // a child that has just ended is no error
		select {
		case <-r.ended:
		case <-time.After(r.grace):
			_ = child.Kill()
			<-r.ended
		}
	}
}

// stop marks the run as stopping and returns the child, if one was started.
func (r *TerminalRun) stop() *os.Process {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.stopped() {
		close(r.stopping)
	}
	return r.child
}

func (r *TerminalRun) stopped() bool {
	select {
	case <-r.stopping:
		return true
	default:
		return false
	}
}

func (r *TerminalRun) runChild() {
	defer close(r.ended)
	cmd, err := r.start()
	if err != nil {
		r.update(func(s Status) Status { return r.starter.failed(s, r.plan.launcher.startError(err)) })
		return
	}
	_ = cmd.Wait() // the outcome is in ProcessState
	r.update(func(s Status) Status { return r.starter.ended(s, cmd.ProcessState) })
}

// start starts the child, unless Stop came first.
func (r *TerminalRun) start() (*exec.Cmd, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped() {
		return nil, errors.New("this program is ending")
	}
	cmd, session, err := r.starter.command(r.plan)
	if err != nil {
		return nil, err
	}
	if session != nil {
		defer session.Close()
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = r.stdin, r.stdout, r.stderr
	cmd.WaitDelay = pipeGrace
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	r.child = cmd.Process
	r.status.State, r.status.PID, r.status.Changed = Running, cmd.Process.Pid, r.starter.Now()
	r.starter.logged(r.status)
	return cmd, nil
}

func (r *TerminalRun) update(change func(Status) Status) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = r.starter.logged(change(r.status))
}

// farewell leaves the child's output readable until the user has read it.
func (r *TerminalRun) farewell(interrupts <-chan os.Signal) {
	if r.stopped() {
		return
	}
	status := r.Status()
	fmt.Fprintf(r.stdout, "\n%s\n", status.Outcome())
	if failure := (*Error)(nil); errors.As(status.Err, &failure) {
		fmt.Fprintln(r.stdout, failure.Remedy())
	}
	if status.interrupted() {
		awaitCopy(interrupts)
	}
	drain(interrupts) // what was pressed for the child
	fmt.Fprint(r.stdout, "press enter to return ")
	r.waitForEnter(interrupts)
	fmt.Fprintln(r.stdout)
}

// awaitCopy waits for the signal of the key that ended the child. The terminal sends it to both
// programs, and the child may be gone before ours arrives: it must not answer the prompt then.
func awaitCopy(interrupts <-chan os.Signal) {
	select {
	case <-interrupts:
	case <-time.After(copyGrace): // it was sent to the child alone
	}
}

// waitForEnter reads one line and drops it. An interrupt or Stop ends it too, without leaving a
// reader behind that would eat the next key.
func (r *TerminalRun) waitForEnter(interrupts <-chan os.Signal) {
	input, err := cancelreader.NewReader(r.stdin)
	if err != nil {
		return // not a terminal: nobody is there to press a key
	}
	defer input.Close()
	line := make(chan struct{})
	r.starter.spawn(func() {
		defer close(line)
		dropLine(input)
	})
	select {
	case <-line:
		return
	case <-interrupts:
	case <-r.stopping:
	}
	if input.Cancel() {
		<-line
	}
}

// dropLine reads to the end of a line or of the input.
func dropLine(in io.Reader) {
	buf := make([]byte, 256)
	for {
		n, err := in.Read(buf)
		for _, b := range buf[:n] {
			if b == '\n' || b == '\r' {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func drain(signals <-chan os.Signal) {
	for {
		select {
		case <-signals:
		default:
			return
		}
	}
}
