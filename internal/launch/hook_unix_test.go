//go:build unix

package launch

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hookOf returns a hook whose output goes into a file.
func hookOf(t *testing.T, command ...string) (h *Hook, printed func() string) {
	t.Helper()
	h, err := NewHook(command)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	h.Stdout, h.Stderr = out, out
	h.Environ = []string{"PARSEC_HOSTS_API_KEY=canary-key", "PLAIN=yes"}
	return h, func() string {
		text, err := os.ReadFile(out.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

var came = Occasion{
	Target: Target{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "$(touch owned); it's", UserName: "studio#zoë", ExternalID: "zoë"},
	Kind:   "online", To: "online", Time: "2026-03-05T10:00:00Z", Input: []byte("{}\n"),
}

func TestAHookIsHandedTheEventAndNoSecret(t *testing.T) {
	h, printed := hookOf(t, "sh", "-c", `printf '%s|' "$@"; cat; echo "$PLAIN$PARSEC_HOSTS_API_KEY"`, "sh", "{name}", "{kind} {to}", "at={time}", "{{x}")
	if err := h.Run(context.Background(), came); err != nil {
		t.Fatal(err)
	}
	if got, want := printed(), "$(touch owned); it's|online online|at=2026-03-05T10:00:00Z|{x}|{}\nyes\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

func TestAHookThatFailsSaysHow(t *testing.T) {
	for want, command := range map[string][]string{
		"sh ended with exit code 3": {"sh", "-c", "exit 3"},
		"sh was ended by SIGTERM":   {"sh", "-c", "kill -TERM $$"},
	} {
		h, _ := hookOf(t, command...)
		if err := h.Run(context.Background(), came); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestAHookIsNoWorseForNotReadingItsInput(t *testing.T) {
	h, _ := hookOf(t, "true")
	o := came
	o.Input = []byte(strings.Repeat("x", 1<<20))
	if err := h.Run(context.Background(), o); err != nil {
		t.Error(err)
	}
}

func TestAHookRefusesWhatIsNoArgument(t *testing.T) {
	h, printed := hookOf(t, "echo", "{name}", "{peer_id}")
	for _, o := range []Occasion{
		{Target: Target{PeerID: "abc", Name: "-rf"}},
		{Target: Target{PeerID: "--peer /etc", Name: "x"}},
		{Target: Target{PeerID: "abc", Name: "nul\x00byte"}},
	} {
		if err := h.Run(context.Background(), o); err == nil {
			t.Errorf("ran for %q, %q", o.PeerID, o.Name)
		}
	}
	if printed() != "" {
		t.Errorf("printed %q", printed())
	}
}

// The pipe has an end once the last of those that hold it is gone.
func TestAHookEndsWithAllThatItStarted(t *testing.T) {
	h, _ := hookOf(t, "sh", "-c", "(echo child; exec sleep 600) & wait")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	h.Stdout, h.Stderr = w, w
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx, came) }()
	if line, err := bufio.NewReader(r).ReadString('\n'); err != nil || line != "child\n" {
		t.Fatalf("printed %q, %v", line, err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	w.Close()
	if err := r.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if left, err := io.ReadAll(r); err != nil || len(left) > 0 {
		t.Errorf("the child goes on: %q, %v", left, err)
	}
}

func TestALineRunsItsHookInOrderAndTellsOfFailures(t *testing.T) {
	h, printed := hookOf(t, "sh", "-c", `echo "$1"; [ "$1" != b ]`, "sh", "{name}")
	notes := make(chan string, 10)
	line := NewHookLine(context.Background(), h, func(text string) { notes <- text })
	for _, name := range []string{"a", "b", "c"} {
		o := came
		o.Name = name
		line.Add(o)
	}
	line.Finish()
	close(notes)
	if got := printed(); got != "a\nb\nc\n" {
		t.Errorf("printed %q", got)
	}
	if note := <-notes; note != "sh ended with exit code 1, for online of b" || len(notes) != 0 {
		t.Errorf("told %q and %d more", note, len(notes))
	}
}

// The first program waits until the line is full, so that exactly those that do not fit are skipped.
func TestALineThatIsFullSkipsAndTells(t *testing.T) {
	gate := filepath.Join(t.TempDir(), "gate")
	if err := syscall.Mkfifo(gate, 0o600); err != nil {
		t.Fatal(err)
	}
	h, _ := hookOf(t, "sh", "-c", `[ "$1" != first ] || read go < "$2"`, "sh", "{name}", gate)
	var told []string
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	line := NewHookLine(ctx, h, func(text string) { told = append(told, text) })
	first := came
	first.Name = "first"
	line.Add(first)
	open, err := os.OpenFile(gate, os.O_WRONLY, 0) // returns when the program reads
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	for range HooksWaiting + 10 {
		line.Add(came)
	}
	cancel() // what waits is not run any more
	line.Finish()
	if len(told) != 2 || !strings.Contains(told[0], "events are skipped") || !strings.Contains(told[1], "not run for 10 events") {
		t.Errorf("told %q", told)
	}
}
