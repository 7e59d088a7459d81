package cli

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/words"
)

// printout is which hosts are printed, and how.
type printout struct {
	choice listing.Choice
	write  func(io.Writer, listing.Listing, listing.Paper) error
	table  bool // for people, who are told in words that there is nothing
}

func (f listFlags) printout(cmd *cobra.Command, args []string) (p printout, err error) {
	if p.choice.Query, err = queryOf(args); err != nil {
		return p, err
	}
	shown, err := columnsOf(cmd, f.columns)
	if err != nil {
		return p, err
	}
	p.choice.Sort, p.choice.Descending = strings.CutPrefix(f.sort, "-")
	if _, ok := columns.Find(p.choice.Sort); f.sort != "" && !ok {
		return p, &usageError{"--sort: " + unknownName(p.choice.Sort, columns.Names()), ""}
	}
	p.choice.Limit = f.limit
	if err := positive(cmd, "limit", f.limit); err != nil {
		return p, err
	}
	p.write = func(to io.Writer, l listing.Listing, paper listing.Paper) error {
		return l.Table(to, shown, p.choice.Query, paper)
	}
	switch {
	case f.json:
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error { return l.JSON(to) }
	case f.jsonl:
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error { return l.JSONLines(to) }
	case f.csv:
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error { return l.CSV(to, shown) }
	case f.tsv:
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error { return l.TSV(to, shown) }
	case f.ids:
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error { return l.IDs(to) }
	case f.template != "":
		t, err := listing.ParseTemplate(f.template)
		if err != nil {
			return p, &usageError{err.Error(), seeHelp(cmd)}
		}
		p.write = func(to io.Writer, l listing.Listing, _ listing.Paper) error {
			err := t.Write(to, l)
			if unusable, ok := errors.AsType[*listing.TemplateError](err); ok {
				return &usageError{unusable.Error(), seeHelp(cmd)}
			}
			return err
		}
	default:
		p.table = true
	}
	return p, nil
}

func columnsOf(cmd *cobra.Command, ids []string) ([]columns.Column, error) {
	var shown []columns.Column
	for _, id := range ids {
		c, ok := columns.Find(strings.TrimSpace(id))
		if !ok {
			return nil, &usageError{"--columns: " + unknownName(id, columns.Names()), ""}
		}
		shown = append(shown, c)
	}
	if len(shown) == 0 {
		return nil, &usageError{"--columns names none", seeHelp(cmd)}
	}
	return shown, nil
}

// printList prints the list. Where there is nothing it says why, in words or by the exit code.
func (a *app) printList(l listing.Listing, p printout, none string) error {
	if len(l.Hosts) > 0 || !p.table {
		err := stream(a.stdio.Out, "list", func(to io.Writer) error { return p.write(to, l, a.paper()) })
		if err != nil {
			return err
		}
	}
	switch {
	case len(l.Hosts) > 0:
		return nil
	case !p.choice.Query.Empty():
		return noMatch(l.Known, none)
	}
	a.note(none)
	return nil
}

// noHosts is why there is nothing where nothing was asked for.
const noHosts = "the service lists no hosts for this session"

// noMatch is the error of a query that finds none of the known hosts. None says why there are none.
func noMatch(known int, none string) error {
	if known > 0 {
		none = "none of " + words.Plural(known, "host") + " is what the query asks for"
	}
	return &exitError{exitNoMatch, errors.New(none)}
}
