package listing

import (
	"slices"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// Target is what somebody wrote to name a host: its peer ID, its whole name, or a query.
type Target struct {
	text  string
	query query.Query
	err   error
}

// ParseTarget reads what names a host. A text that is no query may still be a name, so its fault is
// told by Find.
func ParseTarget(text string) Target {
	t := Target{text: text}
	t.query, t.err = query.Parse(text)
	return t
}

// Find returns the hosts that are meant: the one with that peer ID; else those of exactly that name;
// else those that the query finds, the best matches first. An error is a *query.Error.
func (t Target) Find(hosts []*fleet.Host, facts query.Facts) ([]*fleet.Host, error) {
	for _, is := range []func(*fleet.Host) bool{
		func(h *fleet.Host) bool { return h.PeerID == t.text },
		func(h *fleet.Host) bool { return h.Name == t.text || h.Row().Name == t.text },
	} {
		named := slices.DeleteFunc(slices.Clone(hosts), func(h *fleet.Host) bool { return !is(h) })
		if len(named) > 0 {
			return named, nil
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	return t.query.Select(slices.SortedFunc(slices.Values(hosts), fleet.ByName), facts), nil
}
