package cli

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"sync/atomic"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/private"
	"parsec-hosts/parsecapi"
)

// fullScreen are the commands that draw on the terminal which -v would write to.
var fullScreen = []string{"parsec-hosts", "pick"}

// log is what happens while the program runs, for whoever looks for the cause of a trouble. It holds
// no secret: sessions and keys are masked where they are told.
type log struct {
	path    string // --log-file
	verbose bool   // -v
	file    *os.File
	lines   *slog.Logger // nil until startLog
}

// logger is what to write to, whether anybody wants it or not.
func (l *log) logger() *slog.Logger {
	if l.lines == nil {
		return slog.New(slog.DiscardHandler)
	}
	return l.lines
}

// logFlags are for the commands that ask the service.
func (a *app) logFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.log.path, "log-file", "", "append to `file` what happens: requests, sessions, launches")
	cmd.Flags().BoolVarP(&a.log.verbose, "verbose", "v", false, "tell on standard error what --log-file would hold")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error { return a.startLog(cmd) }
}

// startLog opens what was asked for.
func (a *app) startLog(cmd *cobra.Command) error {
	if a.log.verbose && slices.Contains(fullScreen, cmd.Name()) {
		return &usageError{"-v would write across the screen", "use --log-file FILE, and follow it in another terminal"}
	}
	var handlers []slog.Handler
	add := func(w io.Writer) { handlers = append(handlers, slog.NewTextHandler(w, nil)) }
	if a.log.path != "" {
		file, err := private.OpenToAppend(a.log.path)
		if err != nil {
			return &usageError{"--log-file: " + private.Explain(err), ""}
		}
		a.log.file = file
		add(file)
	}
	if a.log.verbose {
		add(a.stdio.Err)
	}
	a.log.lines = slog.New(slog.NewMultiHandler(handlers...))
	a.log.lines.Info("start", "version", a.version, "command", cmd.CommandPath(), "pid", os.Getpid())
	return nil
}

// end tells how the program ended. What a signal ended is no error.
func (l *log) end(code int, err error) {
	var exit *exitError
	if errors.As(err, &exit) {
		err = exit.err
	}
	if err != nil && code != exitOK {
		l.logger().Error("end", "exit_code", code, "err", err)
	} else {
		l.logger().Info("end", "exit_code", code)
	}
	if l.file != nil {
		_ = l.file.Close()
	}
}

// logRequests tells the log of each request. Headers and bodies, which hold the secrets, are not told.
func logRequests(log *slog.Logger) func(parsecapi.Exchange) {
	var count atomic.Int64
	return func(e parsecapi.Exchange) {
		attrs := []any{
			"number", count.Add(1), "method", e.Method, "host", e.Host, "path", e.Path,
			"status", e.Status, "duration", e.Duration, "bytes", e.Bytes,
		}
		if e.Err != nil {
			attrs = append(attrs, "err", e.Err)
		}
		if e.Err != nil || e.Status >= http.StatusBadRequest {
			log.Warn("request", attrs...)
			return
		}
		log.Info("request", attrs...)
	}
}
