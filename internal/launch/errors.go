package launch

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"

	"parsec-hosts/internal/textsafe"
)

// Error is a launcher or a hook that cannot do what was asked. Error says what is wrong in one line, Remedy
// what to do about it; neither ever holds a session ID.
type Error struct {
	Launcher string // the launcher's name; empty for a Hook
	Problem  string
	Fix      string
	Err      error // the cause, or nil
}

func (e *Error) Error() string {
	if e.Launcher == "" {
		return e.Problem
	}
	return fmt.Sprintf("launcher %s: %s", e.Launcher, e.Problem)
}

// Remedy says what the user can do.
func (e *Error) Remedy() string { return e.Fix }

func (e *Error) Unwrap() error { return e.Err }

func (l Launcher) errorf(problem, fix string) *Error {
	return &Error{Launcher: textsafe.Clean(l.Name), Problem: textsafe.Clean(problem), Fix: fix}
}

// startError is the operating system's refusal to run the program.
func (l Launcher) startError(err error) *Error {
	problem, fix := whyNotStarted(l.Command[0], err)
	correct := "correct `command` of launcher " + textsafe.Clean(l.Name)
	if fix != "" {
		correct = fix + ", or " + correct
	}
	e := l.errorf(problem, correct)
	e.Err = err
	return e
}

// noRecord is the file system's refusal to keep the record of a connection, without which nobody would
// know of it.
func (l Launcher) noRecord(err error) *Error {
	e := l.errorf("what happens to the connection cannot be written down: "+err.Error(), "make room there, or allow this program to write")
	e.Err = err
	return e
}

// whyNotStarted puts the operating system's refusal to run a program into words. There may be no fix
// to offer.
func whyNotStarted(program string, err error) (problem, fix string) {
	var search *exec.Error // from LookPath; anything else is from the start of what it found
	var detail *fs.PathError
	switch {
	case !errors.As(err, &search) && errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("%s, or the interpreter its first line names, was not found", program), "install it"
	case errors.Is(err, exec.ErrDot):
		return fmt.Sprintf("%s is only in the current folder", program), "write its whole path"
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("%s was not found", program), "install it"
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("%s is not executable", program), "allow it to be executed (chmod +x)"
	case errors.As(err, &detail):
		err = detail.Err // without the path and the name of the system call
	}
	return fmt.Sprintf("%s did not start: %v", program, err), ""
}
