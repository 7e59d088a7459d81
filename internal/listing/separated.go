package listing

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"parsec-hosts/internal/columns"
)

// CSV writes the columns as RFC 4180 has it, with their IDs as the first record.
func (l Listing) CSV(shown []columns.Column) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(l.records(shown)); err != nil {
		return nil, fmt.Errorf("the hosts cannot be written as CSV: %w", err)
	}
	return b.Bytes(), nil
}

// TSV writes the columns with tabs between them, and their IDs as the first line. No text holds a tab
// or the end of a line.
func (l Listing) TSV(shown []columns.Column) []byte {
	var b bytes.Buffer
	for _, record := range l.records(shown) {
		b.WriteString(strings.Join(record, "\t") + "\n")
	}
	return b.Bytes()
}

// IDs writes the peer IDs, a line each.
func (l Listing) IDs() []byte {
	var b bytes.Buffer
	for _, h := range l.Hosts {
		b.WriteString(h.PeerID + "\n")
	}
	return b.Bytes()
}

func (l Listing) records(shown []columns.Column) [][]string {
	ids := make([]string, len(shown))
	for i, c := range shown {
		ids[i] = c.ID
	}
	records := [][]string{ids}
	for _, h := range l.Hosts {
		record := make([]string, len(shown))
		for i, c := range shown {
			record[i] = c.Text(h, l.Now)
		}
		records = append(records, record)
	}
	return records
}
