package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"

	"parsec-hosts/internal/parsecsdk/standin"
	"parsec-hosts/internal/simulator"
	"parsec-hosts/parsecapi"
)

// canaryKey is the API key of the service in the scripts. It must never be seen anywhere.
const canaryKey = "canary-api-key-3f9d27c1"

// TestMain makes this test binary the program itself, without the keyring of whoever runs the
// tests, a broker, which is a backend's program that prints a session, and an editor that types what
// a test has prepared.
func TestMain(m *testing.M) {
	maps.Copy(programs, map[string]func(){
		"parsec-hosts": func() {
			stdio := Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
			environ := os.Environ()
			guardSecrets()
			os.Exit(run(os.Args[1:], &app{stdio: stdio, environ: environ, version: "v1.2.3 for tests",
				keyring: scriptKeyring(), renderer: testedRenderer()}))
		},
		"client": func() {
			if err := client(os.Args[1], os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(3)
			}
		},
		"scripted-editor": func() {
			if err := scriptedEditor(os.Args[1], os.Args[2]); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		},
		"broker": func() {
			if err := broker(); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		},
	})
	testscript.Main(leakChecked{m}, programs)
}

// programs are those that this test binary is, by their name. A file of tests may add its own.
var programs = map[string]func(){}

// update writes what the programs print now into the scripts.
var update = flag.Bool("update", false, "write the output of now into the scripts")

// quickExit spares every run of the program the second that the race detector waits at its end.
const quickExit = "GORACE=atexit_sleep_ms=0"

// leakChecked fails the tests when one of them left a goroutine behind.
type leakChecked struct{ *testing.M }

func (m leakChecked) Run() int {
	code := m.M.Run()
	standin.Remove()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// client is a launched program, or one that is run for an event. It adds what it was handed to a file,
// and fails when nothing comes on standard input.
func client(file string, args []string) error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(string(input), "\n"), "\n")
	handed := "a session"
	switch {
	case lines[0] == "":
		return errors.New("client: no session")
	case strings.HasPrefix(lines[0], "{"):
		handed = "an event"
	case len(lines) > 1:
		handed = "a session, and " + lines[1]
	}
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	_, err = fmt.Fprintf(out, "%s, %s\n", strings.Join(args, " "), handed)
	return err
}

// broker creates a session with the key it alone knows and prints it.
func broker() error {
	client, err := parsecapi.New(parsecapi.WithBaseURL(os.Getenv("SERVICE")))
	if err != nil {
		return err
	}
	session, err := client.CreateSession(context.Background(), parsecapi.NewSecret(canaryKey), "anna")
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"session_id": session.ID.Reveal(), "expires_at": session.ExpiresAt.Unix(),
	})
}

// scriptedEditor is an editor for tests: it replaces the file by the first one of the folder, or
// leaves it as it is when there is none left.
func scriptedEditor(folder, path string) error {
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) == 0 {
		return err
	}
	return os.Rename(filepath.Join(folder, entries[0].Name()), path)
}

// TestScripts runs testdata/script. Each script has a service of its own at $SERVICE with the
// hosts below, whose key is in $KEY; nothing else is configured. Beside the usual commands there are
//
//	exit-code N PROGRAM …  runs a program and wants its exit code
//	fill FROM TO           copies a file and replaces $SERVICE in it
//	fault NAME             makes the service go wrong in this way only
//	healthy                makes the service do well again
//	revoke-all             makes every session so far invalid
//	created N              wants N sessions to have been created so far
//	secrets-kept           wants no secret in what the last program printed
func TestScripts(t *testing.T) { runScripts(t, "testdata/script", setUpScript) }

func runScripts(t *testing.T, folder string, setUp func(*testscript.Env) error) {
	t.Helper()
	testscript.Run(t, testscript.Params{
		Dir:   folder,
		Setup: setUp,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit-code":    wantExitCode,
			"fill":         fillFile,
			"fault":        setFault,
			"healthy":      func(ts *testscript.TestScript, _ bool, _ []string) { simulatorOf(ts).ClearFaults() },
			"revoke-all":   revokeAll,
			"created":      wantCreated,
			"secrets-kept": wantSecretsKept,
		},
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
	})
}

