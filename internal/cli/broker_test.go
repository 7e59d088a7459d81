//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/simulator"
)

// canaryToken is what a user shows to the broker.
const canaryToken = "canary-token-77c1e09a"

// buildBroker builds examples/broker in a folder with its key and its user anna.
func buildBroker(t *testing.T) (folder, program string) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build the example with")
	}
	folder = t.TempDir()
	program = filepath.Join(folder, "broker")
	if out, err := exec.Command("go", "build", "-o", program, "parsec-hosts/examples/broker").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sum := sha256.Sum256([]byte(canaryToken))
	writePrivate(t, filepath.Join(folder, "users.json"), fmt.Sprintf(`{"%s": "anna"}`, hex.EncodeToString(sum[:])))
	writePrivate(t, filepath.Join(folder, "api-key"), canaryKey+"\n")
	return folder, program
}

// startBroker runs the broker until the test is over, and returns its address. What it tells is
// searched for secrets.
func startBroker(t *testing.T, service string) string {
	t.Helper()
	folder, program := buildBroker(t)
	cmd := exec.Command(program, "-listen", "127.0.0.1:0", "-service", service)
	var told bytes.Buffer
	cmd.Dir, cmd.Stderr = folder, &told
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // ended by the signal
		canary.Search(t, "the broker's log", told.Bytes(), canaryKey, canaryToken)
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the broker says nothing")
	}
	address, _ := strings.CutPrefix(lines.Text(), "listening on ")
	return address
}

// TestTheBrokerOfTheExamplesSignsIn lists hosts with a session that curl gets from the broker, as its
// README says.
func TestTheBrokerOfTheExamplesSignsIn(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl")
	}
	sim := simulator.New(simulator.Options{APIKey: canaryKey, Hosts: 5, Self: true})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	broker := startBroker(t, server.BaseURL())

	list := func(token string) (*process, string) {
		p := newProcess(t, "list", "--columns", "name,user")
		header := filepath.Join(p.folder, "broker-header")
		writePrivate(t, header, "Authorization: Bearer "+token+"\n")
		command := []string{"curl", "--silent", "--show-error", "--fail", "--request", "POST", "--header", "@" + header, "http://" + broker + "/session"}
		writePrivate(t, filepath.Join(p.folder, "config", "parsec-hosts", "config.toml"),
			fmt.Sprintf("base_url = %q\nsession_command = [\"%s\"]\n", server.BaseURL(), strings.Join(command, `", "`)))
		p.Env = append(p.Env, "PATH="+os.Getenv("PATH"))
		out, _ := p.Output() // the exit code tells
		return p, string(out)
	}
	if p, out := list(canaryToken); p.ProcessState.ExitCode() != exitOK || strings.Count(out, "\n") != 6 || !strings.Contains(out, "anna-workstation") {
		t.Errorf("exit code %d, %q\n%s", p.ProcessState.ExitCode(), out, p.stderr.String())
	}
	if p, out := list("another"); p.ProcessState.ExitCode() != exitSignedOut || out != "" || !strings.Contains(p.stderr.String(), "401") {
		t.Errorf("with a wrong token: exit code %d, %q\n%s", p.ProcessState.ExitCode(), out, p.stderr.String())
	}
	if n := sim.SessionsCreated(); n != 1 {
		t.Errorf("%d sessions were created, want 1", n)
	}
}

func TestTheBrokerOfTheExamplesListensForThisComputerOnly(t *testing.T) {
	folder, program := buildBroker(t)
	for _, address := range []string{":8700", "0.0.0.0:0", "192.0.2.1:8700", "broker.example.com:443"} {
		cmd := exec.Command(program, "-listen", address)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte("listen on 127.0.0.1")) {
			t.Errorf("%s: %q, %v", address, out, err)
		}
		canary.Search(t, "the broker's output", out, canaryKey)
	}
}
