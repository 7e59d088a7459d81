package query

import "parsec-hosts/internal/fleet"

// Select returns the hosts that satisfy the query: the best matches first where the query ranks, and
// in the order of hosts otherwise. The slice hosts is kept as it is.
func (q Query) Select(hosts []*fleet.Host, f Facts) []*fleet.Host {
	return NewIndex(hosts).Find(q, f, Found{}).Hosts()
}
