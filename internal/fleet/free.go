package fleet

import "iter"

// FirstFree returns the best of the hosts that can be connected to right now: the first that is known
// to have a free seat, or else the first that may have one. Never this very computer.
func FirstFree(hosts iter.Seq[*Host]) (best *Host, ok bool) {
	for h := range hosts {
		if h.Presence != Online || h.Full() || h.Self || !h.Launchable() {
			continue
		}
		if _, known := h.FreeSeats(); known {
			return h, true
		}
		if best == nil {
			best = h
		}
	}
	return best, best != nil
}
