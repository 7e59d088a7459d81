package ui

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"parsec-hosts/internal/journal"
)

// machine is all that takes part in keeping the hosts up to date: two dashboards that share a store and
// a journal, the real clients, session sources and schedules, and the services of two profiles.
type machine struct {
	t        *testing.T
	folder   string
	services map[string]*machineService
	networks map[string]*pipes
	desks    []*desk
	offset   atomic.Int64 // by which the computer's clock was set, in nanoseconds
	switched bool         // some dashboard has shown another profile, so that several journals follow each other

	mu        sync.Mutex
	complaint string // the first thing that was not as it should be
}

func (m *machine) complain(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.complaint == "" {
		m.complaint = fmt.Sprintf(format, args...)
	}
}

var machineProfiles = []string{"studio", "other"}

// move is one thing that happens. Most concern one dashboard, some the service that it shows.
type move struct {
	what string
	desk int
	n    int
}

// happenings are what can happen, the likelier the more often.
var happenings = strings.Fields(`
	wait wait wait wait wait wait wait wait lists lists lists lists lists creation creation creation
	present present present present offline revoke revoke refresh refresh refresh refresh hold-the-key
	pause jump echo echo resume look-away switch switch join join`)

func drawnMoves() *rapid.Generator[move] {
	return rapid.Custom(func(t *rapid.T) move {
		return move{rapid.SampledFrom(happenings).Draw(t, "what"), rapid.IntRange(0, 1).Draw(t, "desk"), rapid.IntRange(0, 199).Draw(t, "n")}
	})
}

// TestAnyCourseOfEventsAgreesWithTheDesign draws courses of events and holds what the dashboards ask for,
// show, tell and write down against the rules of polling, sessions and presence:
//
//   - a list that is shown is never older than the newest that came;
//   - presence is as the pages say: an incomplete one takes nobody away, two complete ones in a row do;
//   - each event is told once, and written down once by both dashboards together;
//   - a session is created only where there is none that is good, and after a failure only when asked;
//   - nobody who is signed out asks by itself;
//   - polls keep their distance, the budget, and what the service asked for;
//   - one profile's hosts and sessions are never another's.
//
// A failure names the course that led to it, shortened, and the flag that repeats it.
func TestAnyCourseOfEventsAgreesWithTheDesign(t *testing.T) {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", "20"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		course := rapid.SliceOfN(drawnMoves(), 1, 40).Draw(rt, "course")
		if err := follow(t, course); err != nil {
			rt.Fatal(err)
		}
	})
}

// follow plays a course, and returns what was not as it should be.
func follow(t *testing.T, course []move) (err error) {
	synctest.Test(t, func(t *testing.T) {
		m := &machine{t: t, folder: t.TempDir(), services: map[string]*machineService{}, networks: map[string]*pipes{}}
		for _, profile := range machineProfiles {
			m.services[profile] = newMachineService(profile, m.complain)
			m.networks[profile] = serveOnPipes(m.services[profile])
		}
		defer m.end()
		m.join()
		for i, next := range course {
			m.play(next)
			if why := m.judge(); why != "" {
				err = fmt.Errorf("after move %d, %+v: %s", i+1, next, why)
				return
			}
		}
		if why := m.judgeJournal(); why != "" {
			err = errors.New(why)
		}
	})
	return err
}

func (m *machine) join() {
	d := &desk{t: m.t, machine: m, name: fmt.Sprintf("desk%d", len(m.desks))}
	d.driver = &driver{t: m.t, msgs: make(chan tea.Msg), done: make(chan struct{})}
	m.desks = append(m.desks, d)
	d.begin()
}

// end lets all that was begun come to its end.
func (m *machine) end() {
	for _, d := range m.desks {
		d.cancel()
		close(d.done)
	}
	for _, network := range m.networks {
		_ = network.server.Close()
	}
	<-time.After(72 * time.Hour)
	for _, d := range m.desks {
		for _, j := range d.journals {
			_ = j.Close()
		}
	}
}

func (m *machine) play(next move) {
	d := m.desks[next.desk%len(m.desks)]
	service := d.service
	switch next.what {
	case "lists", "creation", "present", "offline", "revoke":
		service.change(next.what, next.n)
	case "refresh":
		d.key("r")
	case "hold-the-key":
		for range next.n / 2 {
			d.key("r")
			m.pass(2 * roundTrip)
		}
	case "pause":
		d.key("space")
	case "jump":
		m.jump(time.Duration(next.n-60) * 7 * time.Minute)
	case "echo":
		d.echo(next.n)
	case "resume":
		d.prying.excuse()
		d.send(tea.ResumeMsg{})
	case "look-away":
		d.prying.excuse()
		d.send([]tea.Msg{tea.BlurMsg{}, tea.FocusMsg{}}[next.n%2])
	case "switch":
		m.switched = true
		d.key("p", "enter")
	case "join":
		if len(m.desks) < 2 {
			m.join()
		}
	}
	m.pass(next.lasts())
}

// jump sets the clock of the computer.
func (m *machine) jump(by time.Duration) {
	m.offset.Add(int64(by))
	for _, d := range m.desks {
		d.prying.excuse()
	}
	for _, profile := range machineProfiles {
		m.services[profile].jump()
	}
}

// lasts is for how long nothing else happens: most things happen in a moment.
func (next move) lasts() time.Duration {
	if next.what == "wait" {
		return time.Duration(next.n) * time.Second
	}
	return time.Duration(next.n%3) * time.Second
}

// pass lets time pass, in which both dashboards go on by themselves.
func (m *machine) pass(wait time.Duration) {
	const moment = time.Second
	for until := time.Now().Add(wait); ; {
		for _, d := range m.desks {
			d.settle()
		}
		if !time.Now().Before(until) {
			return
		}
		<-time.After(min(moment, time.Until(until)))
	}
}

func (m *machine) judge() string {
	for _, d := range m.desks {
		if why := d.judge(); why != "" {
			m.complain("%s", why)
		}
		_ = d.screen()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.complaint
}

// judgeJournal wants the records of one dashboard in the journal, each once: that of the recorder.
func (m *machine) judgeJournal() string {
	if m.switched {
		return ""
	}
	reader, err := journal.Open(journal.Options{Dir: m.desks[0].journalFolder(), Name: "studio", Keep: time.Hour, Now: func() time.Time { return soakNow().Add(365 * 24 * time.Hour) }})
	if err != nil {
		return err.Error()
	}
	records, skipped, err := reader.Read(time.Time{})
	if err != nil || skipped > 0 {
		return fmt.Sprintf("%d lines of the journal cannot be read: %v", skipped, err)
	}
	var written []string
	for _, r := range records {
		if r.Kind != journal.KindLooking {
			written = append(written, entryOf(r.Time, r.Kind, r.PeerID))
		}
	}
	why := ""
	for _, d := range m.desks {
		d.watched.mu.Lock()
		want := d.watched.oracle.records
		d.watched.mu.Unlock()
		more, fewer := surplus(written, want), surplus(want, written)
		if len(more)+len(fewer) == 0 {
			return ""
		}
		why += fmt.Sprintf("the journal has too much for %s: %q, and too little: %q; ", d.name, more, fewer)
	}
	return why
}
