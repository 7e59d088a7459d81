package guest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"parsec-hosts/internal/connection"
)

func TestADemonstrationShowsEverything(t *testing.T) {
	stories := make(map[string]bool)
	for n := range 64 {
		stories[simulate(t, fmt.Sprint("peer", n), 8*time.Second).changes()] = true
	}
	for _, want := range []string{
		"connecting signalling, connecting path, connected, ended",
		"connecting signalling, connecting approval, connecting path, connected, ended",
		"connecting signalling, connecting approval, ended",
		"connecting signalling, connecting path, ended",
		"connecting signalling, pausing, connecting signalling, connecting path, connected, ended",
	} {
		if !stories[want] {
			t.Errorf("nothing goes like this: %s", want)
		}
	}
}

func TestAHostIsSimulatedInTheSameWayAgain(t *testing.T) {
	if a, b := simulate(t, "peer", 8*time.Second).told(), simulate(t, "peer", 8*time.Second).told(); a != b {
		t.Errorf("once it was\n%s\nand then\n%s", a, b)
	}
}

func TestSimulatedFiguresArePlausibleAndWander(t *testing.T) {
	var least, most float64
	for _, r := range simulate(t, "a", 5*time.Minute).reports {
		f := r.Figures
		if f == nil {
			continue
		}
		if f.Latency() < 5 || f.Latency() > 40 || f.Bitrate < 5 || f.Bitrate > 30 || f.Width != 1920 {
			t.Fatalf("the figures are %+v", f)
		}
		if least == 0 {
			least, most = f.Latency(), f.Latency()
		}
		least, most = min(least, f.Latency()), max(most, f.Latency())
	}
	if most-least < 4 {
		t.Errorf("latencies are %.1f to %.1f ms", least, most)
	}
}

// simulate holds a connection to a simulated host for a while.
func simulate(t *testing.T, peer string, lasts time.Duration) (h *held) {
	random := rand.New(rand.NewPCG(1, 2))
	synctest.Test(t, func(t *testing.T) {
		job := Job{Settings: Settings{Simulated: true}, PeerID: peer, Now: time.Now, Random: random.Float64}
		h = holdNow(t, options{stop: lasts, open: job.open})
	})
	return h
}

func TestASimulationNeedsNoLibrary(t *testing.T) {
	for n := range 8 {
		h := simulate(t, fmt.Sprint(n), 8*time.Second)
		if log := strings.Join(h.log, "\n"); strings.Contains(log, "is loaded from") || h.last.State != connection.Ended {
			t.Error(log)
		}
	}
}
