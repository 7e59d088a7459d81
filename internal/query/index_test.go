package query

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/fleet"
)

// expectFound holds what an index finds against the oracle.
func expectFound(t *testing.T, x *Index, text string, f Facts, before Found) Found {
	t.Helper()
	q, _ := Parse(text)
	found := x.Find(q, f, before)
	if diff := cmp.Diff(described(q.oracleSelect(x.hosts, f)), described(found.Hosts())); diff != "" {
		t.Errorf("%q: %s", text, diff)
	}
	if found.Len() != len(found.Hosts()) {
		t.Errorf("%q: %d hosts are %d", text, found.Len(), len(found.Hosts()))
	}
	return found
}

func described(hosts []*fleet.Host) []string {
	texts := []string{}
	for _, h := range hosts {
		texts = append(texts, strings.Join([]string{h.PeerID, h.Name, h.UserName, h.Provider, h.ExternalID, h.Mode, h.Game}, "|"))
	}
	return texts
}

// checkIndex types the text letter by letter, over hosts that have the name in all ways.
func checkIndex(t *testing.T, text, name string) {
	t.Helper()
	x := NewIndex([]*fleet.Host{
		{PeerID: "a", Name: name}, {PeerID: "b", UserName: name}, {PeerID: "c", Name: "x" + name, Mode: name}, {PeerID: name, Game: name},
		{PeerID: "e", Name: name + name, UserName: name + "#x", Provider: name, ExternalID: "x"},
		{PeerID: "f", Name: strings.ToUpper(name), UserName: "x#" + name, Provider: "x", ExternalID: name},
		{PeerID: "g", UserName: "x#" + name, Provider: name, ExternalID: "y"}, {PeerID: "h", UserName: "x#" + name},
	})
	var before Found
	for i := range text {
		before = expectFound(t, x, text[:i], Facts{}, before)
	}
	expectFound(t, x, text, Facts{}, before)
}

// TestAnIndexFindsWhatTheOracleFinds types many queries at random over fleets made at random, with one
// letter more, less or changed at a time.
func TestAnIndexFindsWhatTheOracleFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	typed := []string{"a", "b", "ab", "1", "01", "A", "B", "-", " ", "é", "e", "東", "!", "'", "^", "$", "|", " | ", "name:", "user:", "id:", "mode:", "game:", "is:online", "players:>0", "seen:<1m", `"`, "·", "#", "x"}
	for range 300 {
		hosts := randomHosts(random, 1+random.IntN(40))
		x := NewIndex(hosts)
		facts := Facts{Now: now, LastSeen: func(h *fleet.Host) time.Time { return now.Add(-time.Duration(len(h.Name)) * 10 * time.Second) }}
		var before Found
		text := ""
		for range 12 {
			switch runes := []rune(text); {
			case len(runes) > 0 && random.IntN(5) == 0:
				text = string(runes[:len(runes)-1])
			case len(runes) > 0 && random.IntN(8) == 0:
				runes[random.IntN(len(runes))] = 'a'
				text = string(runes)
			default:
				text += typed[random.IntN(len(typed))]
			}
			before = expectFound(t, x, text, facts, before)
		}
	}
}

func randomHosts(random *rand.Rand, n int) []*fleet.Host {
	letters := []rune("abABx01-  #é東Éß·e\u0301")
	text := func(longest int) string {
		runes := make([]rune, random.IntN(longest+1))
		for i := range runes {
			runes[i] = letters[random.IntN(len(letters)-random.IntN(2)*8)]
		}
		return string(runes)
	}
	hosts := make([]*fleet.Host, n)
	for i := range hosts {
		h := &fleet.Host{PeerID: text(6), Name: text(10), Mode: text(1), Game: text(2), Presence: fleet.Presence(random.IntN(4))}
		switch random.IntN(4) {
		case 0:
			h.UserName = text(3)
		case 1:
			h.UserName, h.Provider, h.ExternalID = text(3), text(2), text(2)
		default:
			h.Provider, h.ExternalID = text(2), text(3)
			h.UserName = h.Provider + "#" + h.ExternalID
		}
		hosts[i] = h
	}
	return hosts
}

// TestAPatternRatesAsLettersDo rates many short texts and words, and a few that are too long.
func TestAPatternRatesAsLettersDo(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	text := func(letters string, longest int) string {
		b := make([]byte, random.IntN(longest+1))
		for i := range b {
			b[i] = letters[random.IntN(len(letters))]
		}
		return string(b)
	}
	check := func(name, wanted string, h how) {
		t.Helper()
		w := newWords(Name, wanted)
		if len(w.letters) == 0 {
			return
		}
		if got, want := newPattern(w, h).rate(name, inSmallLetters(name)), w.rateText(h, name); got != want {
			t.Fatalf("%q (%d) in %q: %d points, want %d", wanted, h, name, got, want)
		}
	}
	for range 100_000 {
		check(text("abABx1-_ ", 14), text("abAB1- ", 5), how(random.IntN(int(whole)+1)))
	}
	for _, n := range []int{127, 128, 129, 300} {
		check(strings.Repeat("a", n), strings.Repeat("a", n), inOrder)
		check(strings.Repeat("ab", n), strings.Repeat("a", n), inOrder)
		check(strings.Repeat("a", n-1), strings.Repeat("a", n), inOrder)
	}
}

// A mask must never lack a letter that a text has.
func TestLettersThatAreTheSameShareABit(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		upper := appendLetters(nil, string(r), true)
		for i, l := range appendLetters(nil, string(r), false) {
			if bitOf(l.base) != bitOf(upper[i].base) || maskOf(string(r))&bitOf(l.base) == 0 {
				t.Fatalf("%q has other bits in small letters", r)
			}
		}
	}
}
