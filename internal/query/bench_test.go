package query

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

var benchmarkSizes = []int{100, 1000, 10_000, 100_000}

// benchmarkQueries are found in no name, in few, in one of seven, two of seven and all over the place.
var benchmarkQueries = []string{
	"'zzq", "'render-0123", "'suite", "'render", "'07",
	"zzq", "rndr0123", "edsu", "rnd", "wn0", "r", "ren 07", "^render", "user:^artist-12", "is:online seats:>0",
}

// BenchmarkFind is a query over an index, from nothing.
func BenchmarkFind(b *testing.B) {
	for _, n := range benchmarkSizes {
		x := NewIndex(manyHosts(n))
		for _, text := range benchmarkQueries {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					q, _ := Parse(text)
					x.Find(q, Facts{}, Found{})
				}
			})
		}
	}
}

// BenchmarkFindFloor is the least that can be done to find a text: to look for it in all names, which are
// one text in small letters.
func BenchmarkFindFloor(b *testing.B) {
	for _, n := range benchmarkSizes {
		var names strings.Builder
		for _, h := range manyHosts(n) {
			names.WriteString(strings.ToLower(h.Name) + "\n")
		}
		all := names.String()
		for _, text := range []string{"zzq", "render-0123", "suite", "render", "07"} {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				for b.Loop() {
					for at := 0; at >= 0; {
						rest := all[at:]
						if at = strings.Index(rest, text); at >= 0 {
							at += len(all) - len(rest) + len(text)
						}
					}
				}
			})
		}
	}
}

// BenchmarkTyped is the last letter of a query, after what was found by the others.
func BenchmarkTyped(b *testing.B) {
	for _, n := range benchmarkSizes {
		x := NewIndex(manyHosts(n))
		for _, text := range []string{"rn", "rnd", "rndr0123", "edsu", "'suite", "'render-0123"} {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				q, _ := Parse(text[:len(text)-1])
				before := x.Find(q, Facts{}, Found{})
				b.ReportAllocs()
				for b.Loop() {
					q, _ := Parse(text)
					x.Find(q, Facts{}, before)
				}
			})
		}
	}
}

// BenchmarkIndex is what a changed fleet costs, once.
func BenchmarkIndex(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			hosts := manyHosts(n)
			b.ReportAllocs()
			for b.Loop() {
				NewIndex(hosts)
			}
		})
	}
}

// BenchmarkFindBeyondASCII is a query over names that must be taken apart letter by letter.
func BenchmarkFindBeyondASCII(b *testing.B) {
	for _, name := range []string{"編集室-東京-%05d", "서울-렌더-%05d", "Büro-Zoë-%05d", "студия-%05d"} {
		hosts := manyHosts(10_000)
		for i, h := range hosts {
			h.Name = fmt.Sprintf(name, i)
		}
		x := NewIndex(hosts)
		for _, text := range []string{"zz07", "07"} {
			b.Run(name+"/"+text, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					q, _ := Parse(text)
					x.Find(q, Facts{}, Found{})
				}
			})
		}
	}
}

// BenchmarkMatch is one query held against hosts one by one, as a watch does it.
func BenchmarkMatch(b *testing.B) {
	hosts := manyHosts(10_000)
	for _, text := range benchmarkQueries {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q, _ := Parse(text)
				for _, h := range hosts {
					q.Match(h, Facts{})
				}
			}
		})
	}
}

// manyHosts is a fleet as a large enterprise may have it: a few ways to give names, 25 hosts of each user,
// and a fiftieth of the names with letters beyond ASCII.
func manyHosts(n int) []*fleet.Host {
	random := rand.New(rand.NewPCG(1, 2))
	names := []string{"render-%05d", "edit-suite-%04d", "WIN-%06X", "anna-macbook-pro-%d", "Den PC %d", "west-farm-render-%05d", "color-grading-%03d"}
	rare := []string{"東京-スタジオ-%d", "Büro-Zoë-%d"}
	hosts := make([]*fleet.Host, n)
	for i := range hosts {
		name := names[random.IntN(len(names))]
		if random.IntN(50) == 0 {
			name = rare[random.IntN(len(rare))]
		}
		user := fmt.Sprintf("artist-%d", i/25)
		h := &fleet.Host{
			PeerID: peerID(random), Name: fmt.Sprintf(name, i), UserName: "studio#" + user, Provider: "studio", ExternalID: user,
			Mode: "desktop", Presence: fleet.Online,
			Players: parsecapi.Count{N: i % 3, Known: true}, MaxPlayers: parsecapi.Count{N: 2, Known: i%2 == 0},
		}
		if i%3 == 0 {
			h.Mode, h.Game = "game", fmt.Sprintf("Game %d", i%7)
		}
		hosts[i] = h
	}
	return hosts
}

func peerID(random *rand.Rand) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	id := make([]byte, 27)
	for i := range id {
		id[i] = digits[random.IntN(len(digits))]
	}
	return string(id)
}
