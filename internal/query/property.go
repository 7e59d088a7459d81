package query

import (
	"math"
	"strconv"
	"strings"
	"time"

	"parsec-hosts/internal/fleet"
)

// states are the words after is:, in the order in which an error names them.
var states = []struct {
	word string
	test test
}{
	{"online", func(h *fleet.Host, _ Facts) bool { return h.Presence == fleet.Online || h.Presence == fleet.Missing }},
	{"offline", func(h *fleet.Host, _ Facts) bool { return h.Presence == fleet.Offline }},
	{"missing", func(h *fleet.Host, _ Facts) bool { return h.Presence == fleet.Missing }},
	{"unknown", func(h *fleet.Host, _ Facts) bool { return h.Presence == fleet.Unknown }},
	{"full", func(h *fleet.Host, _ Facts) bool { return h.Full() }},
	{"free", func(h *fleet.Host, _ Facts) bool { return !h.Full() }},
	{"pinned", func(h *fleet.Host, f Facts) bool { return f.Pinned != nil && f.Pinned(h.PeerID) }},
	{"new", func(h *fleet.Host, f Facts) bool { return f.New != nil && f.New(h) }},
	{"self", func(h *fleet.Host, _ Facts) bool { return h.Self }},
}

func parseIs(value string) (test, *Error) {
	value = strings.ToLower(value)
	words := States()
	begun := false
	for _, s := range states {
		if s.word == value {
			return s.test, nil
		}
		begun = begun || strings.HasPrefix(s.word, value)
	}
	if word := similar(value, words); word != "" && !begun {
		return nil, &Error{Message: "is: does not know that word; did you mean is:" + word + "?"}
	}
	return nil, &Error{Message: "is: takes one of " + strings.Join(words, ", "), Incomplete: begun}
}

func parsePlayers(value string) (test, *Error) {
	return parseCount("players", value, func(h *fleet.Host) int {
		if !h.Players.Known {
			return 0
		}
		return h.Players.N
	})
}

func parseSeats(value string) (test, *Error) {
	return parseCount("seats", value, func(h *fleet.Host) int {
		free, known := h.FreeSeats()
		if !known {
			return math.MaxInt
		}
		return free
	})
}

// parseCount reads a comparison with a number.
func parseCount(property, value string, of func(*fleet.Host) int) (test, *Error) {
	holds, number := cutSign(value)
	n, ok := parseNumber(number)
	if !ok {
		return nil, &Error{Message: property + ": takes a number, as in " + property + ":>=1", Incomplete: number == ""}
	}
	return func(h *fleet.Host, _ Facts) bool { return holds(int64(of(h)), n, 1) }, nil
}

var units = map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}

// parseSeen reads a comparison with a time.
func parseSeen(value string) (test, *Error) {
	holds, text := cutSign(strings.ToLower(value))
	number := strings.TrimRight(text, "smhd")
	n, ok := parseNumber(number)
	if !ok || len(text) != len(number)+1 || n > int64(math.MaxInt64/units['d']) {
		unfinished := text == "" || ok && text == number
		return nil, &Error{Message: "seen: takes a number and its unit, s, m, h or d, as in seen:<10m", Incomplete: unfinished}
	}
	unit := int64(units[text[len(number)]])
	return func(h *fleet.Host, f Facts) bool { return holds(int64(f.sinceSeen(h)), n*unit, unit) }, nil
}

// sinceSeen returns how long ago h was last seen, which is no time at all as far as nothing is known.
func (f Facts) sinceSeen(h *fleet.Host) time.Duration {
	seen := h.LastSeen
	if f.LastSeen != nil {
		seen = f.LastSeen(h)
	}
	if seen.IsZero() {
		return 0
	}
	return max(0, f.Now.Sub(seen))
}

// comparison holds a value against a limit that is given in whole units.
type comparison func(value, limit, unit int64) bool

// signs are what a comparison begins with. Of two that begin alike the longer one comes first.
var signs = []struct {
	text  string
	holds comparison
}{
	{">=", func(value, limit, _ int64) bool { return value >= limit }},
	{"<=", func(value, limit, _ int64) bool { return value <= limit }},
	{">", func(value, limit, _ int64) bool { return value > limit }},
	{"<", func(value, limit, _ int64) bool { return value < limit }},
	{"=", equals},
}

// equals leaves what is less than a unit out of account.
func equals(value, limit, unit int64) bool { return value-value%unit == limit }

func cutSign(text string) (holds comparison, rest string) {
	for _, s := range signs {
		if rest, ok := strings.CutPrefix(text, s.text); ok {
			return s.holds, rest
		}
	}
	return equals, text
}

// parseNumber reads digits. Unlike strconv it wants no sign.
func parseNumber(text string) (n int64, ok bool) {
	if text == "" || text[0] < '0' || text[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}
