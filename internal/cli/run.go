package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/session"
	"parsec-hosts/parsecapi"
)

// Exit codes. A program ended by signal n exits with 128+n.
const (
	exitOK        = 0
	exitFailure   = 1
	exitUsage     = 2 // the command line or the configuration, also a missing one
	exitAmbiguous = 3 // several hosts, where one was asked for
	exitNoMatch   = 4 // no host is what was asked for
	exitSignedOut = 5
	exitNetwork   = 6
	exitTimeout   = 7
)

// Stdio are the three standard files.
type Stdio struct {
	In, Out, Err *os.File
}

// Run runs the command line args, without the program's name, and returns the exit code. version
// describes the build.
func Run(args []string, stdio Stdio, environ []string, version string) int {
	guardSecrets()
	return run(args, &app{stdio: stdio, environ: environ, version: version, keyring: session.SystemKeyring()})
}

// guardSecrets keeps what this process will hold from those who are given more of it than they are meant
// to have: programs that it starts, and files that a crash writes.
func guardSecrets() {
	dropSecrets()
	forbidDumps()
}

// dropSecrets takes our secrets out of the process's own environment, once they have been read.
// From there they would go on to every program that is started without a list of its own, such as
// a clipboard's, which may live on for days.
func dropSecrets() {
	for _, name := range []string{config.EnvAPIKey, config.EnvSessionID} {
		_ = os.Unsetenv(name)
	}
}

func run(args []string, a *app) int {
	// A reader that goes away, such as head, makes writing fail then, in place of ending this
	// program before it has cleaned up.
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, syscall.SIGPIPE)
	defer signal.Stop(pipes)

	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(a.stdio.In)
	root.SetOut(a.stdio.Out)
	root.SetErr(a.stdio.Err)
	err := root.Execute()
	a.report(err)
	code := exitCode(err)
	a.log.end(code, err)
	return code
}

// usageError is a command line that means nothing, with what to do about it.
type usageError struct{ what, remedy string }

func (e *usageError) Error() string  { return e.what }
func (e *usageError) Remedy() string { return e.remedy }

// errReaderGone means that whoever read the output, such as head, has had enough. That is no
// failure.
var errReaderGone = errors.New("the reader of the output has gone")

// exitError ends the program with a code of its own. Without err there is nothing left to say.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return fmt.Sprintf("exit code %d: %v", e.code, e.err) }
func (e *exitError) Unwrap() error { return e.err }

// report says what went wrong: one line, and another if there is something to do about it.
func (a *app) report(err error) {
	var exit *exitError
	if err == nil || errors.Is(err, errReaderGone) || errors.As(err, &exit) && exit.err == nil {
		return
	}
	if exit != nil {
		err = exit.err
	}
	p := problem.Explain(err)
	fmt.Fprintf(a.stdio.Err, "parsec-hosts: %s\n", p.What)
	if p.Remedy != "" {
		fmt.Fprintf(a.stdio.Err, "  %s\n", p.Remedy)
	}
}

func exitCode(err error) int {
	var (
		exit      *exitError
		usage     *usageError
		setting   *config.Error
		given     *session.GivenError
		none      *notNow
		late      *tooLate
		transport *parsecapi.TransportError
	)
	switch {
	case err == nil, errors.Is(err, errReaderGone):
		return exitOK
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &usage), errors.As(err, &setting), errors.As(err, &given):
		return exitUsage
	case errors.As(err, &none):
		return exitNoMatch
	case errors.As(err, &late):
		return exitTimeout
	}
	switch problem.Explain(err).Kind {
	case problem.SignIn:
		return exitSignedOut
	case problem.Network, problem.RateLimit:
		timedOut := errors.As(err, &transport) && transport.Kind == parsecapi.KindTimeout
		if timedOut || errors.Is(err, context.DeadlineExceeded) {
			return exitTimeout
		}
		return exitNetwork
	}
	return exitFailure
}
