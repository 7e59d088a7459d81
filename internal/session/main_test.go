package session

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"parsec-hosts/parsecapi"
)

// TestMain also plays the programs that tests start: this binary with a part's name as its first
// argument.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		if part, ok := parts[os.Args[1]]; ok {
			os.Exit(part(os.Args[2:]))
		}
	}
	// Parts built with the race detector would each linger for a second at their end.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	goleak.VerifyTestMain(m)
}

// parts are the programs that tests start. Each returns its exit status.
var parts = map[string]func(args []string) int{
	"part:print": func(args []string) int { // STDOUT STDERR STATUS
		fmt.Print(args[0])
		fmt.Fprint(os.Stderr, args[1])
		var status int
		_, _ = fmt.Sscan(args[2], &status)
		return status
	},
	"part:flood": func([]string) int {
		line := strings.Repeat("x", 1<<10)
		for range 10 << 10 {
			if _, err := fmt.Println(line); err != nil {
				return 1
			}
		}
		return 0
	},
	"part:hang": func([]string) int {
		<-time.After(time.Hour)
		return 0
	},
	"part:environment": func([]string) int {
		fmt.Print(strings.ReplaceAll(strings.Join(os.Environ(), ";"), " ", "_"))
		return 0
	},
	"part:stdin": func([]string) int {
		n, err := io.Copy(io.Discard, os.Stdin)
		fmt.Printf("read-%d-%v", n, err)
		return 0
	},
	"part:cold":    partCold,
	"part:refused": partRefused,
	"part:holder":  partHolder,
	"part:keyring": partKeyring,
}

// self returns the argv of a part.
func self(part string, args ...string) []string {
	return append([]string{os.Args[0], part}, args...)
}

// partCold waits until standard input ends, then prints the session it gets. DIR URL
func partCold(args []string) int {
	source, err := openAgainst(args[0], args[1], nil)
	if err != nil {
		return fail(err)
	}
	barrier()
	return printSession(source.Session(context.Background()))
}

// partRefused loads the stored session, waits, then asks for another one. DIR URL
func partRefused(args []string) int {
	source, err := openAgainst(args[0], args[1], nil)
	if err != nil {
		return fail(err)
	}
	refused, err := source.Session(context.Background())
	if err != nil {
		return fail(err)
	}
	barrier()
	return printSession(source.Replace(context.Background(), refused, errors.New("refused")))
}

// partHolder takes the lock and keeps it until it is killed. DIR URL
func partHolder(args []string) int {
	source, err := openAgainst(args[0], args[1], nil)
	if err != nil {
		return fail(err)
	}
	if _, err := source.store.lock(context.Background()); err != nil {
		return fail(err)
	}
	barrier()
	return 0
}

// partKeyring prints where its session is kept, then what it noticed. DIR URL
func partKeyring(args []string) int {
	source, err := openAgainst(args[0], args[1], SystemKeyring())
	if err != nil {
		return fail(err)
	}
	if _, err := source.Session(context.Background()); err != nil {
		return fail(err)
	}
	fmt.Println("place:", source.Describe().Where())
	fmt.Println("notices:", source.Notices())
	return 0
}

func barrier() {
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func printSession(session parsecapi.Session, err error) int {
	if err != nil {
		return fail(err)
	}
	fmt.Println(session.ID.Reveal())
	return 0
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func openAgainst(dir, url string, ring Keyring) (*Source, error) {
	client, err := parsecapi.New(parsecapi.WithBaseURL(url))
	if err != nil {
		return nil, err
	}
	return Open(Options{
		BaseURL: url, Profile: "default", Device: "test", Dir: dir, Keyring: ring,
		Origin: APIKeyOrigin(client, EnvironmentKey("PARSEC_HOSTS_API_KEY", parsecapi.NewSecret(canaryKey)), "anna"),
		Skew:   client.ClockSkew,
	})
}

// process is a part that stands at its barrier.
type process struct {
	cmd   *exec.Cmd
	stdin io.Closer
	out   *bufio.Reader
	err   *strings.Builder
}

func startPart(t *testing.T, argv []string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(argv[0], argv[1:]...), err: &strings.Builder{}}
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr, p.cmd.WaitDelay = p.err, 10*time.Second
	p.stdin, p.out = stdin, bufio.NewReader(stdout)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	if line := p.line(t); line != "ready" {
		t.Fatalf("part did not get ready: %q, %s", line, p.err)
	}
	return p
}

func (p *process) line(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil {
		_ = p.cmd.Wait()
		t.Fatalf("part ended early: %v: %s", err, p.err)
	}
	return strings.TrimSpace(line)
}
