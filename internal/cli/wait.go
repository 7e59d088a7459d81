package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/watch"
	"parsec-hosts/internal/words"
)

const waitHelp = `wait waits for a host and prints its peer ID. The host is that with the given peer ID; else that
of exactly that name; else the first one that the query finds (parsec-hosts help query), where
plain words are found as they stand. A host that is away keeps its peer ID and its name for as long
as the journal remembers it, which dashboards and watch write. Where nothing does, its name is a
query that others may satisfy: name:^render-07$ is nothing but that name.

--for says what to wait for:

  online   the host is listed and online; the default
  free     it has a free seat as well, or does not tell its seats
  offline  nobody who is meant is there: two complete answers, 3 seconds apart at least, say so.
           Who was never seen counts as offline after that, too, and has no peer ID to print.

With --json a host is an object on a line, with the fields that list --help describes.

Exit code 0 means that it is so, 7 that it was not so in time. Outages of the service are waited
through. --timeout 0 asks once.`

type waitFlags struct {
	state   string
	timeout time.Duration
	json    bool
}

func newWaitCommand(a *app) *cobra.Command {
	var f waitFlags
	cmd := &cobra.Command{
		Use:   "wait HOST|QUERY",
		Short: "Wait until a host is online, offline or free",
		Long:  waitHelp,
		Args:  someHost,

		ValidArgsFunction: a.completeHost,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(watch.States, f.state) {
				return &usageError{"--for: " + unknownName(f.state, watch.States), ""}
			}
			if f.timeout < 0 {
				return &usageError{fmt.Sprintf("--timeout cannot be %v: it must be 0 or more", f.timeout), ""}
			}
			return untilSignal(func(ctx context.Context) error { return a.wait(ctx, f, strings.Join(args, " ")) })
		},
	}
	a.connectionFlags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.state, "for", string(watch.Online), "`state` to wait for: "+strings.Join(watch.States, ", "))
	completes(cmd, "for", cobra.FixedCompletions(watch.States, cobra.ShellCompDirectiveNoFileComp))
	flags.DurationVar(&f.timeout, "timeout", 5*time.Minute, "give up after this `duration`, with exit code 7")
	flags.BoolVar(&f.json, "json", false, "print JSON, a host per line")
	return cmd
}

func (a *app) wait(ctx context.Context, f waitFlags, text string) error {
	c, closeAll, err := a.openSignedIn()
	if err != nil {
		return err
	}
	defer closeAll()
	w := watch.Wait{Target: a.named(c, text), State: watch.State(f.state), Pinned: a.pins(c.config)}
	late := &tooLate{what: fmt.Sprintf("%s was not %s", quoted(text), f.state), within: f.timeout}
	if f.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, f.timeout, late)
		defer cancel()
	}
	for outcome, err := range follow.Polls(ctx, c.following()) {
		if err != nil {
			return err
		}
		a.notes(c.source.Notices())
		hosts, done, err := w.Done(outcome)
		switch {
		case err != nil:
			return queryError(err)
		case done:
			return a.printHosts(hosts, f.json)
		case f.timeout == 0 && outcome.Err != nil:
			return outcome.Err
		case f.timeout == 0:
			return late
		}
		a.sayWaiting(late, outcome.Err, text, f.state)
	}
	return context.Cause(ctx)
}

// tooLate is the error of somebody who has waited long enough. It knows what stood in the way last.
type tooLate struct {
	what    string
	within  time.Duration
	problem string // of the service, "" while it answers
	said    bool   // that there is something to wait for
}

func (e *tooLate) Error() string {
	text := e.what
	if e.within > 0 {
		text += " within " + words.Duration(e.within)
	}
	if e.problem != "" {
		text += "; the service did not answer: " + e.problem
	}
	return text
}

// noteOutage keeps why the service does not answer, nil while it does.
func (e *tooLate) noteOutage(failure error) {
	e.problem = ""
	if failure != nil {
		e.problem = problem.Explain(failure).What
	}
}

// sayWaiting tells of outages, and a person at a terminal what is waited for.
func (a *app) sayWaiting(late *tooLate, failure error, text, state string) {
	before := late.problem
	late.noteOutage(failure)
	if late.problem != before && late.problem != "" {
		a.note(late.problem + "; waiting")
	}
	if !late.said && late.problem == "" && isTerminal(a.stdio.Err) {
		a.tell("waiting for " + quoted(text) + " to be " + state + "; Ctrl-C ends it")
		late.said = true
	}
}
