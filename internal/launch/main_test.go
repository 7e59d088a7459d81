package launch

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/term"

	"parsec-hosts/parsecapi"
)

// Test processes are this test binary with a role in the environment.
const (
	roleVariable   = "LAUNCH_TEST_ROLE"
	reportVariable = "LAUNCH_TEST_REPORT" // address that a child reports to
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role))
	}
	goleak.VerifyTestMain(m)
}

func play(role string) int {
	switch role {
	case "report":
		report(childReport{Args: os.Args[1:], Environ: os.Environ()})
	case "report stdin":
		report(childReport{Args: os.Args[1:], Environ: os.Environ(), Received: readAll(os.Stdin)})
	case "report descriptor 3":
		report(childReport{Args: os.Args[1:], Environ: os.Environ(), Received: readAll(os.NewFile(3, "session"))})
	case "deaf report":
		signal.Ignore(syscall.SIGTERM)
		report(childReport{})
	case "exit 3":
		fmt.Println("some words")
		fmt.Fprintf(os.Stderr, "\x1b[31mno \x07such host\x1b[0m\n\n")
		return 3
	case "noise":
		line := strings.Repeat("noise ", 20) + "\n"
		for written := 0; written < 10<<20; written += len(line) {
			io.WriteString(os.Stdout, line)
		}
		fmt.Println("the end")
	case "leave raw":
		if _, err := term.MakeRaw(0); err != nil {
			return 1
		}
		fmt.Print("\x1b[?1049h\x1b[?1003h\x1b[?25l")
	case "launch and leave":
		return launchAndLeave()
	case "quiet":
	default:
		return 99
	}
	return 0
}

// childReport is what a child found.
type childReport struct {
	Args, Environ []string
	Received      string
}

// report sends r to the test and waits until the test lets go.
func report(r childReport) {
	conn, err := net.Dial("tcp", os.Getenv(reportVariable))
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		panic(err)
	}
	_, _ = io.Copy(conn, conn)
}

func readAll(r io.Reader) string {
	b, err := io.ReadAll(r)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// launchAndLeave is a dashboard that starts a program in the background and quits at once.
func launchAndLeave() int {
	starter := Starter{LogDir: os.Getenv("LAUNCH_TEST_LOGS"), Now: time.Now,
		Environ: append(os.Environ(), roleVariable+"=report")}
	plan, err := Launcher{Name: "inner", Command: []string{os.Args[0]}}.Plan(Target{PeerID: "peer1"})
	if err != nil {
		return 1
	}
	if _, err := starter.Start(plan); err != nil {
		return 1
	}
	return 0
}

// canaryID is a session ID that must turn up only where a launcher asks for it.
const canaryID = "canary4711canary4711canary4711canary4711"

func target() Target {
	return Target{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "render-07", UserName: "studio#carla", ExternalID: "carla",
		SessionID: parsecapi.NewSecret(canaryID)}
}

// self is a launcher of this test binary.
func self(t *testing.T, args ...string) Launcher {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Launcher{Name: "viewer", Command: append([]string{path}, args...)}
}

func mustPlan(t *testing.T, l Launcher) Plan {
	t.Helper()
	p, err := l.Plan(target())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// starterFor starts children that play role. Its environment holds this program's own secrets.
func starterFor(t *testing.T, role string, more ...string) Starter {
	t.Helper()
	// The race detector would let every child linger for a second.
	environ := append(os.Environ(), roleVariable+"="+role, "GORACE=atexit_sleep_ms=0",
		"PARSEC_HOSTS_API_KEY="+canaryID, "PARSEC_HOSTS_SESSION_ID="+canaryID, "PARSEC_HOSTS_PROFILE=studio")
	return Starter{LogDir: t.TempDir(), Environ: append(environ, more...), Now: time.Now}
}

// last reads a run's statuses to the end.
func last(t *testing.T, r *Run) Status {
	t.Helper()
	var status Status
	for status = range r.Updates() {
	}
	return status
}

func start(t *testing.T, s Starter, l Launcher) *Run {
	t.Helper()
	run, err := s.Start(mustPlan(t, l))
	if err != nil {
		t.Fatal(err)
	}
	return run
}
