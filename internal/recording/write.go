package recording

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Writer writes a recording. Each line is one call of Write, so that a recording that ends at any
// moment is a good one.
type Writer struct {
	out      io.Writer
	redactor *Redactor
	last     []byte // the encoded answer that was written last
	totals   Totals
}

// Totals is what a recording holds so far.
type Totals struct {
	Polls  int
	Failed int // of the polls
	Hosts  int // in the last good answer
	Bytes  int
}

// NewWriter begins a recording: it writes the header, of which it fills in the format and what is
// kept of a host.
func NewWriter(out io.Writer, header Header, redactor *Redactor) (*Writer, error) {
	header.Format, header.Version = formatName, formatVersion
	header.Kept = Kept()
	header.Replaced = Replaced(header.KeptOnRequest)
	w := &Writer{out: out, redactor: redactor}
	return w, w.write(header)
}

// Totals returns what was written so far.
func (w *Writer) Totals() Totals { return w.totals }

// Add writes what a poll of parsecapi.Client.Hosts gave. It began at a time since the start. All
// pages must be of one client.
func (w *Writer) Add(at, took time.Duration, page parsecapi.Page, failure error) error {
	l := line{At: at.Milliseconds(), Took: took.Milliseconds(), Date: page.ServerTime.UTC()}
	switch {
	case failure != nil:
		failed := failureOf(failure)
		l.Failure = &failed
	case page.Unchanged && w.last != nil:
		l.Unchanged = true
	default:
		answer := encoded(w.answer(page))
		l.Unchanged = bytes.Equal(answer, w.last)
		if !l.Unchanged {
			l.Answer, w.last = answer, answer
		}
	}
	if err := w.write(l); err != nil {
		return err
	}
	w.count(page, failure)
	return nil
}

func (w *Writer) count(page parsecapi.Page, failure error) {
	w.totals.Polls++
	if failure != nil {
		w.totals.Failed++
		return
	}
	w.totals.Hosts = len(page.Hosts)
}

func (w *Writer) answer(page parsecapi.Page) Answer {
	a := Answer{
		Route: page.Route, HasMore: page.HasMore, Dropped: page.Dropped,
		Rows: make([]json.RawMessage, len(page.Hosts)),
	}
	if page.SelfPeerID != "" {
		a.Self = w.redactor.text(page.SelfPeerID)
	}
	for _, err := range page.Failed {
		a.Failures = append(a.Failures, failureOf(err))
	}
	for i, host := range page.Hosts {
		a.Rows[i] = w.redactor.row(host.Raw)
	}
	return a
}

func (w *Writer) write(value any) error {
	text := append(textsafe.EscapeJSON(encoded(value)), '\n')
	n, err := w.out.Write(text)
	w.totals.Bytes += n
	return err
}

// encoded returns a value of this package as JSON, which cannot fail. Characters that only HTML
// minds stay as they are.
func encoded(value any) json.RawMessage {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

func quoted(text string) json.RawMessage { return encoded(text) }

// unquoted returns the text of a JSON string. Bytes that are no text become U+FFFD, as they do for
// every reader of JSON.
func unquoted(value json.RawMessage) (text string) {
	_ = json.Unmarshal(value, &text) // it is a part of what was decoded before
	return text
}
