package parsecapi

import "bytes"

// mergeLists returns the hosts of several lists, each once.
func mergeLists(lists []*hostList) []Host {
	if len(lists) == 1 {
		return lists[0].hosts
	}
	size := 0
	for _, list := range lists {
		size += len(list.hosts)
	}
	hosts, seen := make([]Host, 0, size), make(map[string]int, size)
	for _, list := range lists {
		for _, host := range list.hosts {
			hosts = addHost(hosts, seen, host)
		}
	}
	return hosts
}

// addHost appends host, or merges it into the one with the same peer ID. seen holds the index of
// each peer ID in hosts.
func addHost(hosts []Host, seen map[string]int, host Host) []Host {
	if i, duplicate := seen[host.PeerID]; duplicate {
		hosts[i] = mergeHosts(hosts[i], host)
		return hosts
	}
	seen[host.PeerID] = len(hosts)
	return append(hosts, host)
}

// mergeHosts makes one row of two with the same peer ID. Where they contradict each other the
// order in which they came must not matter, or a service that lists them now this way and now
// that would seem to change its mind at every poll.
func mergeHosts(a, b Host) Host {
	if bytes.Compare(b.Raw, a.Raw) < 0 {
		a, b = b, a
	}
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
