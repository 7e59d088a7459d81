package parsecapi_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"parsec-hosts/internal/simulator"
)

// TestAnotherModuleNeedsNothingElse builds testdata/another as a module of its own, whose developer has
// no other module and no network, and runs it.
func TestAnotherModuleNeedsNothingElse(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build another module with")
	}
	program := buildAnother(t)
	sim := simulator.New(simulator.Options{Hosts: 2, Seed: 1})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	hosts := sim.Hosts()
	want := fmt.Sprintf("%s %q\n%s %q\ncomplete: true session: [secret]\n", hosts[0].PeerID, hosts[0].Name, hosts[1].PeerID, hosts[1].Name)
	if got, err := run(program, server.BaseURL(), sim.APIKey()); err != nil || got != want {
		t.Errorf("printed %q, %v; want %q", got, err, want)
	}
	const refused = "refused with 403: invalid api key\n"
	if got, err := run(program, server.BaseURL(), "another-key"); err == nil || got != refused {
		t.Errorf("with a wrong key it printed %q, %v; want %q", got, err, refused)
	}
}

func buildAnother(t *testing.T) string {
	t.Helper()
	ours, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("testdata/another/main.go")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	module := fmt.Sprintf("module example.com/another\n\ngo 1.26.0\n\nrequire parsec-hosts v0.0.0\n\nreplace parsec-hosts => %q\n", ours)
	for name, content := range map[string]string{"go.mod": module, "main.go": string(source)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(folder, "another.exe")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = folder
	build.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=-mod=mod",
		"GOMODCACHE="+filepath.Join(folder, "modules"))
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

func run(program, service, key string) (string, error) {
	cmd := exec.Command(program, service)
	cmd.Env = append(os.Environ(), "API_KEY="+key)
	out, err := cmd.CombinedOutput()
	return strings.ReplaceAll(string(out), "\r\n", "\n"), err
}
