package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

const connectionsHelp = `connections prints the connections through the Parsec SDK that last, whichever dashboard or command
made them: the host, how it stands and the host's peer ID. Connections live on when a dashboard
quits; parsec-hosts disconnect ends them.

--json prints a connection per line: the last report of its record, with "peer_id", "name",
"launcher", "pid", "started", "state" ("connecting", "connected", "pausing" before another attempt,
or "stalled"), "since", "waits_for" ("signalling", "approval" or "path"), "code", "code_name",
"meaning", "remedy" and, once measured, "figures".`

func newConnectionsCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "connections",
		Short: "Print the connections that last",
		Long:  connectionsHelp,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			running, err := a.runningConnections()
			if err != nil {
				return err
			}
			return a.printConnections(running, asJSON)
		},
	}
	a.profileFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, a connection per line")
	return cmd
}

const disconnectHelp = `disconnect ends the connections to the hosts with these peer IDs or exact names, or all of them.
Exit code 4 means that there was none.`

func newDisconnectCommand(a *app) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "disconnect HOST…",
		Short: "End connections that last",
		Long:  disconnectHelp,

		ValidArgsFunction: a.completeConnection,
		RunE: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return &usageError{"disconnect needs hosts, or --all", seeHelp(cmd)}
			}
			return untilSignal(func(ctx context.Context) error { return a.disconnect(ctx, args) })
		},
	}
	a.profileFlags(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "end all connections")
	return cmd
}

// runningConnections are those that last, the oldest first.
func (a *app) runningConnections() ([]connection.Entry, error) {
	cfg, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	return connection.Running(filepath.Join(cfg.StateDir, connectionFolder))
}

func (a *app) printConnections(running []connection.Entry, asJSON bool) error {
	if len(running) == 0 && !asJSON {
		a.note("there is no connection")
	}
	var out []byte
	width := 0
	for _, entry := range running {
		width = max(width, textsafe.Width(entry.Last.Name))
	}
	for _, entry := range running {
		if !asJSON {
			out = fmt.Appendf(out, "%s  %s  %s\n", textsafe.Pad(entry.Last.Name, width), entry.Last.PeerID, standing(entry.Last, time.Now()))
			continue
		}
		line, err := textsafe.EncodeJSON(entry.Last, "")
		if err != nil {
			return err
		}
		out = append(out, line...)
	}
	return write(a.stdio.Out, "connections", out)
}

// standing is how a connection stands, on one line.
func standing(r connection.Report, now time.Time) string {
	text := r.Words(now)
	if r.State != connection.Connected {
		return text
	}
	text += " for " + words.Span(now.Sub(r.Since))
	if f := r.Figures; f != nil {
		text += fmt.Sprintf(", %.0f ms, %.1f Mbit/s, %s", f.Latency(), f.Bitrate, pictureWords(*f))
	}
	return text
}

// disconnect ends the connections to the hosts, or all where none is named, and waits until they have.
func (a *app) disconnect(ctx context.Context, hosts []string) error {
	running, err := a.runningConnections()
	if err != nil {
		return err
	}
	for _, host := range hosts {
		if !slices.ContainsFunc(running, func(e connection.Entry) bool { return isTo(e, host) }) {
			return &exitError{exitNoMatch, &usageError{"there is no connection to " + quoted(host), "parsec-hosts connections shows those that there are"}}
		}
	}
	if len(hosts) > 0 {
		running = slices.DeleteFunc(running, func(e connection.Entry) bool {
			return !slices.ContainsFunc(hosts, func(host string) bool { return isTo(e, host) })
		})
	}
	if len(running) == 0 {
		a.note("there is no connection")
	}
	for _, entry := range running {
		if err := a.end(ctx, entry); err != nil {
			return err
		}
	}
	return nil
}

func isTo(e connection.Entry, host string) bool {
	return e.Last.PeerID == host || e.Last.Name == textsafe.Clean(host)
}

// end ends one connection, and waits until it has.
func (a *app) end(ctx context.Context, entry connection.Entry) error {
	if err := connection.Stop(entry.Path); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, partingTime)
	defer cancel()
	ended := false
	for report := range connection.Watch(limited, connection.Watched{Path: entry.Path, Now: time.Now}) {
		ended = report.Over()
	}
	switch {
	case ended:
		return a.say("disconnected from %s", entry.Last.Name)
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return &usageError{fmt.Sprintf("the connection to %s has not ended within %s", entry.Last.Name, words.Duration(partingTime)),
		fmt.Sprintf("end its process, %d, if it is stuck", entry.Last.PID)}
}

func (a *app) completeConnection(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	running, _ := a.runningConnections() // a shell has nowhere to show why not
	var offered []cobra.Completion
	for _, entry := range running {
		offered = append(offered, cobra.CompletionWithDesc(entry.Last.PeerID, entry.Last.Name))
	}
	return only(offered)
}