func setUpScript(env *testscript.Env) error {
	sim := simulator.New(simulator.Options{APIKey: canaryKey})
	sim.SetHosts(
		simulator.Host{
			PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "render-07", UserName: "studio#carla",
			Mode: simulator.ModeDesktop, Players: 1, MaxPlayers: 4, Build: "150-95",
		},
		simulator.Host{
			PeerID: "1QA0qBt04fWhJqgII3a1TnsG8Ls", Name: "編集室", UserName: "studio#李雷",
			Mode: simulator.ModeDesktop,
		},
		simulator.Host{
			PeerID: "20V81H6Qnob6LCf2bKzzvbuBRO5", Name: "den-pc", UserName: "studio#43523",
			Mode: simulator.ModeGame, Game: "Xonotic", Players: 0, MaxPlayers: 8,
		},
	)
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	env.Defer(func() { _ = server.Close() })
	env.Values["simulator"] = sim
	for name, folder := range map[string]string{"XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "TMPDIR": "tmp", "TMP": "tmp"} {
		path := filepath.Join(env.WorkDir, folder)
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
		env.Setenv(name, path)
	}
	env.Vars = append(env.Vars, quickExit)
	env.Setenv("SERVICE", server.BaseURL())
	env.Setenv("KEY", canaryKey)
	return nil
}

func simulatorOf(ts *testscript.TestScript) *simulator.Simulator {
	return ts.Value("simulator").(*simulator.Simulator)
}

func wantExitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit-code N PROGRAM …")
	}
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); !errors.As(err, &ended) || strconv.Itoa(ended.ExitCode()) != args[0] {
		ts.Fatalf("%s: %v, want exit code %s", args[1], err, args[0])
	}
}

func fillFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill FROM TO")
	}
	text := ts.ReadFile(args[0])
	for _, name := range []string{"SERVICE", "LIBRARY", "LIBRARIES", "OLDER"} {
		text = strings.ReplaceAll(text, "$"+name+`"`, ts.Getenv(name)+`"`)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

func setFault(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fault NAME")
	}
	fault, err := simulator.ParseFault(args[0])
	ts.Check(err)
	simulatorOf(ts).ClearFaults()
	simulatorOf(ts).Fault(fault, 0)
}

func revokeAll(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: revoke-all")
	}
	simulatorOf(ts).RevokeAll()
}

func wantCreated(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: created N")
	}
	if got := strconv.Itoa(simulatorOf(ts).SessionsCreated()); got != args[0] {
		ts.Fatalf("%s sessions were created, want %s", got, args[0])
	}
}

var storedID = regexp.MustCompile(`"id":"([^"]+)"`)

// wantSecretsKept looks for the key, for the session given in the environment and for those kept
// in files or in the keyring of the scripts.
func wantSecretsKept(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: secrets-kept")
	}
	secrets := []string{canaryKey}
	if given := ts.Getenv("PARSEC_HOSTS_SESSION_ID"); given != "" {
		secrets = append(secrets, given)
	}
	files, err := filepath.Glob(filepath.Join(ts.Getenv("XDG_STATE_HOME"), "parsec-hosts", "session-*.json"))
	ts.Check(err)
	entries, err := filepath.Glob(filepath.Join(ts.Getenv(keyringVariable), "session-*"))
	ts.Check(err)
	for _, file := range append(files, entries...) {
		content, err := os.ReadFile(file)
		ts.Check(err)
		id := storedID.FindSubmatch(content)
		if id == nil {
			ts.Fatalf("%s holds no session to look for", file)
		}
		secrets = append(secrets, string(id[1]))
	}
	for _, stream := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(stream)
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				ts.Fatalf("%s shows a secret", stream)
			}
		}
	}
}

func writePrivate(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
