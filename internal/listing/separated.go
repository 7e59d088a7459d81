package listing

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"parsec-hosts/internal/columns"
)

// CSV writes the columns as RFC 4180 has it, with their IDs as the first record.
func (l Listing) CSV(to io.Writer, shown []columns.Column) error {
	w := csv.NewWriter(to)
	for record := range l.records(shown) {
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// TSV writes the columns with tabs between them, and their IDs as the first line. No text holds a tab
// or the end of a line.
func (l Listing) TSV(to io.Writer, shown []columns.Column) error {
	for record := range l.records(shown) {
		if _, err := io.WriteString(to, strings.Join(record, "\t")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// IDs writes the peer IDs, a line each.
func (l Listing) IDs(to io.Writer) error {
	for _, h := range l.Hosts {
		if _, err := io.WriteString(to, h.PeerID+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// records yields the IDs of the columns, and then the cells of each host. A record is valid until the
// next one.
func (l Listing) records(shown []columns.Column) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		record := make([]string, len(shown))
		for i, c := range shown {
			record[i] = c.ID
		}
		if !yield(record) {
			return
		}
		for _, h := range l.Hosts {
			for i, c := range shown {
				record[i] = c.Text(h, l.Now)
			}
			if !yield(record) {
				return
			}
		}
	}
}
