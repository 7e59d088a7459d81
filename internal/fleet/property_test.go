package fleet

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// A reference: what presence means, in the words of the package documentation, without any of
// the sharing and shortcuts of Fleet.
type reference struct {
	presence    Presence
	missed      time.Time
	goneSince   time.Time
	name, seats string
}

// step returns whether the host is still known after a page, and whether it came or went.
func (r *reference) step(now time.Time, listed *parsecapi.Host, complete bool) (kept bool, kind EventKind) {
	before := r.presence
	if listed != nil {
		r.missed, r.goneSince = time.Time{}, time.Time{}
		r.presence = Online
		if listed.Metadata.Online == parsecapi.No {
			r.presence = Offline
		}
	} else {
		if r.goneSince.IsZero() {
			r.goneSince = now
		}
		if complete && r.missed.IsZero() && before != Offline {
			r.missed = now
		}
		switch {
		case before == Offline:
		case !complete:
			r.presence = Unknown
		case now.Sub(r.missed) >= 3*time.Second:
			r.presence = Offline
		default:
			r.presence = Missing
		}
		if r.presence != Missing && now.Sub(r.goneSince) >= 24*time.Hour {
			return false, ""
		}
	}
	switch {
	case r.presence == Offline && before != Offline:
		return true, EventOffline
	case r.presence == Online && before == Offline:
		return true, EventOnline
	}
	return true, ""
}

// randomPage returns a page of some of twelve hosts in any order.
func randomPage(rng *rand.Rand) parsecapi.Page {
	p := parsecapi.Page{HasMore: rng.IntN(5) == 0}
	for _, n := range rng.Perm(12) {
		if rng.IntN(3) == 0 {
			continue
		}
		h := aRow(fmt.Sprintf("peer%d", n), seated(rng.IntN(2), 2))
		if rng.IntN(6) == 0 {
			h.Name = fmt.Sprint("renamed ", rng.IntN(2))
		}
		if rng.IntN(6) == 0 {
			h.Metadata.Online = parsecapi.No
		}
		p.Hosts = append(p.Hosts, &h)
	}
	return p
}

// again returns p with the rows of the page before where they say the same, as the client does.
func again(before, p parsecapi.Page) parsecapi.Page {
	for i, h := range p.Hosts {
		for _, b := range before.Hosts {
			if reflect.DeepEqual(h, b) {
				p.Hosts[i] = b
			}
		}
	}
	return p
}

func TestAnyHistoryAgreesWithTheDefinition(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	for range 150 {
		known := map[string]*reference{}
		var f Fleet
		now, p := start, parsecapi.Page{}
		for step := range 80 {
			now = now.Add([]time.Duration{time.Second, 3 * time.Second, 8 * time.Second, 13 * time.Hour}[min(3, rng.IntN(12)/3)])
			if rng.IntN(8) == 0 {
				f = f.Failed(errors.New("no answer"))
				continue
			}
			if p.Unchanged = step > 0 && rng.IntN(3) == 0; !p.Unchanged {
				p = again(p, randomPage(rng))
			}
			first := f.LastGood().IsZero()
			next, events := f.Apply(now, p)
			want := follow(known, now, p, first)
			checkEvents(t, events, want)
			checkHosts(t, next, known)
			checkRevision(t, f, next)
			f = next
		}
	}
}

// follow applies a page to the reference and returns the events it should make.
func follow(known map[string]*reference, now time.Time, p parsecapi.Page, first bool) (events []string) {
	rows := map[string]*parsecapi.Host{}
	for _, h := range p.Hosts {
		rows[h.PeerID] = h
		if known[h.PeerID] == nil {
			r := &reference{presence: Online, name: h.Name, seats: fmt.Sprint(h.Metadata.Players)}
			if h.Metadata.Online == parsecapi.No {
				r.presence = Offline
			} else if !first {
				events = append(events, h.PeerID+" online")
			}
			known[h.PeerID] = r
		}
	}
	for id, r := range known {
		kept, kind := r.step(now, rows[id], p.Complete())
		if !kept {
			delete(known, id)
		}
		if kind != "" {
			events = append(events, id+" "+string(kind))
		}
		if h := rows[id]; h != nil {
			if h.Name != r.name {
				events = append(events, id+" renamed")
			}
			if seats := fmt.Sprint(h.Metadata.Players); seats != r.seats {
				events = append(events, id+" seats")
			}
			r.name, r.seats = h.Name, fmt.Sprint(h.Metadata.Players)
		}
	}
	return events
}

