package watch

import (
	"cmp"
	"strings"
	"time"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/textsafe"
)

// Text writes events for people.
type Text struct {
	Zone  *time.Location
	Color bool // with the colours of a terminal
	ASCII bool // with signs and punctuation of ASCII alone
}

// The cells that most names and most changes have room in.
const (
	nameWidth   = 20
	changeWidth = 24
)

const arrow = "→"

// ANSI sequences.
const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	amber = "\x1b[33m"
	dim   = "\x1b[2m"
	plain = "\x1b[0m"
)

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
	sign, color, change := words(e.Record)
	line := t.paint(dim, e.Time.In(t.Zone).Format(time.DateTime)) + "  " + t.paint(color, sign) + " "
	if e.PeerID == "" {
		return line + change + "\n"
	}
	return line + filled(cmp.Or(e.Name, "(no name)"), nameWidth) + "  " + filled(change, changeWidth) + "  " + t.paint(dim, e.PeerID) + "\n"
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

func (t Text) paint(color, text string) string {
	if !t.Color || color == "" {
		return text
	}
	return color + text + plain
}

// words says what a record tells. A kind that is not known here is told as it is.
func words(r journal.Record) (sign, color, change string) {
	switch r.Kind {
	case journal.KindOnline:
		return "+", green, "came online"
	case journal.KindOffline:
		return "-", red, "went offline"
	case journal.KindPresent:
		return "=", "", "is online"
	case journal.KindAbsent:
		return "=", "", "is offline"
	case journal.KindRenamed:
		return "~", "", "was called " + cmp.Or(r.From, "nothing")
	case journal.KindUser:
		return "~", "", "belongs to " + cmp.Or(r.To, "nobody")
	case journal.KindLaunched:
		return "~", "", "launched with " + r.To
	case journal.KindOutage:
		return "!", amber, "the service does not answer as it should: " + r.To
	case journal.KindRestored:
		return "+", green, "the service answers again"
	case journal.KindIncomplete:
		return "!", amber, "the list is incomplete: " + r.To
	case journal.KindComplete:
		return "+", green, "the list is complete again"
	}
	return "~", "", string(r.Kind) + " " + value(r.From) + " " + arrow + " " + value(r.To)
}

func value(text string) string { return cmp.Or(text, "–") }
