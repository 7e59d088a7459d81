package columns

import (
	"cmp"
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Column is one column that a list can have.
type Column struct {
	ID    string // what configuration and command line call it
	Title string
	About string // what it shows, in a few words
	// Text is the cell of a host at a time: safe for a terminal, and "" where nothing is known.
	Text func(h *fleet.Host, now time.Time) string
	// Compare orders hosts by this column. Equal ones are ordered by name.
	Compare func(a, b *fleet.Host) int
	Field   query.Field // where a filter looks for what the column shows; 0 for nowhere
	// Metadata means that the service may change or drop what the column shows.
	Metadata bool
}

// The columns that somebody needs to know by name.
const (
	Name   = "name"
	User   = "user"
	Mode   = "mode"
	Seats  = "seats"
	Age    = "age"
	PeerID = "peer_id"
)

var (
	all   = makeAll()
	names = makeNames()
)

func makeAll() []Column {
	name := func(h *fleet.Host) string { return h.Name }
	userName := func(h *fleet.Host) string { return h.UserName }
	provider := func(h *fleet.Host) string { return h.Provider }
	externalID := func(h *fleet.Host) string { return h.ExternalID }
	presence := func(h *fleet.Host) string { return h.Presence.String() }
	game := func(h *fleet.Host) string { return h.Game }
	build := func(h *fleet.Host) string { return h.Build }
	about := func(h *fleet.Host) string { return h.Description }
	peerID := func(h *fleet.Host) string { return h.PeerID }
	return []Column{
		textColumn(name, Column{ID: Name, Title: "NAME", About: "as set by the host", Field: query.Name}),
		textColumn(userName, Column{ID: User, Title: "USER", About: "provider and external ID", Field: query.User}),
		textColumn(played, Column{ID: Mode, Title: "MODE", About: "desktop, or the name of the game", Field: query.Mode | query.Game, Metadata: true}),
		{ID: Seats, Title: "SEATS", About: "guests of seats", Text: seats, Compare: compareSeats, Metadata: true},
		{ID: Age, Title: "AGE", About: "for how long online or gone", Text: age, Compare: compareAge},
		textColumn(game, Column{ID: "game", Title: "GAME", About: "what is played", Field: query.Game, Metadata: true}),
		textColumn(provider, Column{ID: "provider", Title: "PROVIDER", About: "the part of the user before #", Field: query.User}),
		textColumn(externalID, Column{ID: "external_id", Title: "EXTERNAL ID", About: "the part of the user after #", Field: query.User}),
		textColumn(userName, Column{ID: "user_name", Title: "USER NAME", About: "the user as the service writes it", Field: query.User}),
		textColumn(build, Column{ID: "build", Title: "BUILD", About: "version of the host", Metadata: true}),
		textColumn(public, Column{ID: "public", Title: "PUBLIC", About: "listed for everybody", Metadata: true}),
		textColumn(about, Column{ID: "description", Title: "ABOUT", About: "description set by the host", Metadata: true}),
		textColumn(peerID, Column{ID: PeerID, Title: "PEER ID", About: "what a client connects to", Field: query.PeerID}),
		textColumn(presence, Column{ID: "presence", Title: "PRESENCE", About: "online, missing, offline or unknown"}),
	}
}

// textColumn makes c show the text that of returns, and be sorted by it.
func textColumn(of func(*fleet.Host) string, c Column) Column {
	c.Text = func(h *fleet.Host, _ time.Time) string { return of(h) }
	c.Compare = func(a, b *fleet.Host) int { return CompareTexts(of(a), of(b)) }
	return c
}

func makeNames() []string {
	ids := make([]string, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	return ids
}

// All returns every column there is, in the order in which they are offered. The slice must not be
// modified.
func All() []Column { return all }

// Names returns the IDs of All, which must not be modified either.
func Names() []string { return names }

// Find finds a column by its ID.
func Find(id string) (Column, bool) {
	i := slices.Index(names, id)
	if i < 0 {
		return Column{}, false
	}
	return all[i], true
}

// By returns the order of hosts by a column, or by its reverse. Hosts that are equal there are
// ordered by name either way.
func (c Column) By(descending bool) func(a, b *fleet.Host) int {
	sign := 1
	if descending {
		sign = -1
	}
	return func(a, b *fleet.Host) int {
		if order := sign * c.Compare(a, b); order != 0 {
			return order
		}
		return fleet.ByName(a, b)
	}
}

// CompareTexts orders texts as people look for them, and those that are empty last.
func CompareTexts(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	return fleet.CompareNatural(a, b)
}

// played is the mode of a host, or the game where that says more.
func played(h *fleet.Host) string {
	if h.Mode == "game" && h.Game != "" {
		return h.Game
	}
	return h.Mode
}

func seats(h *fleet.Host, _ time.Time) string {
	if h.Players.N == 0 && !h.MaxPlayers.Known {
		return "" // the service told neither
	}
	return h.Seats()
}

// compareSeats puts the host with the most free seats first. One that does not tell counts as free,
// but less surely so than one that does.
func compareSeats(a, b *fleet.Host) int {
	return cmp.Compare(seatRank(b), seatRank(a))
}

func seatRank(h *fleet.Host) float64 {
	const unknown = 0.5
	free, known := h.FreeSeats()
	if !known {
		return unknown
	}
	return float64(free)
}

// age says how long the host has been as it is, with a sign before it where that may have begun long
// before somebody looked.
func age(h *fleet.Host, now time.Time) string {
	lasted := words.Age(now.Sub(h.Since))
	if h.AlreadyThere && lasted != "now" {
		lasted = ">" + lasted
	}
	switch h.Presence {
	case fleet.Offline:
		return "gone " + lasted
	case fleet.Missing, fleet.Unknown:
		return h.Presence.String()
	}
	return lasted
}

// compareAge puts whoever came or went last first.
func compareAge(a, b *fleet.Host) int { return b.Since.Compare(a.Since) }

func public(h *fleet.Host) string {
	switch h.Public {
	case parsecapi.Yes:
		return "yes"
	case parsecapi.No:
		return "no"
	}
	return ""
}
