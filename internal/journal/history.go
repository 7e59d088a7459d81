package journal

import (
	"slices"
	"time"

	"parsec-hosts/internal/fleet"
)

const (
	// vouched is for how long after a "looking" somebody certainly looked, unless "stopped" comes
	// before: until the next one, and a poll more.
	vouched = LookingEvery + time.Minute
	// changesKept bounds what is known of a host that comes and goes all the time. Before that,
	// nothing is known of it.
	changesKept = 4096
	// launchesKept bounds the launches known of one host.
	launchesKept = 100
)

// Launch is one start of a launcher for a host.
type Launch struct {
	Time           time.Time
	PeerID         string
	Name, UserName string // the host's at that time
	Launcher       string
}

// History is what records say of each host, ready to be asked at every key. It is not safe for
// concurrent use.
type History struct {
	hosts    map[string]*past
	launches map[string][]Launch // by peer ID, oldest first
	watched  []spell             // oldest first; no two touch
	scribe   scribe
}

// past is what happened to one host.
type past struct {
	name, userName string
	changes        []change // oldest first
}

// change is that a host came or went. If it was only found out, what was before is not known.
type change struct {
	at            time.Time
	online, found bool
}

// spell is a time in which somebody looked.
type spell struct{ from, until time.Time }

// NewHistory returns what records, in the order of time, say. Of a host that did not change since the
// first of them nothing is known: all records that there are tell the most.
func NewHistory(records []Record) *History {
	h := &History{hosts: map[string]*past{}, launches: map[string][]Launch{}}
	for _, r := range records {
		h.Add(r)
	}
	return h
}

// Observe adds what a good page changed, as Journal.Observe writes it down, whether or not this
// program is the recorder.
func (h *History) Observe(f fleet.Fleet, events []fleet.Event) {
	records, _ := h.scribe.page(f, events, func() (*History, error) { return h, nil })
	for _, r := range records {
		h.Add(r)
	}
}

// Add takes in one record, usually the newest. Records of unknown kinds and of metadata say nothing.
func (h *History) Add(r Record) {
	switch r.Kind {
	case KindLooking:
		h.look(r.Time)
	case KindStopped:
		h.stop(r.Time)
	case KindLaunched:
		h.launch(Launch{Time: r.Time, PeerID: r.PeerID, Name: r.Name, UserName: r.UserName, Launcher: r.To})
	case KindRenamed, KindUser:
		h.host(r)
	default:
		if online, tells := r.Kind.presence(); tells {
			h.host(r).add(change{r.Time, online, r.Kind == found(online)})
		}
	}
}

// host returns the past of the host that r is about, who is called as r says from now on.
func (h *History) host(r Record) *past {
	host := h.hosts[r.PeerID]
	if host == nil {
		host = &past{}
		h.hosts[r.PeerID] = host
	}
	host.name, host.userName = r.Name, r.UserName
	return host
}

// add keeps the order of time, in which c is usually the last.
func (p *past) add(c change) {
	i := p.after(c.at)
	if i > 0 && p.changes[i-1].online == c.online {
		return
	}
	if len(p.changes) >= changesKept {
		kept := copy(p.changes, p.changes[len(p.changes)-changesKept/2:])
		p.changes = p.changes[:kept]
		p.changes[0].found = true
		i = p.after(c.at)
	}
	p.changes = slices.Insert(p.changes, i, c)
}

// after returns the index of the first change after t.
func (p *past) after(t time.Time) int {
	i, _ := slices.BinarySearchFunc(p.changes, t, func(c change, t time.Time) int {
		if c.at.After(t) {
			return 1
		}
		return -1
	})
	return i
}

// Online returns whether a host was online when it was last told of, and whether it ever was.
func (h *History) Online(peerID string) (online, known bool) {
	host := h.hosts[peerID]
	if host == nil || len(host.changes) == 0 {
		return false, false
	}
	return host.changes[len(host.changes)-1].online, true
}

// Hosts returns every host that was ever told of, as it was told last. Of one whose coming or going
// was only found out, the time is when.
func (h *History) Hosts() []*fleet.Host {
	hosts := make([]*fleet.Host, 0, len(h.hosts))
	for peerID, host := range h.hosts {
		if len(host.changes) == 0 {
			continue
		}
		last, presence := host.changes[len(host.changes)-1], fleet.Offline
		if last.online {
			presence = fleet.Online
		}
		remembered := fleet.Remembered(peerID, host.name, host.userName, presence, last.at)
		remembered.AlreadyThere = last.found
		hosts = append(hosts, remembered)
	}
	return hosts
}

// look extends the newest spell, or begins another one.
func (h *History) look(t time.Time) {
	until := t.Add(vouched)
	if n := len(h.watched); n > 0 && !t.After(h.watched[n-1].until) {
		last := &h.watched[n-1]
		if until.After(last.until) {
			last.until = until
		}
		return
	}
	h.watched = append(h.watched, spell{t, until})
}

func (h *History) stop(t time.Time) {
	if n := len(h.watched); n > 0 && t.Before(h.watched[n-1].until) && !t.Before(h.watched[n-1].from) {
		h.watched[n-1].until = t
	}
}

func (h *History) launch(l Launch) {
	past := append(h.launches[l.PeerID], l)
	h.launches[l.PeerID] = past[max(0, len(past)-launchesKept):]
}

// LastLaunches returns the newest launches for a host, n at most, newest first.
func (h *History) LastLaunches(peerID string, n int) []Launch {
	past := h.launches[peerID]
	last := slices.Clone(past[max(0, len(past)-n):])
	slices.Reverse(last)
	return last
}

// Recent returns the last launch for every host that had one, newest first.
func (h *History) Recent() []Launch {
	recent := make([]Launch, 0, len(h.launches))
	for _, past := range h.launches {
		recent = append(recent, past[len(past)-1])
	}
	slices.SortFunc(recent, func(a, b Launch) int { return b.Time.Compare(a.Time) })
	return recent
}
