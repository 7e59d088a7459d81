package query

import (
	"strings"

	"parsec-hosts/internal/fleet"
)

// Index is hosts laid out for queries to be made one after another, as while a filter is typed. It costs
// about as much as one query without it, and is never modified.
type Index struct {
	hosts []*fleet.Host
	all   []int32 // the places of the hosts in the index: 0, 1, 2…

	names, users, modes, games, peers column
}

// NewIndex returns the index of hosts, in whose order it finds them. The slice must not be modified any
// more.
func NewIndex(hosts []*fleet.Host) *Index {
	all := make([]int32, len(hosts))
	for i := range all {
		all[i] = int32(i)
	}
	x := &Index{
		hosts: hosts, all: all,
		names: ownTexts(hosts, func(h *fleet.Host) string { return h.Name }),
		peers: ownTexts(hosts, func(h *fleet.Host) string { return h.PeerID }),
		modes: sharedTexts(hosts, func(h *fleet.Host) string { return h.Mode }),
		games: sharedTexts(hosts, func(h *fleet.Host) string { return h.Game }),
		users: users(hosts),
	}
	x.peers.findHeads()
	return x
}

// ownTexts makes a column in which each host has a text.
func ownTexts(hosts []*fleet.Host, of func(*fleet.Host) string) column {
	b := newColumnBuilder(len(hosts))
	for _, h := range hosts {
		text := of(h)
		b.add(text, maskOf(text))
	}
	return b.column()
}

// sharedTexts makes a column in which hosts with the same text share it.
func sharedTexts(hosts []*fleet.Host, of func(*fleet.Host) string) column {
	b := newColumnBuilder(0)
	places := make([]int32, len(hosts))
	known := map[string]int32{}
	for i, h := range hosts {
		text := of(h)
		place, ok := known[text]
		if !ok {
			place = b.add(text, maskOf(text))
			known[text] = place
		}
		places[i] = place
	}
	c := b.column()
	c.of = places
	return c
}

// users makes the column of users. Those who are listed under one name are one, unless their providers or
// external IDs are not the same.
func users(hosts []*fleet.Host) column {
	b := newColumnBuilder(0)
	places := make([]int32, len(hosts))
	known := map[string]int32{}
	var some []*fleet.Host
	for i, h := range hosts {
		place, ok := known[h.UserName]
		if !ok || h.Provider != some[place].Provider || h.ExternalID != some[place].ExternalID {
			place = b.add(h.UserName, maskOfUser(h))
			known[h.UserName] = place
			some = append(some, h)
		}
		places[i] = place
	}
	c := b.column()
	c.of, c.users = places, some
	return c
}

// maskOfUser has the letters of all forms of a user. It is hard unless these differ in what is between
// their halves only.
func maskOfUser(h *fleet.Host) mask {
	listed := maskOf(h.UserName)
	if h.Provider == "" || h.ExternalID == "" {
		return listed
	}
	m := listed | (maskOf(h.Provider)|maskOf(separator)|maskOf(h.ExternalID))&^hard
	provider, id, _ := strings.Cut(h.UserName, "#")
	if provider != h.Provider || id != h.ExternalID {
		m |= hard
	}
	return m
}

// columnBuilder collects the texts of a column.
type columnBuilder struct {
	block strings.Builder
	ends  []int
	masks []mask
}

func newColumnBuilder(texts int) *columnBuilder {
	return &columnBuilder{ends: make([]int, 0, texts), masks: make([]mask, 0, texts)}
}

func (b *columnBuilder) add(text string, m mask) (place int32) {
	b.block.WriteString(text)
	b.ends = append(b.ends, b.block.Len())
	b.masks = append(b.masks, m)
	return int32(len(b.ends) - 1)
}

func (b *columnBuilder) column() column {
	block := b.block.String()
	return column{block: block, small: inSmallLetters(block), ends: b.ends, masks: b.masks}
}
