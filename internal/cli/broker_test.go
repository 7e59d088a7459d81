//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/simulator"
)

const brokerPage = "examples/broker/README.md"

// brokerLine is the one that starts the broker, among those that prepare its folder.
var brokerLine = regexp.MustCompile(`(?m)^broker .*$`)

// prepareBroker builds examples/broker in a folder, which is the user's home as well, and prepares it as
// the README says, the user's token included.
func prepareBroker(t *testing.T) (folder, program, token string) {
	t.Helper()
	for _, needed := range []string{"go", "curl", "openssl", "sha256sum"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skip("the example cannot be tried: ", err)
		}
	}
	folder = t.TempDir()
	program = filepath.Join(folder, "broker")
	if out, err := exec.Command("go", "build", "-o", program, "parsec-hosts/examples/broker").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var script strings.Builder
	for _, b := range blocks(t, "sh") {
		if b.page == brokerPage {
			script.WriteString(brokerLine.ReplaceAllString(b.text, ""))
		}
	}
	sh := exec.Command("sh", "-e", "-c", script.String())
	sh.Dir = folder
	sh.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "API_KEY=" + canaryKey}
	if out, err := sh.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	header, err := os.ReadFile(filepath.Join(folder, "broker-header"))
	if err != nil {
		t.Fatal(err)
	}
	token, _ = strings.CutPrefix(strings.TrimSpace(string(header)), "Authorization: Bearer ")
	if len(token) != 64 {
		t.Fatalf("a token of %d characters", len(token))
	}
	return folder, program, token
}

// startBroker runs the broker until the test is over, and returns its address. What it tells is
// searched for secrets.
func startBroker(t *testing.T, folder, program, service, token string) string {
	t.Helper()
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
		canary.Search(t, "the broker's log", told.Bytes(), canaryKey, token)
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the broker says nothing")
	}
	address, _ := strings.CutPrefix(lines.Text(), "listening on ")
	return address
}

// TestTheBrokerOfTheExamplesSignsIn follows its README: it prepares the broker and the user's computer,
// and lists hosts with the session that curl gets.
func TestTheBrokerOfTheExamplesSignsIn(t *testing.T) {
	sim := simulator.New(simulator.Options{APIKey: canaryKey, Hosts: 5, Self: true})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	folder, program, token := prepareBroker(t)
	settings := ""
	for _, b := range blocks(t, "toml") {
		if b.page == brokerPage {
			settings = strings.NewReplacer(
				"/home/anna", folder, "https://broker.example.com", "http://"+startBroker(t, folder, program, server.BaseURL(), token),
			).Replace(b.text)
		}
	}
	list := func(header string) (*process, string) {
		writePrivate(t, filepath.Join(folder, "broker-header"), header)
		p := newProcess(t, "list", "--columns", "name,user")
		writePrivate(t, filepath.Join(p.folder, "config", "parsec-hosts", "config.toml"), fmt.Sprintf("base_url = %q\n", server.BaseURL())+settings)
		p.Env = append(p.Env, "PATH="+os.Getenv("PATH"))
		out, _ := p.Output() // the exit code tells
		canary.Search(t, "the list", append(out, p.stderr.Bytes()...), canaryKey, token)
		return p, string(out)
	}
	if p, out := list("Authorization: Bearer " + token + "\n"); p.ProcessState.ExitCode() != exitOK || !strings.Contains(out, "anna-workstation") {
		t.Errorf("exit code %d, %q\n%s", p.ProcessState.ExitCode(), out, p.stderr.String())
	}
	for _, wrong := range []string{"Authorization: Bearer another\n", "Authorization: Bearer \n", "X-Nothing: here\n"} {
		if p, out := list(wrong); p.ProcessState.ExitCode() != exitSignedOut || out != "" || !strings.Contains(p.stderr.String(), "401") {
			t.Errorf("with %q: exit code %d, %q\n%s", wrong, p.ProcessState.ExitCode(), out, p.stderr.String())
		}
	}
	if n := sim.SessionsCreated(); n != 1 {
		t.Errorf("%d sessions were created, want 1", n)
	}
}

func TestTheBrokerOfTheExamplesListensForThisComputerOnly(t *testing.T) {
	folder, program, _ := prepareBroker(t)
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