func checkEvents(t *testing.T, events []Event, want []string) {
	t.Helper()
	got := make([]string, 0, len(events))
	for _, e := range events {
		if e.From == e.To {
			t.Fatalf("event without a change: %+v", e)
		}
		got = append(got, e.PeerID+" "+string(e.Kind))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("events %q, want %q", got, want)
	}
}

func checkHosts(t *testing.T, f Fleet, known map[string]*reference) {
	t.Helper()
	var counts Counts
	for _, h := range f.Hosts() {
		counts.add(h.Presence, 1)
		if r := known[h.PeerID]; r == nil || r.presence != h.Presence {
			t.Fatalf("%s is %v, want %+v", h.PeerID, h.Presence, r)
		}
		if f.LastSeen(h).IsZero() || h.FirstSeen.IsZero() || h.Since.IsZero() {
			t.Fatalf("%s has no times", h.PeerID)
		}
		if found, ok := f.Host(h.PeerID); !ok || found != h {
			t.Fatalf("%s is not found", h.PeerID)
		}
	}
	if len(f.Hosts()) != len(known) {
		t.Fatalf("%d hosts, want %d", len(f.Hosts()), len(known))
	}
	if counts != f.Counts() {
		t.Fatalf("counts %+v, recounted %+v", f.Counts(), counts)
	}
	if !slices.IsSortedFunc(f.Hosts(), func(a, b *Host) int { return strings.Compare(a.PeerID, b.PeerID) }) {
		t.Fatal("hosts out of order")
	}
}

// checkRevision fails unless the revision moved exactly when a host changed for the eye.
func checkRevision(t *testing.T, before, after Fleet) {
	t.Helper()
	if moved := before.Revision() != after.Revision(); moved == slices.Equal(shown(before), shown(after)) {
		t.Fatalf("revision moved: %v, from %v to %v", moved, shown(before), shown(after))
	}
}

func shown(f Fleet) (all []string) {
	for _, h := range f.Hosts() {
		all = append(all, fmt.Sprint(h.PeerID, h.Name, h.Presence, h.Seats(), h.Since))
	}
	return all
}

func TestOrderOfRowsIsIrrelevant(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	var f, g Fleet
	for i := range 500 {
		p := randomPage(rng)
		shuffled := p
		shuffled.Hosts = slices.Clone(p.Hosts)
		rng.Shuffle(len(p.Hosts), func(i, j int) {
			shuffled.Hosts[i], shuffled.Hosts[j] = shuffled.Hosts[j], shuffled.Hosts[i]
		})
		var a, b []Event
		f, a = f.Apply(at(float64(8*i)), p)
		g, b = g.Apply(at(float64(8*i)), shuffled)
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(f.Hosts(), g.Hosts()) {
			t.Fatal("the order of the rows made a difference")
		}
	}
}

func TestApplyLeavesTheOldFleetAlone(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	var f Fleet
	for i := range 300 {
		now := at(float64(8 * i))
		hosts, copies := slices.Clone(f.Hosts()), []Host{}
		for _, h := range hosts {
			copies = append(copies, *h)
		}
		next, _ := f.Apply(now, randomPage(rng))
		for _, h := range f.Hosts() {
			next = next.Dismiss(h.PeerID)
		}
		other, _ := f.Apply(now, randomPage(rng))
		_ = other.Failed(errors.New("no answer"))
		if !slices.Equal(hosts, f.Hosts()) {
			t.Fatal("the old fleet has other hosts")
		}
		for i, h := range f.Hosts() {
			if !reflect.DeepEqual(*h, copies[i]) {
				t.Fatalf("the old fleet's %s was changed", h.PeerID)
			}
		}
		f = next
	}
}
