package query

import (
	"fmt"
	"testing"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// BenchmarkMatch is one key press in the filter: parse it, then match or score all hosts.
func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		hosts := manyHosts(n)
		for _, text := range []string{"zz", "r", "rndr07", "'render", "ann rend", "user:^anna", "is:online seats:>0"} {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					q, _ := Parse(text)
					for _, h := range hosts {
						q.Match(h, Facts{})
					}
				}
			})
			b.Run(fmt.Sprintf("%d/%s/scored", n, text), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					q, _ := Parse(text)
					for _, h := range hosts {
						q.Score(h, Facts{})
					}
				}
			})
		}
	}
}

// BenchmarkMatchBeyondASCII is the same with names that must be taken apart letter by letter.
func BenchmarkMatchBeyondASCII(b *testing.B) {
	for _, name := range []string{"編集室-東京-%05d", "서울-렌더-%05d", "Büro-Zoë-%05d", "студия-%05d"} {
		hosts := manyHosts(10_000)
		for i, h := range hosts {
			h.Name = fmt.Sprintf(name, i)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q, _ := Parse("zz07")
				for _, h := range hosts {
					q.Score(h, Facts{})
				}
			}
		})
	}
}

func manyHosts(n int) []*fleet.Host {
	hosts := make([]*fleet.Host, n)
	for i := range hosts {
		hosts[i] = &fleet.Host{
			PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: fmt.Sprintf("render-%05d", i),
			UserName: "studio#anna", Provider: "studio", ExternalID: "anna", Mode: "desktop",
			Players: parsecapi.Count{N: i % 3, Known: true}, MaxPlayers: parsecapi.Count{N: 2, Known: i%2 == 0}, Presence: fleet.Online,
		}
	}
	return hosts
}
