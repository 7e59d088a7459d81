//go:build unix

package yardstick

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

var sizes = []int{100, 10_000, 100_000}

// queries are what is typed. The first letter of a name says how much of the fleet is found.
var queries = []string{
	"'zzq", "'render-0123", "'suite", "'render", "'07", // substrings: none, one, some, many, spread
	"zzq", "rndr0123", "edsu", "rnd", "ren07", "wn0", "r", // letters in order
	"ren 07", "suite anna",
}

// manyHosts is a fleet as a large enterprise may have it: a few ways to give names, 25 hosts of each
// user, and a fiftieth of the names with letters beyond ASCII.
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

func BenchmarkAgainstFzf(b *testing.B) {
	algo.Init("default")
	for _, n := range sizes {
		hosts := manyHosts(n)
		chars := make([]util.Chars, n)
		for i, h := range hosts {
			chars[i] = util.ToChars([]byte(h.Name))
		}
		index := query.NewIndex(hosts)
		for _, text := range queries {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				duel(b, func() { find(index, text, query.Found{}) }, func() { fzf(chars, text) })
			})
			b.Run(fmt.Sprintf("%d/%s/typed", n, text), func(b *testing.B) {
				before := find(index, text[:len(text)-1], query.Found{})
				duel(b, func() { find(index, text, before) }, func() { fzf(chars, text) })
			})
		}
	}
}

func find(index *query.Index, text string, before query.Found) query.Found {
	q, _ := query.Parse(text)
	return index.Find(q, query.Facts{}, before)
}

var slab = util.MakeSlab(100*1024, 2048)

// fzf scores each name by each word of the text, as fzf does: a name without the first word is not held
// against the second.
func fzf(chars []util.Chars, text string) {
	var words [][]rune
	for word := range strings.FieldsSeq(text) {
		words = append(words, []rune(strings.TrimPrefix(word, "'")))
	}
	for i := range chars {
		for _, word := range words {
			if r, _ := algo.FuzzyMatchV2(false, true, true, &chars[i], word, false, slab); r.Start < 0 {
				break
			}
		}
	}
}

// duel lets both take turns and reports the processor time of the fastest turn of each.
func duel(b *testing.B, ours, theirs func()) {
	var times [2][]time.Duration
	runtime.GC() // what others have left behind is no work of either
	for b.Loop() {
		for side, run := range []func(){ours, theirs} {
			began := processorTime()
			run()
			times[side] = append(times[side], processorTime()-began)
		}
	}
	fastest := [2]float64{float64(slices.Min(times[0])), float64(slices.Min(times[1]))}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(fastest[0]/1e3, "us")
	b.ReportMetric(fastest[1]/1e3, "us-fzf")
	b.ReportMetric(fastest[0]/fastest[1], "×fzf")
}

// processorTime is what this program has used so far, its collection of garbage included.
func processorTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
