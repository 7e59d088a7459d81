package launch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"parsec-hosts/internal/textsafe"
)

// Occasion is something that happened, for which a Hook is run. Of the Target there is no session, and
// nothing at all when it did not happen to a host.
type Occasion struct {
	Target
	Kind, From, To, Time string
	Input                []byte // what the program reads on its standard input
}

// Hook is a program that is run when something happens. It is not handed the session, and its output
// goes where its maker says. In the arguments {peer_id}, {name}, {user_name}, {external_id}, {kind},
// {from}, {to} and {time} stand for values of the Occasion, and {{ for a brace.
type Hook struct {
	Environ        []string // what the program inherits, less the secret variables of this one
	Stdout, Stderr *os.File // where its output goes; required

	program, path string
	templates     []string
	arguments     [][]piece
}

// NewHook looks for the program of a command, which is an argv. Its errors are *Error.
func NewHook(command []string) (*Hook, error) {
	h := &Hook{program: command[0], templates: command[1:]}
	if strings.Contains(h.program, "{") {
		return nil, hookError("the program itself cannot hold a placeholder", "name one program, and use placeholders in its arguments")
	}
	for _, arg := range h.templates {
		pieces, err := parse(arg, hookPlaceholders)
		if err != nil {
			return nil, hookError(fmt.Sprintf("argument %q: %v", arg, err), "write {{ for a brace that is not a placeholder")
		}
		h.arguments = append(h.arguments, pieces)
	}
	var err error
	if h.path, err = exec.LookPath(h.program); err != nil {
		return nil, h.startError(err)
	}
	if runtime.GOOS == "windows" && isBatchFile(h.path) {
		return nil, hookError(noBatchFiles, runWithoutBatch)
	}
	return h, nil
}

func hookError(problem, fix string) *Error {
	return &Error{Problem: textsafe.Clean(problem), Fix: fix}
}

func (h *Hook) startError(err error) *Error {
	e := hookError(whyNotStarted(h.program, err))
	e.Err = err
	return e
}

// NamesHost reports whether an argument holds a value of a host, so that the program makes no sense
// where there is none.
func (h *Hook) NamesHost() bool { return h.names(hostPlaceholders...) }

func (h *Hook) names(placeholders ...string) bool {
	return slices.ContainsFunc(h.arguments, func(pieces []piece) bool {
		return slices.ContainsFunc(pieces, func(p piece) bool { return slices.Contains(placeholders, p.placeholder) })
	})
}

// Run runs the program for o and waits for its end. When ctx ends first, it is asked to end, with all
// that it started, and after a while made to. The error says in one line why it did not run, or that
// it failed.
func (h *Hook) Run(ctx context.Context, o Occasion) error {
	args, err := h.args(o)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, h.path)
	cmd.Args = append([]string{h.program}, args...)
	cmd.Env = inherited(h.Environ)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(o.Input), h.Stdout, h.Stderr
	setApart(cmd)
	cmd.Cancel = func() error { return terminateAll(cmd.Process) }
	cmd.WaitDelay = stopGrace
	if err := cmd.Start(); err != nil {
		return h.startError(err)
	}
	err = cmd.Wait()
	if ctx.Err() != nil {
		killAll(cmd.Process)
		return ctx.Err()
	}
	return h.failure(cmd.ProcessState, err)
}

// failure is nil for a program that ended well. One that does not read its input, and one that leaves
// something running, is none the worse for it.
func (h *Hook) failure(state *os.ProcessState, err error) error {
	switch code, signal := outcome(state); {
	case signal != "":
		return hookError(h.program+" was ended by "+signal, "")
	case code != 0:
		return hookError(fmt.Sprintf("%s ended with exit code %d", h.program, code), "")
	case err == nil, errors.Is(err, exec.ErrWaitDelay), errors.Is(err, syscall.EPIPE):
		return nil
	}
	return hookError(fmt.Sprintf("%s: %v", h.program, err), "")
}

// args are the arguments for o. A value from a stranger is never an option, and a peer ID that is none
// never on a command line.
func (h *Hook) args(o Occasion) ([]string, error) {
	if h.names("peer_id") && !launchable.MatchString(o.PeerID) {
		return nil, hookError("this host's peer ID has characters that are not passed to programs", "")
	}
	values := o.values("")
	values["kind"], values["from"], values["to"], values["time"] = o.Kind, o.From, o.To, o.Time
	args := make([]string, len(h.arguments))
	for i, pieces := range h.arguments {
		args[i] = expand(pieces, values)
		if problem, fix := unfitArgument(h.templates[i], args[i]); problem != "" {
			return nil, hookError(problem, fix)
		}
	}
	return args, nil
}
