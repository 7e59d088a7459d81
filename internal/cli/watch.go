package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/watch"
	"parsec-hosts/internal/words"
	"parsec-hosts/ui"
)

const watchHelp = `watch goes on asking for the hosts and prints a line for everything that happens to them, at
once. With a QUERY it is what happens to hosts that match before the change or after it: is:free
tells of a host that gets its last guest as well as of one that gets a free seat.

It survives outages, which are told once, as is their end. It ends when it is interrupted, when
--until has seen enough, when the time of --timeout is over (exit code 7), or when signing in needs
a person (exit code 5).

With --jsonl each line is an object, in the schema of the journal:

  time        in UTC
  kind        online, offline, renamed, user, seats, mode, game: what happened to a host;
              present, absent: how it was found, with --initial;
              launched: a launcher was started for it, in a journal only;
              outage, restored, incomplete, complete: how the service answers
  peer_id, name, user_name
              the host's, after the change; not there when it is about the service. peer_id is
              the key: the names were made safe for a terminal, while list --json has them verbatim
  from, to    the value that changed, in words

--initial begins with how each host is found, so that nothing is missed between a list and the
first event.

--exec runs a program for each event, in their order and one at a time. It stands behind --, and
no shell reads it. In its arguments {peer_id} {name} {user_name} {external_id} {kind} {from} {to}
{time} stand for the event's values; the event itself is on its standard input, as with --jsonl.
A program that names a host is run for events of hosts alone; the others go to standard error
then. What it prints is printed in the place of the event's line. One that fails is told and ends
nothing; up to 1000 events wait for a slow one.

--replay reads a file in place of asking the service: a journal, or what --jsonl has printed. "-"
is standard input.`

type watchFlags struct {
	jsonl, initial, exec bool
	until                int
	timeout              time.Duration
	replay               string
}

func newWatchCommand(a *app) *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch [QUERY] [--exec -- PROGRAM [ARGUMENT]...]",
		Short: "Print what happens to the hosts",
		Long:  watchHelp,
		Args:  cobra.ArbitraryArgs,

		DisableFlagsInUseLine: true,
		ValidArgsFunction:     a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			typed, program, err := f.split(cmd, args)
			if err != nil {
				return err
			}
			q, err := queryOf(typed)
			if err != nil {
				return err
			}
			return untilSignal(func(ctx context.Context) error { return a.watch(ctx, f, q, program) })
		},
	}
	a.connectionFlags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.jsonl, "jsonl", false, "print JSON, an event per line")
	flags.BoolVar(&f.initial, "initial", false, "begin with how each host is found")
	flags.IntVar(&f.until, "until", 0, "end after `n` events of hosts")
	flags.DurationVar(&f.timeout, "timeout", 0, "end after this `duration`, with exit code 7")
	flags.BoolVar(&f.exec, "exec", false, "run the program behind -- for each event")
	flags.StringVar(&f.replay, "replay", "", "read events from a `file`")
	return cmd
}

// split tells the words of the query from the program behind --.
func (f watchFlags) split(cmd *cobra.Command, args []string) (typed, program []string, err error) {
	dash := cmd.ArgsLenAtDash()
	if err := cmp.Or(
		oneOf(cmd, "replay", "initial"), oneOf(cmd, "replay", "demo"),
		positive(cmd, "timeout", f.timeout), positive(cmd, "until", f.until),
	); err != nil {
		return nil, nil, err
	}
	switch {
	case f.exec && (dash < 0 || dash == len(args)):
		return nil, nil, &usageError{"--exec has no program: it stands behind --", `as in parsec-hosts watch is:free --exec -- notify-send "{name} is free"`}
	case !f.exec && dash >= 0 && dash < len(args):
		return nil, nil, &usageError{"what stands behind -- is a program for --exec, which is not given", seeHelp(cmd)}
	case dash < 0:
		return args, nil, nil
	}
	return args[:dash], args[dash:], nil
}

func (a *app) watch(ctx context.Context, f watchFlags, q query.Query, program []string) error {
	if f.timeout > 0 {
		var cancel context.CancelFunc
		over := &exitError{exitTimeout, errors.New("the time of --timeout, " + words.Duration(f.timeout) + ", is over")}
		ctx, cancel = context.WithTimeoutCause(ctx, f.timeout, over)
		defer cancel()
	}
	t, err := a.newTeller(ctx, f, program)
	if err != nil {
		return err
	}
	if f.replay != "" {
		err = a.replay(ctx, f.replay, q, t)
	} else {
		err = a.watchService(ctx, f, q, t)
	}
	t.finish()
	if err == errEnough {
		return context.Cause(ctx) // which may have cut short what the program was still to do
	}
	return err
}

// watchService tells what polls tell, until there are no more.
func (a *app) watchService(ctx context.Context, f watchFlags, q query.Query, t *teller) error {
	c, closeAll, err := a.openSignedIn()
	if err != nil {
		return err
	}
	defer closeAll()
	diary, closeDiary, err := openDiary(c)
	if err != nil {
		return err
	}
	defer closeDiary()
	w := watch.Watch{Filter: watch.Filter{Query: q, Pinned: a.pins(c.config)}, Initial: f.initial}
	begun := false
	for outcome, err := range follow.Polls(ctx, c.following()) {
		if err != nil {
			return err
		}
		a.notes(c.source.Notices())
		if outcome.Err == nil {
			a.takeDown(diary, outcome)
			if !begun {
				begun = true
				a.sayWatching(len(outcome.Fleet.Hosts()), c)
			}
		}
		for _, e := range w.Events(outcome) {
			if err := t.tell(e); err != nil {
				return err
			}
		}
	}
	return context.Cause(ctx)
}

// takeDown writes what a page changed into the journal.
func (a *app) takeDown(diary ui.Journal, o follow.Outcome) {
	if diary == nil {
		return
	}
	if err := diary.Observe(o.Fleet, o.Events); err != nil {
		a.note(err.Error())
	}
}

// sayWatching tells somebody at a terminal that silence means that nothing happens.
func (a *app) sayWatching(hosts int, c *access) {
	if isTerminal(a.stdio.Err) && isTerminal(a.stdio.Out) {
		a.tell(fmt.Sprintf("watching %s every %s; Ctrl-C ends it", words.Plural(hosts, "host"), words.Duration(c.poll.Interval)))
	}
}
