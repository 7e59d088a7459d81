package terminal

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
)

// PanicError is a bug that stopped the program. It says nothing of the panic itself, whose value
// may hold anything: that is for the report.
type PanicError struct {
	ReportPath string // empty when no report could be written
}

func (e *PanicError) Error() string { return "a bug stopped this program" }

// Remedy says what the user can do.
func (e *PanicError) Remedy() string {
	if e.ReportPath == "" {
		return "start it again; if the bug returns, file an issue that says what you did"
	}
	return "start it again; if the bug returns, file an issue with the report " + e.ReportPath
}

// Go runs fn in a goroutine. A panic there ends the program in order: Run returns a *PanicError.
func (g *Guard) Go(fn func()) {
	go func() {
		defer g.Recover()
		fn()
	}()
}

// Recover is deferred at the top of a goroutine, or of a function that a library runs in one of
// its own, to do for it what Go does. Only the first panic is reported.
func (g *Guard) Recover() {
	value := recover()
	if value == nil {
		return
	}
	g.once.Do(func() {
		g.panicked <- &PanicError{ReportPath: writeReport(g.reportDir, describe(value), debug.Stack())}
	})
}

// describe tells what a panic was about without its value, which may hold a secret or a stranger's
// text. Errors of the runtime name indices and types only.
func describe(value any) string {
	if err, ok := value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %T, not shown because it may be private", value)
}

// writeReport writes a file that only this user can read and returns its path, or "". A stack
// shows where the program was, with addresses in the place of values.
func writeReport(dir, what string, stack []byte) string {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	file, err := os.CreateTemp(dir, "crash-*.txt")
	if err != nil {
		return ""
	}
	defer file.Close()
	build, _ := debug.ReadBuildInfo()
	_, err = fmt.Fprintf(file, "panic: %s\n\n%s/%s\n\n%s\n%v\n", what, runtime.GOOS, runtime.GOARCH, stack, build)
	if err != nil {
		return ""
	}
	return file.Name()
}
