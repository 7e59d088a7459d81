package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/problem"
	"parsec-hosts/parsecapi"
)

// desk is one dashboard of the machine, with its own client, session source and journal. Desks share the
// clock, and the folder with the session and the journal, as two windows of one user do.
type desk struct {
	*driver
	t        *testing.T
	machine  *machine
	name     string
	cancel   func()
	service  *machineService // of the profile that is shown
	watched  *watched        // what that has answered
	prying   *prying
	journals []*journal.Journal
	opened   int
}

// prying is a service that minds when it may be asked.
type prying struct {
	*watched
	desk *desk

	mu        sync.Mutex
	signedOut bool      // as long as nobody asked to sign in again
	pressed   bool      // something other than time may be why it is asked
	due       time.Time // before which nothing but that may be
	stamp     int       // of the newest list
	past      []hostsLoadedMsg
}

func (p *prying) Hosts(ctx context.Context) (parsecapi.Page, error) {
	p.mu.Lock()
	if p.signedOut {
		p.desk.machine.complain("%s asks although it is signed out", p.desk.name)
	}
	if early := time.Until(p.due); !p.pressed && early > 0 {
		p.desk.machine.complain("%s asks %v too early", p.desk.name, early)
	}
	p.mu.Unlock()
	page, err := p.watched.Hosts(ctx)
	if ctx.Err() != nil {
		return page, err // nobody hears it
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.signedOut = err != nil && problem.Explain(err).Kind == problem.SignIn
	p.pressed, p.due = false, time.Now().Add(poll.Default().Interval)
	if err == nil {
		p.stamp = stampOf(page.Hosts)
	}
	p.past = append(p.past, hostsLoadedMsg{at: p.desk.now(), page: page, err: err})
	return page, err
}

// excuse says that something other than time may be why it is asked next.
func (p *prying) excuse() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pressed = true
}

// signInAgain is what the user wants.
func (p *prying) signInAgain() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.signedOut, p.pressed = false, true
}

func (d *desk) now() time.Time {
	return time.Now().Add(soakStart + time.Duration(d.machine.offset.Load())).Round(0)
}

func (d *desk) journalFolder() string { return filepath.Join(d.machine.folder, "journal") }

// open wires a profile, each time with a client and a source of its own.
func (d *desk) open(profile string) (Options, error) {
	service := d.machine.services[profile]
	d.opened++
	agent := fmt.Sprintf("%s-%d", d.name, d.opened)
	service.mu.Lock()
	by := &caller{now: d.now, jumped: d.machine.offset.Load() != 0}
	if before := service.callers[d.name+profile]; before != nil {
		by = before // the dashboard remembers what it spent
		by.barred, by.refused = false, false
	}
	service.callers[d.name+profile], service.callers[agent] = by, by
	service.mu.Unlock()
	client, source := d.machine.networks[profile].signedIn(d.t, filepath.Join(d.machine.folder, profile), "key", agent, d.now)
	kept, err := journal.Open(journal.Options{Dir: d.journalFolder(), Name: profile, Keep: 300 * 24 * time.Hour, Now: d.now})
	if err != nil {
		return Options{}, err
	}
	d.journals = append(d.journals, kept)
	watched := &watched{Service: client, now: d.now, oracle: newOracle()}
	prying := &prying{watched: watched, desk: d, pressed: true}
	options := Options{
		Service: prying, Profile: profile, Poll: poll.Default(), Journal: kept, Now: d.now, Notices: source.Notices,
		SignInAgain: func() {
			prying.signInAgain()
			service.asked(agent)
			source.Retry()
		},
		OpenProfile: d.open,
		Close:       func() { _ = kept.Close(); client.CloseIdleConnections() },
	}
	for _, name := range machineProfiles {
		options.Profiles = append(options.Profiles, ProfileChoice{Name: name, Current: name == profile})
	}
	d.service, d.watched, d.prying = service, watched, prying
	return options, nil
}

// begin starts the dashboard with the first profile.
func (d *desk) begin() {
	options, err := d.open("studio")
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel = cancel
	model := New(ctx, options)
	d.m = model
	d.run(model.Init())
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	d.settle()
}

// key presses keys that may be why the service is asked next.
func (d *desk) key(names ...string) {
	d.prying.excuse()
	d.press(names...)
}

// echo delivers an answer that came before once more, as if it had been late.
func (d *desk) echo(which int) {
	d.prying.mu.Lock()
	past := d.prying.past
	d.prying.mu.Unlock()
	if len(past) == 0 {
		return
	}
	late := past[which%len(past)]
	late.seq = d.model().pollSeq
	if d.model().polling {
		late.seq--
	}
	d.send(late)
	d.settle()
}

// judge says what of the dashboard is not as the pages say, or "".
func (d *desk) judge() string {
	m := d.model()
	if m.opening.name != "" || m.opts.Service != Service(d.prying) {
		return "" // the other profile is on its way
	}
	d.prying.mu.Lock()
	defer d.prying.mu.Unlock()
	d.watched.mu.Lock()
	defer d.watched.mu.Unlock()
	if stamp := m.stampShown(); stamp != d.prying.stamp {
		return fmt.Sprintf("%s shows list %d, the newest is %d", d.name, stamp, d.prying.stamp)
	}
	for _, h := range m.fleet.Hosts() {
		if !strings.HasPrefix(h.PeerID, d.service.profile) {
			return fmt.Sprintf("%s shows %s among the hosts of %s", d.name, h.PeerID, d.service.profile)
		}
	}
	if why := d.watched.oracle.differs(m.fleet); why != "" {
		return d.name + ": " + why
	}
	if told, want := d.told(), d.watched.oracle.events; len(want) < eventsKept {
		if more, fewer := surplus(told, want), surplus(want, told); len(more)+len(fewer) > 0 {
			return fmt.Sprintf("%s tells too much: %q, and too little: %q", d.name, more, fewer)
		}
	}
	if d.prying.signedOut != (m.signedIn == signInFailed) && !m.polling {
		return fmt.Sprintf("%s is signed out: %v, and says %v", d.name, d.prying.signedOut, m.signedIn)
	}
	return ""
}

// stampShown is the stamp of the list that the screen is made from.
func (m Model) stampShown() (stamp int) {
	for _, h := range m.fleet.Hosts() {
		if strings.HasSuffix(h.PeerID, "-beacon") {
			_, _ = fmt.Sscan(h.Description, &stamp)
		}
	}
	return stamp
}

// told are the events that the screen tells, as the oracle has them.
func (d *desk) told() (told []string) {
	for _, e := range d.model().events {
		var number int
		var came string
		if _, err := fmt.Sscanf(e.text, "host %d %s", &number, &came); err != nil {
			continue
		}
		kind := journal.KindOffline
		if came == "came" {
			kind = journal.KindOnline
		}
		told = append(told, entryOf(e.at, kind, d.service.peer(number)))
	}
	return told
}
