package ui

import (
	"slices"
	"strings"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
)

// order is how the user wants the hosts: pinned ones first, then by the chosen column. No two are equal.
func (s listSource) order() func(a, b *fleet.Host) int {
	by, ok := columns.Find(s.view.Sort)
	if !ok {
		by, _ = columns.Find(nameColumn)
	}
	compare := by.By(s.view.Descending)
	return func(a, b *fleet.Host) int {
		if pa, pb := s.pinned[a.PeerID], s.pinned[b.PeerID]; pa != pb {
			if pa {
				return -1
			}
			return 1
		}
		return compare(a, b)
	}
}

// sort puts all hosts into the user's order. When that is still the same, only the hosts that have changed
// find a new place (BenchmarkSort).
func (l list) sort(s listSource) list {
	if l.sorted != nil && s.view.sameOrder(l.view) {
		gone, come := differences(l.known, s.fleet.Hosts())
		if len(gone)+len(come) == 0 {
			return l
		}
		l.sorted = exchange(l.sorted, gone, come, s.order())
	} else {
		l.sorted = slices.SortedFunc(slices.Values(s.fleet.Hosts()), s.order())
	}
	l.known = s.fleet.Hosts()
	l.search = search{}
	l.order++
	return l
}

// differences returns which hosts were before and which are after, of two lists that are sorted by peer ID.
// A host that has changed is one of each.
func differences(before, after []*fleet.Host) (gone, come []*fleet.Host) {
	for len(before) > 0 && len(after) > 0 {
		if before[0] == after[0] {
			before, after = before[1:], after[1:]
			continue
		}
		c := strings.Compare(before[0].PeerID, after[0].PeerID)
		if c <= 0 {
			gone, before = append(gone, before[0]), before[1:]
		}
		if c >= 0 {
			come, after = append(come, after[0]), after[1:]
		}
	}
	return append(gone, before...), append(come, after...)
}

// exchange returns sorted hosts without those that have gone and with those that have come, in the same
// order.
func exchange(sorted, gone, come []*fleet.Host, compare func(a, b *fleet.Host) int) []*fleet.Host {
	slices.SortFunc(gone, compare)
	slices.SortFunc(come, compare)
	stayed := make([]*fleet.Host, 0, len(sorted))
	for _, h := range sorted {
		if len(gone) > 0 && h == gone[0] {
			gone = gone[1:]
			continue
		}
		stayed = append(stayed, h)
	}
	next := make([]*fleet.Host, 0, len(stayed)+len(come))
	for _, h := range come {
		i, _ := slices.BinarySearchFunc(stayed, h, compare)
		next = append(append(next, stayed[:i]...), h)
		stayed = stayed[i:]
	}
	return append(next, stayed...)
}
