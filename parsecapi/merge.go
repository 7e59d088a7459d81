package parsecapi

import "bytes"

// mergeLists returns the hosts of several lists, each once.
func mergeLists(lists []*hostList) []*Host {
	if len(lists) == 1 {
		return lists[0].hosts
	}
	var hosts []*Host
	for _, list := range lists {
		hosts = append(hosts, list.hosts...)
	}
	if repeats(hosts) {
		return distinct(hosts)
	}
	return hosts
}

// distinct returns the hosts that have a peer ID, those that share one made into one.
func distinct(rows []*Host) []*Host {
	hosts, places := make([]*Host, 0, len(rows)), make(map[string]int, len(rows))
	for _, row := range rows {
		if row.PeerID == "" {
			continue
		}
		if i, known := places[row.PeerID]; known {
			hosts[i] = mergeHosts(hosts[i], row)
			continue
		}
		places[row.PeerID] = len(hosts)
		hosts = append(hosts, row)
	}
	return hosts
}

// mergeHosts makes one row of two with the same peer ID. Where they contradict each other the
// order in which they came must not matter, or a service that lists them now this way and now
// that would seem to change its mind at every poll.
func mergeHosts(a, b *Host) *Host {
	if bytes.Compare(b.Raw, a.Raw) < 0 {
		a, b = b, a
	}
	merged := *a
	a = &merged
	fill(&a.Name, b.Name)
	fill(&a.UserName, b.UserName)
	x, y := &a.Metadata, b.Metadata
	fill(&x.Description, y.Description)
	fill(&x.Mode, y.Mode)
	fill(&x.Game, y.Game)
	fill(&x.Players, y.Players)
	fill(&x.MaxPlayers, y.MaxPlayers)
	fill(&x.Build, y.Build)
	fill(&x.EventName, y.EventName)
	fill(&x.User, y.User)
	x.Public = either(x.Public, y.Public)
	x.Online = either(x.Online, y.Online)
	x.Self = either(x.Self, y.Self)
	return a
}

// fill gives field the other row's value if it has none.
func fill[T comparable](field *T, other T) {
	var none T
	if *field == none {
		*field = other
	}
}

// either is the logical or: what one row knows to be so is so.
func either(a, b Flag) Flag {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No || b == No:
		return No
	}
	return Unknown
}
