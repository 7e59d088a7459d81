package launch

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"

	"parsec-hosts/internal/textsafe"
)

// Error is a launcher that cannot do what was asked. Error says what is wrong in one line, Remedy
// what to do about it; neither ever holds a session ID.
type Error struct {
	Launcher string // the launcher's name
	Problem  string
	Fix      string
	Err      error // the cause, or nil
}

func (e *Error) Error() string { return fmt.Sprintf("launcher %s: %s", e.Launcher, e.Problem) }

// Remedy says what the user can do.
func (e *Error) Remedy() string { return e.Fix }

func (e *Error) Unwrap() error { return e.Err }

func (l Launcher) errorf(problem, fix string) *Error {
	return &Error{Launcher: textsafe.Clean(l.Name), Problem: textsafe.Clean(problem), Fix: fix}
}

// startError puts the operating system's refusal to run the program into words.
func (l Launcher) startError(err error) *Error {
	correct := fmt.Sprintf("correct `command` of launcher %s", textsafe.Clean(l.Name))
	program := l.Command[0]
	var e *Error
	var search *exec.Error // from LookPath; anything else is from the start of what it found
	var detail *fs.PathError
	switch {
	case !errors.As(err, &search) && errors.Is(err, fs.ErrNotExist):
		e = l.errorf(fmt.Sprintf("%s, or the interpreter its first line names, was not found", program), "install it, or "+correct)
	case errors.Is(err, exec.ErrDot):
		e = l.errorf(fmt.Sprintf("%s is only in the current folder", program), "write its whole path: "+correct)
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		e = l.errorf(fmt.Sprintf("%s was not found", program), "install it, or "+correct)
	case errors.Is(err, fs.ErrPermission):
		e = l.errorf(fmt.Sprintf("%s is not executable", program), "allow it to be executed (chmod +x), or "+correct)
	default:
		if errors.As(err, &detail) {
			err = detail.Err // without the path and the name of the system call
		}
		e = l.errorf(fmt.Sprintf("%s did not start: %v", program, err), correct)
	}
	e.Err = err
	return e
}
