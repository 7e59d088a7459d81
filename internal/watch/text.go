package watch

import (
	"cmp"
	"strings"
	"time"

	"parsec-hosts/internal/ink"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/textsafe"
)

// Text writes events for people.
type Text struct {
	Zone  *time.Location
	Color ink.Colored
	ASCII bool // with signs and punctuation of ASCII alone
}

// The cells that most names and most changes have room in.
const (
	nameWidth   = 20
	changeWidth = 24
)

const arrow = "→"

// Line returns one line with its end: the time, a sign, the host's name, what happened and the peer
// ID. Signs are + for what came, - for what went, ~ for what changed, = for what was found and ! for
// what is wrong.
func (t Text) Line(e Event) string {
	line := t.line(e)
	if t.ASCII {
		return strings.ReplaceAll(textsafe.PlainPunctuation(line), arrow, ">")
	}
	return line
}

func (t Text) line(e Event) string {
	sign, style, change := words(e.Record)
	line := t.Color.Paint(ink.Dim, e.Time.In(t.Zone).Format(time.DateTime)) + "  " + t.Color.Paint(style, sign) + " "
	if e.PeerID == "" {
		return line + change + "\n"
	}
	return line + filled(cmp.Or(e.Name, "(no name)"), nameWidth) + "  " + filled(change, changeWidth) + "  " + t.Color.Paint(ink.Dim, e.PeerID) + "\n"
}

// filled fills text with spaces. One that is longer stays whole: what happened matters more than that
// the columns stand below each other.
func filled(text string, width int) string {
	return textsafe.Pad(text, max(width, textsafe.Width(text)))
}

// Words says in words what happened.
func (e Event) Words() string {
	_, _, change := words(e.Record)
	return change
}

// words says what a record tells. A kind that is not known here is told as it is.
func words(r journal.Record) (sign string, style ink.Style, change string) {
	switch r.Kind {
	case journal.KindOnline:
		return "+", ink.Green, "came online"
	case journal.KindOffline:
		return "-", ink.Red, "went offline"
	case journal.KindPresent:
		return "=", ink.Plain, "is online"
	case journal.KindAbsent:
		return "=", ink.Plain, "is offline"
	case journal.KindRenamed:
		return "~", ink.Plain, "was called " + cmp.Or(r.From, "nothing")
	case journal.KindUser:
		return "~", ink.Plain, "belongs to " + cmp.Or(r.To, "nobody")
	case journal.KindLaunched:
		return "~", ink.Plain, "launched with " + r.To
	case journal.KindOutage:
		return "!", ink.Yellow, "the service does not answer as it should: " + r.To
	case journal.KindRestored:
		return "+", ink.Green, "the service answers again"
	case journal.KindIncomplete:
		return "!", ink.Yellow, "the list is incomplete: " + r.To
	case journal.KindComplete:
		return "+", ink.Green, "the list is complete again"
	}
	return "~", ink.Plain, string(r.Kind) + " " + value(r.From) + " " + arrow + " " + value(r.To)
}

func value(text string) string { return cmp.Or(text, "–") }
