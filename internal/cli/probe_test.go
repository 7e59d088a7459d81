//go:build unix

package cli

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// probeScript is a program for launchers and for signing in. It says what it was handed and goes
// on when it is told to. Its arguments are the way in which it is handed the session, and the peer ID.
const probeScript = `#!/bin/sh
case $1 in
print) cat "$0.printed" ;;
stdin) read -r session ;;
fd) read -r session <&3 ;;
env) session=$PARSEC_SESSION_ID ;;
argv) session=$3 ;;
esac
echo "$$ $2 $session" 1<>"$0.told"
read -r _ <"$0.go"
[ "$1" = print ] || echo "this is the probe's output"
echo "$$ goes on" 1<>"$0.told"
`

// probe is a probeScript in a folder of its own, one process of which runs at a time.
type probe struct {
	t      *testing.T
	path   string
	told   *os.File // pipes with a name: what processes say, and the word to go on
	lines  *bufio.Reader
	goOn   *os.File
	number int // of launchers named so far
}

// told is what one process of a probe was handed.
type told struct {
	pid           int
	peer, session string
}

func newProbe(t *testing.T) *probe {
	t.Helper()
	p := &probe{t: t, path: filepath.Join(t.TempDir(), "probe")}
	if err := os.WriteFile(p.path, []byte(probeScript), 0o700); err != nil {
		t.Fatal(err)
	}
	p.told, p.goOn = p.pipe(".told"), p.pipe(".go")
	p.lines = bufio.NewReader(p.told)
	return p
}

// pipe opens a named pipe for both directions, so that no side has to wait for the other.
func (p *probe) pipe(suffix string) *os.File {
	p.t.Helper()
	if err := unix.Mkfifo(p.path+suffix, 0o600); err != nil {
		p.t.Skip("no named pipes here: ", err)
	}
	file, err := os.OpenFile(p.path+suffix, os.O_RDWR, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = file.Close() })
	return file
}

// next waits for the next process.
func (p *probe) next() told {
	p.t.Helper()
	line := p.line()
	var got told
	fields := strings.Split(line, " ")
	if _, err := fmt.Sscan(fields[0], &got.pid); err != nil || len(fields) != 3 {
		p.t.Fatalf("the probe said %q", line)
	}
	got.peer, got.session = fields[1], fields[2]
	return got
}

// release lets the process go on, and waits until it does: the word must not be taken by the next.
func (p *probe) release() {
	p.t.Helper()
	if _, err := p.goOn.WriteString("\n"); err != nil {
		p.t.Fatal(err)
	}
	if line := p.line(); !strings.HasSuffix(line, " goes on") {
		p.t.Fatalf("the probe said %q", line)
	}
}

// line is the next thing that a process says.
func (p *probe) line() string {
	p.t.Helper()
	_ = p.told.SetReadDeadline(time.Now().Add(patience)) // not everywhere possible; the whole test has a limit too
	line, err := p.lines.ReadString('\n')
	if err != nil {
		p.t.Fatal("the probe says nothing: ", err)
	}
	return strings.TrimSuffix(line, "\n")
}

// launcher is the TOML of a launcher that runs the probe.
func (p *probe) launcher(mode, session string) string {
	p.number++
	more := ""
	if session == "argv" {
		more = `, "{session_id}"`
	}
	return fmt.Sprintf("[[launcher]]\nname = \"probe %d\"\nmode = %q\nsession = %q\nallow_session_in_arguments = %t\ncommand = [%q, %q, \"{peer_id}\"%s]\n",
		p.number, mode, session, session == "argv", p.path, session, more)
}

func appendFile(t *testing.T, path, text string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writePrivate(t, path, string(before)+text)
}

// startConsole starts p on a terminal of 120×32.
func startConsole(t *testing.T, p *process) *console {
	t.Helper()
	c := &console{process: p, t: t, output: make(chan []byte, 1024)}
	c.Cmd.Stderr = nil // the terminal
	keys, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: 32, Cols: 120})
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	c.keys = keys
	t.Cleanup(func() {
		_ = c.Process.Kill() // it has ended unless the test failed
		_ = keys.Close()
	})
	go func() {
		defer close(c.output)
		for {
			chunk := make([]byte, 4096)
			n, err := keys.Read(chunk)
			if err != nil {
				return
			}
			c.output <- chunk[:n]
		}
	}()
	return c
}
