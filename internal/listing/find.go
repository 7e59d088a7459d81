package listing

import (
	"slices"
	"strings"
	"unicode"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// Target is what somebody wrote to name a host: its peer ID, its whole name, or a query, of which plain
// words are found as they stand.
type Target struct {
	text  string
	query query.Query
	err   error
	away  []*fleet.Host
}

// ParseTarget reads what names a host. A text that is no query may still be a name, so its fault is
// told by Find.
func ParseTarget(text string) Target {
	t := Target{text: text}
	t.query, t.err = query.Parse(asItStands(text))
	return t
}

// asItStands makes plain words be found as they stand. While one filters on a screen it is a help that
// their letters may be apart; where nobody looks, render-07 must not be taken for render-107.
func asItStands(text string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune(" -_.", r)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }) {
		return text
	}
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = "'" + word
	}
	return strings.Join(words, " ")
}

// Knowing returns the target for somebody who remembers these hosts. While one of them is away, its
// name is still its own, and no query that another host may satisfy.
func (t Target) Knowing(hosts []*fleet.Host) Target {
	t.away = hosts
	return t
}

// Find returns the hosts of a fleet that are meant: the one with that peer ID; else those of exactly
// that name; else those that the query finds, the best matches first. An error is a *query.Error.
func (t Target) Find(f fleet.Fleet, facts query.Facts) ([]*fleet.Host, error) {
	unlisted := func(h *fleet.Host) bool {
		_, listed := f.Host(h.PeerID)
		return !listed
	}
	known := slices.Clone(f.Hosts())
	for _, h := range t.away {
		if unlisted(h) {
			known = append(known, h)
		}
	}
	for _, is := range []func(*fleet.Host) bool{
		func(h *fleet.Host) bool { return h.PeerID == t.text },
		func(h *fleet.Host) bool { return h.Name == t.text || h.Row().Name == t.text },
	} {
		named := slices.DeleteFunc(slices.Clone(known), func(h *fleet.Host) bool { return !is(h) })
		if len(named) > 0 {
			return slices.DeleteFunc(named, unlisted), nil
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	return t.query.Select(slices.SortedFunc(slices.Values(f.Hosts()), fleet.ByName), facts), nil
}
