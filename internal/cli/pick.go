package cli

import (
	"context"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

const pickHelp = `pick shows a live list to choose a host from and prints the peer ID of the chosen one. The
list is drawn on the terminal itself, below the cursor, and is gone afterwards: standard output
carries the choice alone, and standard input is left alone.

  client "$(parsec-hosts pick)"
  parsec-hosts pick --multi --json is:online | jq -r .name

What is typed filters the list, in the language of parsec-hosts help query, and QUERY is typed
already: several words are one query. Enter chooses, esc clears the filter and then gives up, the
arrow keys move; with --multi tab marks. Hosts come and go meanwhile; the cursor stays on its host.
A host that is offline, that is this very computer or that has just changed under the cursor is
chosen only after a question.

Without --json a chosen host is its peer ID on a line. With it, it is an object on a line, with the
fields that list --help describes.

With --select-1 or --exit-0 the service is asked before anything is drawn. Both leave an answer alone
that is incomplete, and --select-1 a host that would need the question.

Exit codes: 0 chosen, 2 wrong command line or configuration, or no terminal to choose on, 4 nothing
matches (--exit-0), 130 given up.`

// exitGivenUp is as if an interrupt had ended the list, by whichever key that was.
const exitGivenUp = 128 + int(syscall.SIGINT)

// picking is what the command line asks of pick.
type picking struct {
	text      string // that the filter begins with
	query     query.Query
	multi     bool
	asJSON    bool
	selectOne bool
	exitEmpty bool
	height    height
}

func newPickCommand(a *app) *cobra.Command {
	p := picking{height: defaultHeight}
	cmd := &cobra.Command{
		Use:   "pick [QUERY]",
		Short: "Choose a host from a live list and print its peer ID",
		Long:  pickHelp,
		Args:  cobra.ArbitraryArgs,

		ValidArgsFunction: a.completeQuery,
		RunE: func(_ *cobra.Command, args []string) (err error) {
			p.text = strings.Join(args, " ")
			if p.query, err = queryOf(args); err != nil {
				return err
			}
			return a.pick(p)
		},
	}
	a.connectionFlags(cmd)
	a.looksFlags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&p.multi, "multi", false, "mark and choose several hosts")
	flags.BoolVar(&p.asJSON, "json", false, "print JSON, a host per line")
	flags.BoolVar(&p.selectOne, "select-1", false, "take the only match without showing the list")
	flags.BoolVar(&p.exitEmpty, "exit-0", false, "exit with code 4 without showing the list when nothing matches")
	flags.Var(&p.height, "height", "`lines` of the list, or a share of the terminal such as 40%")
	return cmd
}

// pick prints what is chosen, by the command line or on the terminal.
func (a *app) pick(p picking) error {
	c, closeAll, err := a.openQuietly()
	if err != nil {
		return err
	}
	defer closeAll()
	held := &profiles{app: a}
	defer held.close()
	shown, err := held.hold(c)
	if err != nil {
		return err
	}
	asked := &offer{service: c.client}
	chosen, err := a.decide(p, asked, shown)
	if err == nil && chosen == nil {
		chosen, err = a.choose(p, asked, shown)
	}
	if err != nil {
		return err
	}
	return a.printHosts(chosen, p.asJSON)
}

// decide asks the service once and chooses where the command line says how, or ends with an error. It
// returns nil when the choice is the user's.
func (a *app) decide(p picking, asked *offer, shown *profile) (chosen []*fleet.Host, err error) {
	if !p.selectOne && !p.exitEmpty {
		return nil, nil
	}
	defer func() {
		if err != nil || chosen != nil { // or the list tells
			a.notes(slices.Concat(shown.config.Notices, shown.source.Notices(), shown.kept.notices))
		}
	}()
	var page parsecapi.Page
	if err := untilSignal(func(ctx context.Context) (err error) { page, err = asked.ask(ctx); return err }); err != nil {
		return nil, err
	}
	now := time.Now()
	f, _ := fleet.Fleet{}.Apply(now, page)
	if _, incomplete := f.Incomplete(); incomplete {
		return nil, nil
	}
	matches := p.query.Select(f.Hosts(), query.Facts{
		Now: now, LastSeen: f.LastSeen,
		Pinned: shown.kept.pinned,
	})
	switch {
	case len(matches) == 0 && p.exitEmpty:
		return nil, noMatch(len(f.Hosts()), noHosts)
	case len(matches) == 1 && p.selectOne && matches[0].Launchable() && !ui.Doubtful(matches[0]):
		return matches, nil
	}
	return nil, nil
}

// choose has the user choose on the terminal.
func (a *app) choose(p picking, asked *offer, shown *profile) ([]*fleet.Host, error) {
	drawn, closeTerminal, err := a.onTerminal()
	if err != nil {
		return nil, err
	}
	defer closeTerminal()
	last, err := drawn.show(a.reportFolder(shown.config), func(guard *terminal.Guard) ui.Options {
		options := drawn.options(shown.access, shown.kept, guard)
		options.Service = asked
		options.Pick = &ui.Picking{Multi: p.multi, Height: p.height.of}
		options.View.Filter = p.text
		options.Memory = nil // how the list is shown is the dashboard's to remember
		options.Watching = ui.Watching{Remember: options.Watching.Remember}
		return options
	})
	if err != nil {
		return nil, err
	}
	if len(last.Picked()) == 0 {
		return nil, &exitError{code: exitGivenUp}
	}
	return last.Picked(), nil
}

// onTerminal is the program with the terminal for its standard input and output: its own standard
// output is for the choice, and its input may be anything.
func (a *app) onTerminal() (drawn *app, closeTerminal func(), err error) {
	if err := a.checkCursor("pick"); err != nil {
		return nil, nil, err
	}
	on := *a
	in, out, err := terminal.Open()
	switch {
	case err == nil:
		on.stdio.In, on.stdio.Out = in, out
		return &on, func() { _, _ = in.Close(), out.Close() }, nil
	case isTerminal(a.stdio.Err):
		on.stdio.In, on.stdio.Out = a.stdio.Err, a.stdio.Err
		return &on, func() {}, nil
	}
	return nil, nil, &usageError{"pick needs a terminal to show the list on, and there is none", "parsec-hosts list prints the hosts without one"}
}
