package cli

import (
	"context"
	"slices"
	"sync"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

// offer is the service as pick knows it. It keeps the rows of all answers, since a host is printed in
// the service's own words, and one that was chosen may not be in the newest answer any more.
type offer struct {
	client ui.Service

	mu    sync.Mutex
	first *parsecapi.Page           // an answer that the list was not given yet
	seen  map[string]parsecapi.Host // by peer ID in its safe form
}

// ask asks before there is a list, which is then given the same answer.
func (o *offer) ask(ctx context.Context) (parsecapi.Page, error) {
	page, err := o.Hosts(ctx)
	if err == nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.first = &page
	}
	return page, err
}

// Hosts returns one page, as ui.Service wants it.
func (o *offer) Hosts(ctx context.Context) (parsecapi.Page, error) {
	if page := o.takeFirst(); page != nil {
		return *page, nil
	}
	page, err := o.client.Hosts(ctx)
	o.keep(page.Hosts)
	return page, err
}

func (o *offer) takeFirst() *parsecapi.Page {
	o.mu.Lock()
	defer o.mu.Unlock()
	page := o.first
	o.first = nil
	return page
}

func (o *offer) keep(hosts []parsecapi.Host) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.seen == nil {
		o.seen = map[string]parsecapi.Host{}
	}
	for _, raw := range hosts {
		o.seen[textsafe.Escape(raw.PeerID)] = raw
	}
}

// rows are hosts of the list together with their newest rows.
func (o *offer) rows(hosts []*fleet.Host) []row {
	o.mu.Lock()
	defer o.mu.Unlock()
	rows := make([]row, len(hosts))
	for i, h := range hosts {
		rows[i] = row{o.seen[h.PeerID], h}
	}
	return rows
}

// matching are the hosts that the query lets through.
func (l listing) matching(q query.Query, pinned []string) []row {
	facts := query.Facts{
		Now:      time.Now(),
		LastSeen: l.fleet.LastSeen,
		Pinned:   func(peerID string) bool { return slices.Contains(pinned, peerID) },
		New:      func(*fleet.Host) bool { return false }, // one answer does not tell who has just come
	}
	return slices.DeleteFunc(slices.Clone(l.rows), func(r row) bool { return !q.Match(r.host, facts) })
}
