package watch

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// polls makes outcomes of polls, 8 seconds apart.
type polls struct {
	at    time.Time
	fleet fleet.Fleet
}

func (p *polls) next() time.Time {
	p.at = p.at.Add(8 * time.Second)
	return noon.Add(p.at.Sub(time.Time{}))
}

func (p *polls) fails(err error) follow.Outcome {
	p.fleet = p.fleet.Failed(err)
	return follow.Outcome{At: p.next(), Err: err, Fleet: p.fleet}
}

func (p *polls) lists(hosts ...string) follow.Outcome { return p.page(false, hosts...) }

// page lists hosts, each as NAME or NAME:PLAYERS of 4 seats.
func (p *polls) page(more bool, hosts ...string) follow.Outcome {
	page := parsecapi.Page{HasMore: more}
	for _, text := range hosts {
		name, players, seated := strings.Cut(text, ":")
		host := parsecapi.Host{PeerID: "peer-" + name, Name: name, UserName: "studio#" + name, Raw: json.RawMessage(`{"x":"` + text + `"}`)}
		if seated {
			n := int(players[0] - '0')
			host.Metadata.Players, host.Metadata.MaxPlayers = parsecapi.Count{N: n, Known: true}, parsecapi.Count{N: 4, Known: true}
		}
		page.Hosts = append(page.Hosts, &host)
	}
	o := follow.Outcome{At: p.next(), Page: page}
	o.Fleet, o.Events = p.fleet.Apply(o.At, page)
	p.fleet = o.Fleet
	return o
}

