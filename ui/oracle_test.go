package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// oracle is what the pages say of the hosts and what a journal should hold of that, by the definition
// of presence and without any of the shortcuts of those who do it for a living.
type oracle struct {
	hosts   map[string]*sighting
	looked  bool // there has been a page
	settled bool // there has been a complete one
	known   map[string]bool
	records []string // what a journal should hold, but for who looked when
	events  []string // what should be told on the screen
}

// sighting is what the oracle knows of one host.
type sighting struct {
	presence       fleet.Presence
	name, user     string
	seats, mode    string
	game           string
	missed, absent time.Time // since when complete pages, and pages at all, do not list it
}

func newOracle() *oracle {
	return &oracle{hosts: map[string]*sighting{}, known: map[string]bool{}}
}

// page takes in a page that came at now.
func (o *oracle) page(now time.Time, page parsecapi.Page) {
	told := map[string]bool{}
	listed := map[string]bool{}
	for _, host := range page.Hosts {
		id := textsafe.Escape(host.PeerID)
		listed[id] = true
		o.lists(now, id, *host, told)
	}
	for _, id := range slices.Sorted(maps.Keys(o.hosts)) {
		if !listed[id] {
			o.misses(now, id, page.Complete(), told)
		}
	}
	if page.Complete() && !o.settled {
		o.settled = true
		o.reconcile(now, told)
	}
	o.looked = true
}

func (o *oracle) lists(now time.Time, id string, row parsecapi.Host, told map[string]bool) {
	presence := fleet.Online
	if row.Metadata.Online == parsecapi.No {
		presence = fleet.Offline
	}
	next := sighting{
		presence: presence, name: textsafe.Clean(row.Name), user: textsafe.Clean(row.UserName),
		seats: fmt.Sprint(row.Metadata.Players, row.Metadata.MaxPlayers), mode: textsafe.Clean(row.Metadata.Mode), game: textsafe.Clean(row.Metadata.Game),
	}
	before := o.hosts[id]
	o.hosts[id] = &next
	if before == nil {
		if o.looked && presence == fleet.Online {
			o.tell(now, fleet.EventOnline, id, told)
		}
		return
	}
	switch {
	case presence == fleet.Offline && before.presence != fleet.Offline:
		o.tell(now, fleet.EventOffline, id, told)
	case presence == fleet.Online && before.presence == fleet.Offline:
		o.tell(now, fleet.EventOnline, id, told)
	}
	if next.name != before.name {
		o.tell(now, fleet.EventRenamed, id, told)
	}
	if next.user != before.user {
		o.tell(now, fleet.EventUser, id, told)
	}
}

func (o *oracle) misses(now time.Time, id string, complete bool, told map[string]bool) {
	h := o.hosts[id]
	if h.absent.IsZero() || now.Before(h.absent) {
		h.absent = now
	}
	switch {
	case h.presence == fleet.Offline:
	case !complete:
		h.presence = fleet.Unknown
	default:
		if h.missed.IsZero() || now.Before(h.missed) {
			h.missed = now
		}
		h.presence = fleet.Missing
		if now.Sub(h.missed) >= 3*time.Second {
			h.presence = fleet.Offline
			o.tell(now, fleet.EventOffline, id, told)
		}
	}
	if h.presence != fleet.Missing && now.Sub(h.absent) >= 24*time.Hour {
		delete(o.hosts, id)
	}
}

// tell expects an event, which says whether its host is online if that changed.
func (o *oracle) tell(now time.Time, kind fleet.EventKind, id string, told map[string]bool) {
	entry := entryOf(now, journal.Kind(kind), id)
	o.records, o.events = append(o.records, entry), append(o.events, entry)
	if kind == fleet.EventOnline || kind == fleet.EventOffline {
		told[id], o.known[id] = true, kind == fleet.EventOnline
	}
}

// reconcile expects the first complete page to be compared with what was known before.
func (o *oracle) reconcile(now time.Time, told map[string]bool) {
	for id, h := range o.hosts {
		online := h.presence == fleet.Online
		if was, any := o.known[id]; told[id] || any && was == online || !online && h.presence != fleet.Offline {
			continue
		}
		kind := journal.KindAbsent
		if online {
			kind = journal.KindPresent
		}
		o.records, o.known[id] = append(o.records, entryOf(now, kind, id)), online
	}
}

// entryOf is a record in one comparable line.
func entryOf(at time.Time, kind journal.Kind, peerID string) string {
	return fmt.Sprintf("%s %s %s", at.UTC().Format("2006-01-02T15:04:05.000"), kind, peerID)
}

// differs says how a fleet differs from what the oracle knows, or "".
func (o *oracle) differs(f fleet.Fleet) string {
	for _, h := range f.Hosts() {
		want := o.hosts[h.PeerID]
		switch {
		case want == nil:
			return fmt.Sprintf("%s should not be known", h.PeerID)
		case want.presence != h.Presence:
			return fmt.Sprintf("%s is %v, should be %v", h.PeerID, h.Presence, want.presence)
		case want.name != h.Name || want.user != h.UserName:
			return fmt.Sprintf("%s is called %q of %q, should be %q of %q", h.PeerID, h.Name, h.UserName, want.name, want.user)
		}
	}
	if len(f.Hosts()) != len(o.hosts) {
		return fmt.Sprintf("%d hosts are known, should be %d", len(f.Hosts()), len(o.hosts))
	}
	return ""
}

// surplus returns what is in one list more often than in the other, each with how often.
func surplus(one, other []string) (more []string) {
	count := map[string]int{}
	for _, entry := range one {
		count[entry]++
	}
	for _, entry := range other {
		count[entry]--
	}
	for _, entry := range slices.Sorted(maps.Keys(count)) {
		if n := count[entry]; n > 0 {
			more = append(more, fmt.Sprintf("%s (%d times)", entry, n))
		}
	}
	return more
}

// watched shows an oracle every page that a service answers with.
type watched struct {
	Service
	now    func() time.Time
	oracle *oracle
	asked  int
	pages  int
	failed int
}

func (w *watched) Hosts(ctx context.Context) (parsecapi.Page, error) {
	w.asked++
	page, err := w.Service.Hosts(ctx)
	switch {
	case err == nil:
		w.pages++
		w.oracle.page(w.now(), page)
	case ctx.Err() == nil:
		w.failed++
	}
	return page, err
}
