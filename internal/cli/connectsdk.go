package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/guest"
	"parsec-hosts/internal/private"
	"parsec-hosts/parsecapi"
)

// mostHandedOver bounds what is read from standard input, in bytes: a session ID and a host's secret.
const mostHandedOver = 4 << 10

// newConnectSDKCommand is the process that holds a connection through the Parsec SDK, which may end it at
// any moment. It needs nothing but its arguments and standard input: the session ID, and in a second
// line the host's secret if there is one. It reports into a record, and logs on standard error.
func newConnectSDKCommand(a *app) *cobra.Command {
	var record, settings string
	var noWindow bool
	var job guest.Job
	cmd := &cobra.Command{
		Use:    connectSDK,
		Short:  "Hold a connection through the Parsec SDK",
		Hidden: true,
		Args:   noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if record == "" || job.PeerID == "" {
				return &usageError{"--record and --peer-id are needed", seeHelp(cmd)}
			}
			var err error
			if job.Settings, err = guest.ParseSettings(settings); err != nil {
				return &usageError{err.Error(), seeHelp(cmd)}
			}
			job.Settings.Window.None = job.Settings.Window.None || noWindow
			if job.Session, job.Secret, err = handedOver(a.stdio.In); err != nil {
				return err
			}
			return a.holdConnection(record, job)
		},
	}
	cmd.Flags().StringVar(&record, "record", "", "the new `file` to report into")
	cmd.Flags().StringVar(&settings, "settings", "{}", "how to connect, as `JSON`")
	cmd.Flags().StringVar(&job.PeerID, "peer-id", "", "the host's peer `ID`")
	cmd.Flags().StringVar(&job.Name, "name", "", "the host's `name`")
	cmd.Flags().StringVar(&job.Launcher, "launcher", "", "the launcher's `name`")
	cmd.Flags().BoolVar(&job.Probe, "probe", false, "end as soon as the connection has been measured")
	cmd.Flags().BoolVar(&noWindow, "no-window", false, "show no picture")
	return cmd
}

// handedOver reads the session ID and the host's secret, and closes in. Errors never quote them.
func handedOver(in io.ReadCloser) (session, secret parsecapi.Secret, err error) {
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, mostHandedOver+1))
	if err != nil {
		return session, secret, err
	}
	lines := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	if len(text) > mostHandedOver || len(lines) > 2 {
		return session, secret, &usageError{"standard input holds more than a session ID and a host's secret", "hand over one line each"}
	}
	session = parsecapi.NewSecret(string(bytes.TrimSuffix(lines[0], []byte("\r"))))
	if len(lines) > 1 {
		secret = parsecapi.NewSecret(string(bytes.TrimSuffix(lines[1], []byte("\r"))))
	}
	return session, secret, nil
}

// holdConnection holds the connection and reports into a new record at path.
func (a *app) holdConnection(path string, job guest.Job) error {
	record, err := connection.Create(path)
	if err != nil {
		return err
	}
	defer record.Close()
	job.PID, job.Now, job.Random, job.StopWanted = os.Getpid(), time.Now, rand.Float64, record.StopWanted
	job.FocusWanted = record.FocusWanted
	job.Getenv = func(name string) string { return lookup(a.environ, name) }
	job.Log = func(line string) { fmt.Fprintln(a.stdio.Err, time.Now().Format(time.DateTime), line) }
	job.Report = reportInto(record, job.Log)
	var last connection.Report
	untilAnySignal(func(ctx context.Context) { last = showConnection(ctx, job, record.Close) })
	if code := exitCodeOf(last); code != exitOK {
		return &exitError{code: code}
	}
	return nil
}

// reportInto appends reports to the record. That it fails is logged once, not with every report to come.
func reportInto(record *connection.Record, log func(string)) func(connection.Report) {
	known := ""
	return func(report connection.Report) {
		failure := ""
		if err := record.Append(report); err != nil {
			failure = "a report could not be written: " + private.Explain(err)
		}
		if failure != "" && failure != known {
			log(failure)
		}
		known = failure
	}
}

// exitCodeOf is the exit code for the last report of a connection.
func exitCodeOf(last connection.Report) int {
	const approval, networkTimeout, noSession = 6, 2000, -3008
	switch {
	case !last.Failed():
		return exitOK
	case last.Code == noSession:
		return exitSignedOut
	case last.WaitsFor != "", last.Code == approval, last.Code == networkTimeout:
		return exitTimeout
	case ofNetwork(last.Code):
		return exitNetwork
	}
	return exitFailure
}

// ofNetwork reports whether a status is about the way to the host, or to the service that leads there.
func ofNetwork(code int32) bool {
	for _, r := range [][2]int32{
		{-3000, -3009},     // signalling
		{-6000, -6999},     // NAT, and signalling
		{-12000, -12999},   // the connection
		{-32000, -34999},   // SCTP, STUN
		{-600000, -899999}, // TLS, sockets
	} {
		if r[1] <= code && code <= r[0] {
			return true
		}
	}
	return false
}
