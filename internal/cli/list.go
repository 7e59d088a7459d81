package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/config"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/listing"
)

const listHelp = `list asks once and prints the hosts: all of them, or those that QUERY finds, in the language
of the dashboard's filter (parsec-hosts help query). Several words are one query.

They are sorted by name, or with the best matches first where the query has words to be found.
A query that finds nothing is exit code 4.

With --json the output is one object:

  hosts       a list of objects:
    peer_id     what a client connects to
    name        as set by the host
    user_name   PROVIDER#EXTERNAL_ID, verbatim
    provider, external_id
                its two parts; provider is "" when there is none
    presence    "online", or "offline" for a host that is listed as not there
    self        true for this very computer
    since       when it came online or went offline, in UTC, where that is known
    metadata    whatever else the service told about the host, as it came: these fields
                may change or vanish at any time
  total       how many hosts there are, with those that --limit leaves out
  complete    false when hosts may be missing from the list
  incomplete  why, in words; only when complete is false
  remembered  with --offline, when the list was last true, in UTC

--jsonl prints one such host per line. --csv and --tsv begin with the names of the columns.
--template is a text/template for one host, with the names above and metadata as text:

  parsec-hosts list --template '{{.peer_id}} {{pad 20 .name}} {{.metadata.mode}}'

Texts are exactly those of the service. Characters that a terminal could take for commands, or
that are invisible, are written as escapes.

--offline asks nobody. It lists what the journal remembers of the hosts, which dashboards and
parsec-hosts watch write while they run; it knows no metadata.`

// listFlags are how hosts are printed.
type listFlags struct {
	json, jsonl, csv, tsv, ids bool
	template                   string
	columns                    []string
	sort                       string
	limit                      int
	offline                    bool
}

func newListCommand(a *app) *cobra.Command {
	var f listFlags
	cmd := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "Print the hosts once",
		Long:  listHelp,
		Args:  cobra.ArbitraryArgs,

		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf(cmd, "json", "jsonl", "csv", "tsv", "template", "ids"); err != nil {
				return err
			}
			// The demonstration remembers nothing.
			if err := oneOf(cmd, "offline", "demo"); err != nil {
				return err
			}
			p, err := f.printout(cmd, args)
			if err != nil {
				return err
			}
			return untilSignal(func(ctx context.Context) error { return a.list(ctx, p, f.offline) })
		},
	}
	a.connectionFlags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, "print JSON")
	flags.BoolVar(&f.jsonl, "jsonl", false, "print JSON, a host per line")
	flags.BoolVar(&f.csv, "csv", false, "print CSV")
	flags.BoolVar(&f.tsv, "tsv", false, "print values with tabs between them")
	flags.BoolVar(&f.ids, "ids", false, "print peer IDs, one per line")
	flags.StringVar(&f.template, "template", "", "print each host by a `template`")
	flags.StringSliceVar(&f.columns, "columns", []string{columns.Name, columns.User, columns.Mode, columns.Seats, columns.PeerID},
		"`names` of columns for tables, CSV and TSV:\n"+columnNames())
	flags.StringVar(&f.sort, "sort", "", "sort by a `column`; -COLUMN is the other way round")
	flags.IntVar(&f.limit, "limit", 0, "print at most `n` hosts")
	completes(cmd, "columns", completeColumns)
	completes(cmd, "sort", completeSort)
	flags.BoolVar(&f.offline, "offline", false, "ask nobody: print what the journal remembers")
	return cmd
}

// columnNames are the names of all columns, in lines that fit a terminal.
func columnNames() string {
	const together = 6
	var lines []string
	for names := range slices.Chunk(columns.Names(), together) {
		lines = append(lines, strings.Join(names, ", "))
	}
	return strings.Join(lines, ",\n")
}

func (a *app) list(ctx context.Context, p printout, offline bool) error {
	if offline {
		l, err := a.remembered(p.choice)
		if err != nil {
			return err
		}
		return a.printList(l, p, "the journal remembers no hosts yet: a dashboard or parsec-hosts watch writes it")
	}
	c, closeAll, err := a.openSignedIn()
	if err != nil {
		return err
	}
	defer closeAll()
	f, err := a.hostsNow(ctx, c)
	if err != nil {
		return err
	}
	p.choice.Pinned = a.pins(c.config)
	return a.printList(listing.Of(f, time.Now(), p.choice), p, noHosts)
}

// hostsNow asks once, and tells what the user should know about the answer.
func (a *app) hostsNow(ctx context.Context, c *access) (fleet.Fleet, error) {
	page, err := c.client.Hosts(ctx)
	a.notes(c.source.Notices())
	if err != nil {
		return fleet.Fleet{}, err
	}
	f, _ := fleet.Fleet{}.Apply(time.Now(), page)
	if why, incomplete := f.Incomplete(); incomplete {
		a.note("the list is incomplete: " + why)
	}
	return f, nil
}

// remembered lists what the journal tells of the hosts. Nothing needs to say how to sign in.
func (a *app) remembered(choice listing.Choice) (listing.Listing, error) {
	cfg, err := a.loadConfig()
	if err != nil {
		return listing.Listing{}, err
	}
	a.notes(cfg.Notices)
	diary, err := openJournal(cfg)
	if err != nil {
		return listing.Listing{}, err
	}
	if diary == nil {
		return listing.Listing{}, &config.Error{From: cfg.Journal.From, Text: "there is no journal that could remember hosts: journal is false"}
	}
	records, _, err := diary.Read(time.Time{})
	if err != nil {
		return listing.Listing{}, err
	}
	choice.Pinned = a.pins(cfg)
	now := time.Now()
	if len(records) == 0 {
		return listing.Listing{Now: now}, nil
	}
	at := records[len(records)-1].Time
	l := listing.OfRemembered(journal.NewHistory(records).Hosts(), at, now, choice)
	a.note("nobody was asked: this is from " + at.Local().Format("2006-01-02 15:04"))
	return l, nil
}