func parsed(t *testing.T, text string) query.Query {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// told is what events are, in short.
func told(events []Event) string {
	var words []string
	for _, e := range events {
		words = append(words, strings.TrimSpace(string(e.Kind)+" "+e.Name))
	}
	return strings.Join(words, ", ")
}

func wantTold(t *testing.T, events []Event, want string) {
	t.Helper()
	if got := told(events); got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestEventsOfHostsThatMatchBeforeOrAfterAreTold(t *testing.T) {
	w, p := Watch{Filter: Filter{Query: parsed(t, "is:free")}}, polls{}
	wantTold(t, w.Events(p.lists("a:1", "b:4")), "")
	wantTold(t, w.Events(p.lists("a:4", "b:4")), "seats a")
	wantTold(t, w.Events(p.lists("a:4", "b:3")), "seats b")
	wantTold(t, w.Events(p.lists("a:4", "b:3", "c:4")), "")
	wantTold(t, w.Events(p.lists("a:4", "b:2", "c:4")), "seats b")
}

func TestWhoWantsItIsToldHowHostsAreFound(t *testing.T) {
	w, p := Watch{Filter: Filter{Query: parsed(t, "!b")}, Initial: true}, polls{}
	events := w.Events(p.lists("a", "b", "c"))
	wantTold(t, events, "present a, present c")
	if events[0].Change() {
		t.Error("how a host is found is no change")
	}
	wantTold(t, w.Events(p.lists("a", "b", "c")), "")
}

func TestAnOutageIsToldOnceAndItsEnd(t *testing.T) {
	w, p := Watch{Initial: true}, polls{}
	broken := &parsecapi.SchemaError{Op: parsecapi.OpListHosts, Reason: "not JSON"}
	events := w.Events(p.fails(broken))
	wantTold(t, events, "outage")
	if !strings.Contains(events[0].To, "JSON") {
		t.Errorf("the outage is for %q", events[0].To)
	}
	wantTold(t, w.Events(p.fails(errors.New("another"))), "")
	wantTold(t, w.Events(p.lists("a")), "restored, present a")
	wantTold(t, w.Events(p.page(true, "a")), "incomplete")
	wantTold(t, w.Events(p.page(true, "a")), "")
	wantTold(t, w.Events(p.lists("a", "b")), "complete, online b")
}

// A replay tells what the watch told, with what it has read alone.
func TestAReplayTellsTheSameAsTheWatch(t *testing.T) {
	p := polls{}
	outcomes := []follow.Outcome{
		p.lists("a:1", "b:4"), p.lists("a:2", "b:4"), p.lists("a:2", "b:4", "c:0"), p.fails(errors.New("gone")),
		p.lists("a:2", "b:4"), p.lists("a:2", "b:4"), p.lists("a:4", "b:3"), p.lists("a:4", "b:3", "c:0"),
	}
	all := Watch{Initial: true}
	var records []journal.Record
	for _, o := range outcomes {
		for _, e := range all.Events(o) {
			records = append(records, e.Record)
		}
	}
	for _, text := range []string{"", "is:online", "is:offline", "name:c", "user:studio a", "!a"} {
		live := Watch{Filter: Filter{Query: parsed(t, text)}, Initial: true}
		var want []Event
		for _, o := range outcomes {
			want = append(want, live.Events(o)...)
		}
		r := NewReplay(Filter{Query: parsed(t, text)})
		var got []Event
		for _, record := range records {
			if e, ok := r.Event(record); ok {
				got = append(got, e)
			}
		}
		if told(got) != told(want) {
			t.Errorf("%q replays as %q, want %q", text, told(got), told(want))
		}
	}
}

func TestLinesForPeople(t *testing.T) {
	at := journal.Record{Time: noon, PeerID: "peer", Name: "render-07", UserName: "studio#carla"}
	line := func(change func(*journal.Record)) Event {
		r := at
		change(&r)
		return Event{Record: r}
	}
	for _, c := range []struct {
		e    Event
		text Text
		want string
	}{
		{line(func(r *journal.Record) { r.Kind = journal.KindOnline }), Text{},
			"2026-03-05 12:00:00  + render-07             came online               peer\n"},
		{line(func(r *journal.Record) { r.Kind, r.From, r.To = "seats", "1/4", "–" }), Text{},
			"2026-03-05 12:00:00  ~ render-07             seats 1/4 → –             peer\n"},
		{line(func(r *journal.Record) { r.Kind, r.From, r.To = "seats", "1/4", "–" }), Text{ASCII: true},
			"2026-03-05 12:00:00  ~ render-07             seats 1/4 > -             peer\n"},
		{line(func(r *journal.Record) {
			r.Name, r.Kind, r.To = "edit-suite-of-the-old-house", "user", "studio#konstantinopoulos"
		}), Text{},
			"2026-03-05 12:00:00  ~ edit-suite-of-the-old-house  belongs to studio#konstantinopoulos  peer\n"},
		{line(func(r *journal.Record) { *r = journal.Record{Time: noon, Kind: journal.KindRestored} }), Text{Color: true},
			"\x1b[2m2026-03-05 12:00:00\x1b[0m  \x1b[32m+\x1b[0m the service answers again\n"},
	} {
		c.text.Zone = time.UTC
		if got := c.text.Line(c.e); got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}

func TestWaitingForAHost(t *testing.T) {
	for _, c := range []struct {
		target string
		state  State
		polls  func(*polls) []follow.Outcome
		want   string // for each poll: what is printed, or "-"
	}{
		{"a", Online, func(p *polls) []follow.Outcome {
			return []follow.Outcome{p.lists("b"), p.fails(errors.New("gone")), p.lists("a", "b")}
		}, "-, -, a"},
		{"a", Free, func(p *polls) []follow.Outcome {
			return []follow.Outcome{p.lists("a:4"), p.lists("a:3")}
		}, "-, a"},
		{"seats:>0", Free, func(p *polls) []follow.Outcome { return []follow.Outcome{p.lists("a:4", "b:1", "c:0")} }, "b"},
		{"a", Offline, func(p *polls) []follow.Outcome {
			return []follow.Outcome{p.lists("a"), p.lists(), p.lists()}
		}, "-, -, a"},
		{"a", Offline, func(p *polls) []follow.Outcome {
			return []follow.Outcome{p.lists("b"), p.page(true, "b"), p.lists("b")}
		}, "-, -, nobody"},
		{"a", Offline, func(p *polls) []follow.Outcome {
			return []follow.Outcome{p.lists("b"), p.lists("a"), p.lists("b"), p.lists("b")}
		}, "-, -, -, a"},
	} {
		w := Wait{Target: listing.ParseTarget(c.target), State: c.state}
		var got []string
		for _, o := range c.polls(&polls{}) {
			hosts, done, err := w.Done(o)
			switch {
			case err != nil:
				t.Fatal(err)
			case !done:
				got = append(got, "-")
			case len(hosts) == 0:
				got = append(got, "nobody")
			default:
				got = append(got, hosts[0].Name)
			}
		}
		if fmt.Sprint(strings.Join(got, ", ")) != c.want {
			t.Errorf("%s %s: %v, want %s", c.target, c.state, got, c.want)
		}
	}
}

func TestTheNameOfAHostThatIsAwayIsNoQuery(t *testing.T) {
	away := []*fleet.Host{
		fleet.Remembered("peer-a-7", "a-7", "studio#anna", fleet.Online, noon),
		fleet.Remembered("peer-b", "the old name of b", "studio#boris", fleet.Offline, noon),
	}
	for _, c := range []struct {
		target string
		listed []string
		want   string
	}{
		{"a-7", []string{"a-70", "a-71"}, "nobody"},
		{"peer-a-7", []string{"a-70", "peer-a-70"}, "nobody"},
		{"a-7", []string{"a-7", "a-70"}, "a-7"},
		{"a-", []string{"a-70"}, "a-70"},
		{"user:anna", []string{"b"}, "nobody"},
		{"the old name of b", []string{"b", "the old name of b, or like it"}, "the old name of b, or like it"},
	} {
		w, p := Wait{Target: listing.ParseTarget(c.target).Knowing(away), State: Online}, polls{}
		hosts, done, err := w.Done(p.lists(c.listed...))
		got := "nobody"
		if done {
			got = hosts[0].Name
		}
		if err != nil || got != c.want {
			t.Errorf("%q finds %s (%v), want %s", c.target, got, err, c.want)
		}
	}
}

func TestThatAHostWasAwayBeforeDoesNotProveThatItIs(t *testing.T) {
	away := []*fleet.Host{fleet.Remembered("peer-a", "a", "studio#anna", fleet.Offline, noon)}
	w, p := Wait{Target: listing.ParseTarget("a").Knowing(away), State: Offline}, polls{}
	for i, want := range []bool{false, true} {
		if _, done, err := w.Done(p.lists("b")); err != nil || done != want {
			t.Errorf("poll %d: done %v, %v", i+1, done, err)
		}
	}
}

func TestAClockSetBackDoesNotPutOffThatNobodyIsThere(t *testing.T) {
	w, p := Wait{Target: listing.ParseTarget("a"), State: Offline}, polls{}
	first := p.lists()
	second, third := p.lists(), p.lists()
	second.At, third.At = second.At.Add(-24*time.Hour), third.At.Add(-24*time.Hour)
	for i, o := range []follow.Outcome{first, second, third} {
		if _, done, err := w.Done(o); err != nil || done != (i == 2) {
			t.Errorf("poll %d: done %v, %v", i+1, done, err)
		}
	}
}
