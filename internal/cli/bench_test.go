//go:build unix

package cli

import (
	"os/exec"
	"testing"
	"time"

	"parsec-hosts/internal/simulator"
	"parsec-hosts/parsecapi"
)

// BenchmarkListBesideCurl runs list and curl in turn, each as a process of its own, for the same hosts
// of the same service. What list needs more than curl is its own cost.
func BenchmarkListBesideCurl(b *testing.B) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		b.Skip("there is no curl to measure against")
	}
	sim := simulator.New(simulator.Options{Hosts: 8, Seed: 5, APIKey: canaryKey})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()))
	if err != nil {
		b.Fatal(err)
	}
	session, err := client.CreateSession(b.Context(), parsecapi.NewSecret(canaryKey), "anna")
	if err != nil {
		b.Fatal(err)
	}
	var listed, curled time.Duration
	for b.Loop() {
		list := exec.Command("parsec-hosts", "list")
		list.Env = []string{"HOME=/no-home", quickExit, "XDG_STATE_HOME=" + b.TempDir(),
			"PARSEC_HOSTS_BASE_URL=" + server.BaseURL(), "PARSEC_HOSTS_SESSION_ID=" + session.ID.Reveal()}
		listed += timed(b, list)
		curled += timed(b, exec.Command(curl, "-s", "-H", "Authorization: Bearer "+session.ID.Reveal(), server.BaseURL()+"/hosts"))
	}
	n := float64(b.N)
	b.ReportMetric(listed.Seconds()*1000/n, "list-ms")
	b.ReportMetric(curled.Seconds()*1000/n, "curl-ms")
	b.ReportMetric(listed.Seconds()/curled.Seconds(), "list/curl")
}

// timed runs a program and returns how long it took.
func timed(b *testing.B, cmd *exec.Cmd) time.Duration {
	b.Helper()
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", cmd.Path, err)
	}
	return time.Since(start)
}
