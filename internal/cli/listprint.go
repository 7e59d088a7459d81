package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/words"
)

// printout is which hosts are printed, and how.
type printout struct {
	choice listing.Choice
	write  func(listing.Listing, listing.Paper) ([]byte, error)
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
	switch {
	case f.json:
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) { return l.JSON() }
	case f.jsonl:
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) { return l.JSONLines() }
	case f.csv:
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) { return l.CSV(shown) }
	case f.tsv:
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) { return l.TSV(shown), nil }
	case f.ids:
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) { return l.IDs(), nil }
	case f.template != "":
		t, err := listing.ParseTemplate(f.template)
		if err != nil {
			return p, &usageError{err.Error(), seeHelp(cmd)}
		}
		p.write = func(l listing.Listing, _ listing.Paper) ([]byte, error) {
			text, err := t.Write(l)
			if err != nil {
				err = &usageError{err.Error(), seeHelp(cmd)}
			}
			return text, err
		}
	default:
		p.table = true
		p.write = func(l listing.Listing, paper listing.Paper) ([]byte, error) {
			return l.Table(shown, p.choice.Query, paper), nil
		}
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
		text, err := p.write(l, a.paper())
		if err == nil {
			err = write(a.stdio.Out, "list", text)
		}
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
