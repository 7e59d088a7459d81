package parsecapi

import (
	"maps"
	"slices"
	"sync"
)

// memory keeps the newest answers of a client, so that an answer that says the same again costs
// neither decoding nor a new list.
type memory struct {
	mu     sync.Mutex
	rounds uint64
	newest snapshot
}

// snapshot is what one round of queries gave. It is never changed, only replaced.
type snapshot struct {
	round   uint64
	session Secret
	answers map[query]remembered
	lists   []*hostList // the page's, in the order of its queries
	hosts   []*Host     // of the whole page
}

// remembered is the last answer to one query.
type remembered struct {
	etag string
	list *hostList
}

// begin numbers a round and returns what is remembered for its session.
func (m *memory) begin(session Secret) snapshot {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rounds++
	start := snapshot{round: m.rounds, session: session}
	if m.newest.session.Equal(session) {
		start.answers = m.newest.answers
	}
	return start
}

// settle ends a round that began with start and got answers, which make up lists. It returns the
// page's hosts and whether they are those of the page before.
func (m *memory) settle(start snapshot, answers map[query]remembered, lists []*hostList) (hosts []*Host, unchanged bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.newest.session.Equal(start.session) && slices.Equal(m.newest.lists, lists) {
		hosts, unchanged = m.newest.hosts, true
	} else {
		hosts = mergeLists(lists)
	}
	// A round that was overtaken is late news: what the caller saw last is the newer one.
	if start.round > m.newest.round {
		all := maps.Clone(start.answers)
		if all == nil {
			all = map[query]remembered{}
		}
		maps.Copy(all, answers)
		start.answers, start.lists, start.hosts = all, lists, hosts
		m.newest = start
	}
	return hosts, unchanged
}
