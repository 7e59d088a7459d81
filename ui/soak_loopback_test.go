package ui

import (
	"context"
	"math/rand/v2"
	"net"
	"runtime"
	"testing"
	"time"

	"parsec-hosts/internal/simulator"
	"parsec-hosts/parsecapi"
)

// TestSoakOnLoopback meets every fault of the host lists on real connections, once in the short form and
// for each hour of a longer one: none may leave a connection or a goroutine behind.
func TestSoakOnLoopback(t *testing.T) {
	rounds := 1 + int(soakTime.Hours())
	rng := rand.New(rand.NewPCG(*soakSeed, 1))
	if first, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = first.Close() // with the first connection, the runtime opens descriptors of its own for good
	}
	before := figures{goroutines: runtime.NumGoroutine(), descriptors: openDescriptors()}
	sim := simulator.New(simulator.Options{Hosts: 1000, Churn: 600, ETag: true})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	creator, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()))
	if err != nil {
		t.Fatal(err)
	}
	created, err := creator.CreateSession(t.Context(), parsecapi.NewSecret(sim.APIKey()), "anna")
	if err != nil {
		t.Fatal(err)
	}
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()), parsecapi.WithTimeout(150*time.Millisecond),
		parsecapi.WithSessionSource(parsecapi.StaticSession(created)))
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for range rounds {
		faults := simulator.Faults()
		rng.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
		for _, fault := range faults {
			sim.ClearFaults()
			sim.Fault(fault.Name, 1)
			if _, err := client.Hosts(context.Background()); err != nil {
				failed++
			}
		}
	}
	creator.CloseIdleConnections()
	client.CloseIdleConnections()
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	after := atRest(before)
	t.Logf("%d rounds, %d failures: %v, then %v", rounds, failed, before, after)
	if after.goroutines > before.goroutines || after.descriptors > before.descriptors {
		buffer := make([]byte, 1<<20)
		t.Errorf("%v became %v:\n%s", before, after, buffer[:runtime.Stack(buffer, true)])
	}
}

// atRest waits a moment for goroutines that are about to end, and takes the figures.
func atRest(wanted figures) (now figures) {
	limit := time.After(5 * time.Second)
	for {
		now = figures{goroutines: runtime.NumGoroutine(), descriptors: openDescriptors()}
		if now.goroutines <= wanted.goroutines && now.descriptors <= wanted.descriptors {
			return now
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-limit:
			return now
		}
	}
}
