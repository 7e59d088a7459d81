package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"parsec-hosts/internal/textsafe"
)

const (
	// commandLimit is how long a command of the user's may take: a password manager may ask
	// for something first.
	commandLimit = 30 * time.Second
	// outputGrace is how long output is still read after a command has ended. Beyond it a
	// grandchild that inherited the pipe would keep us waiting for ever.
	outputGrace = time.Second
	// outputLimit bounds what a command may print, in bytes. Sessions and keys are far shorter.
	outputLimit = 64 << 10
	// reasonLimit is how much of the end of a command's standard error is kept, in bytes.
	reasonLimit = 4 << 10
)

// ownSecrets are the variables that hold our own secrets. A command is the user's own and gets
// the rest of the environment, but has no use for these.
var ownSecrets = []string{"PARSEC_HOSTS_API_KEY", "PARSEC_HOSTS_SESSION_ID"}

// command is a program of the user's that prints a secret on its standard output.
type command struct {
	setting string // the setting that names it, for messages
	argv    []string
	limit   time.Duration
}

func newCommand(setting string, argv []string) command {
	return command{setting: setting, argv: slices.Clone(argv), limit: commandLimit}
}

var errTooMuchOutput = errors.New("too much output")

// run returns what the command printed on standard output, which is never shown. The command
// has no standard input and no terminal; when it fails, all processes of its group are killed.
func (c command) run(ctx context.Context) ([]byte, error) {
	if len(c.argv) == 0 {
		return nil, &SignInError{What: c.setting + " is empty", Fix: "name a program in " + c.setting}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()

	stdout := &boundedOutput{overflow: func() { stop(errTooMuchOutput) }}
	stderr := &tailOutput{}
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	cmd.Env = withoutOwnSecrets(os.Environ())
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = outputGrace
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }

	err := cmd.Run()
	if err == nil {
		return stdout.kept, nil
	}
	if cmd.Process != nil {
		_ = killGroup(cmd) // Usually nobody is left; then there is nothing to report.
	}
	return nil, c.failure(context.Cause(ctx), err, stderr.lastLine())
}

// failure words the end of a failed run. stopped is why it was stopped, if it was.
func (c command) failure(stopped, err error, reason string) error {
	fix := "run the command in a terminal to see why, correct it, then try again"
	var exit *exec.ExitError
	switch {
	case errors.Is(stopped, context.Canceled):
		return context.Canceled
	case errors.Is(stopped, errTooMuchOutput):
		return c.refuse(fmt.Sprintf("printed more than %d KiB", outputLimit>>10), "", "let it print only what is asked of it", err)
	case errors.Is(stopped, context.DeadlineExceeded):
		return c.refuse("did not finish in time and was stopped", reason, fix, err)
	case errors.Is(err, exec.ErrWaitDelay):
		return c.refuse("left a program running that holds its output", "", "let it print its answer and end", err)
	case errors.As(err, &exit):
		return c.refuse("failed ("+exit.ProcessState.String()+")", reason, fix, err)
	case errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist):
		return c.refuse("cannot start: "+textsafe.Clean(c.argv[0])+" was not found", "", "install it, or give its full path", err)
	case errors.Is(err, fs.ErrPermission):
		return c.refuse("cannot start: "+textsafe.Clean(c.argv[0])+" is not executable", "", "make it executable, or name another program", err)
	}
	return c.refuse("cannot run "+textsafe.Clean(c.argv[0]), "", fix, err)
}

func (c command) refuse(what, reason, fix string, err error) error {
	what = c.setting + " " + what
	if reason != "" {
		what += ": " + reason
	}
	return &SignInError{What: what, Fix: fix, Err: err}
}

// withoutOwnSecrets returns environ without the variables in ownSecrets. Names are compared
// without regard to case, as Windows does.
func withoutOwnSecrets(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.ContainsFunc(ownSecrets, func(own string) bool { return strings.EqualFold(own, name) })
	})
}

// boundedOutput keeps up to outputLimit bytes and calls overflow when there are more. It does not
// embed a bytes.Buffer, whose ReadFrom would read past the limit.
type boundedOutput struct {
	kept     []byte
	overflow func()
}

func (b *boundedOutput) Write(p []byte) (int, error) {
	if len(b.kept)+len(p) > outputLimit {
		b.overflow()
		return 0, errTooMuchOutput
	}
	b.kept = append(b.kept, p...)
	return len(p), nil
}

// tailOutput keeps the last reasonLimit bytes.
type tailOutput struct{ kept []byte }

func (t *tailOutput) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p[max(0, len(p)-reasonLimit):]...)
	t.kept = slices.Delete(t.kept, 0, max(0, len(t.kept)-reasonLimit))
	return len(p), nil
}

// lastLine returns the last line that is not blank, safe for a terminal.
func (t *tailOutput) lastLine() string {
	kept := bytes.TrimSpace(t.kept)
	return textsafe.CleanLine(kept[bytes.LastIndexAny(kept, "\r\n")+1:])
}
