package ui

import (
	"strconv"
	"strings"
	"time"

	"parsec-hosts/internal/fleet"
)

// markedPages is for how many pages, the first included, a cell that changed carries its sign.
const markedPages = 3

// trend is which way a cell changed.
type trend int

const (
	trendNone trend = iota
	trendUp
	trendDown
	trendOther
)

// cellMark says how a cell changed, and in which page.
type cellMark struct {
	trend trend
	page  int
}

// cell is one cell of the table, wherever it is on the screen.
type cell struct{ peerID, column string }

// cellMarks are the cells that changed in the last pages.
type cellMarks map[cell]cellMark

// changedColumns are the columns that show what an event is about.
var changedColumns = map[fleet.EventKind][]string{
	fleet.EventRenamed: {nameColumn},
	fleet.EventUser:    {"user", "user_name", "external_id", "provider"},
	fleet.EventSeats:   {"seats"},
	fleet.EventMode:    {"mode"},
	fleet.EventGame:    {"mode", "game"},
}

// after returns the marks after page number page, in which so much happened.
func (c cellMarks) after(page int, happened []fleet.Event) cellMarks {
	marks := cellMarks{}
	for where, mark := range c {
		if page-mark.page < markedPages {
			marks[where] = mark
		}
	}
	for _, e := range happened {
		for _, id := range changedColumns[e.Kind] {
			marks[cell{e.PeerID, id}] = cellMark{trendOf(e), page}
		}
	}
	return marks
}

// trendOf compares what stands before the slash of two counts of seats: the guests.
func trendOf(e fleet.Event) trend {
	if e.Kind != fleet.EventSeats {
		return trendOther
	}
	from, known := guestsOf(e.From)
	to, alsoKnown := guestsOf(e.To)
	switch {
	case !known || !alsoKnown || from == to:
		return trendOther
	case to > from:
		return trendUp
	}
	return trendDown
}

func guestsOf(seats string) (n int, known bool) {
	guests, _, _ := strings.Cut(seats, "/")
	n, err := strconv.Atoi(guests)
	return n, err == nil
}

func (t trend) glyph(g glyphs) string {
	switch t {
	case trendUp:
		return g.up
	case trendDown:
		return g.down
	case trendOther:
		return g.changed
	}
	return ""
}

// isNew reports whether a host came online a short time ago, while somebody was looking.
func isNew(h *fleet.Host, now time.Time) bool {
	return h.Presence == fleet.Online && !h.AlreadyThere && now.Sub(h.Since) < recently
}
