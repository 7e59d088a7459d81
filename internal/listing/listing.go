package listing

import (
	"slices"
	"time"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// Listing is hosts in the order in which they are printed, and what there is to know of all of them.
type Listing struct {
	Hosts      []*fleet.Host
	Total      int       // how many there are with those that a limit left out
	Known      int       // how many there are with those that the query left out, too
	Incomplete string    // why hosts may be missing from the list, or "" when it is complete
	Remembered time.Time // when what is remembered was last true; zero for an answer of the service
	Now        time.Time // as of when ages are told
}

// Choice says which hosts are listed, and in which order.
type Choice struct {
	Query query.Query
	// Sort is the ID of a column, Descending its reverse. "" is the best match first where the query
	// ranks, and the name where it does not.
	Sort       string
	Descending bool
	Limit      int // at most so many; 0 for all
}

// Of lists the hosts of a fleet as they are at now.
func Of(f fleet.Fleet, now time.Time, c Choice) Listing {
	l := list(f.Hosts(), query.Facts{Now: now, LastSeen: f.LastSeen}, c)
	if why, incomplete := f.Incomplete(); incomplete {
		l.Incomplete = why
	}
	return l
}

// OfRemembered lists hosts that nobody asked the service for: they are as they were at a time.
func OfRemembered(hosts []*fleet.Host, at, now time.Time, c Choice) Listing {
	facts := query.Facts{Now: now, LastSeen: func(h *fleet.Host) time.Time {
		if h.LastSeen.IsZero() {
			return at
		}
		return h.LastSeen
	}}
	l := list(hosts, facts, c)
	l.Remembered, l.Incomplete = at, "the hosts are those that the journal remembers"
	return l
}

func list(hosts []*fleet.Host, facts query.Facts, c Choice) Listing {
	by, ok := columns.Find(c.Sort)
	if !ok {
		by, _ = columns.Find(columns.Name)
	}
	sorted := slices.SortedFunc(slices.Values(hosts), by.By(c.Descending))
	if ok {
		// Whoever chose an order wants that one, however well the hosts match.
		sorted = slices.DeleteFunc(sorted, func(h *fleet.Host) bool { return !c.Query.Match(h, facts) })
	} else {
		sorted = c.Query.Select(sorted, facts)
	}
	l := Listing{Hosts: sorted, Total: len(sorted), Known: len(hosts), Now: facts.Now}
	if c.Limit > 0 && len(sorted) > c.Limit {
		l.Hosts = sorted[:c.Limit]
	}
	return l
}
