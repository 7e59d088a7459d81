//go:build !nosdk && amd64

package cli

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/connection"
)

// TestAConnectionOutlivesItsParent also closes what it logs into: nothing of that may end it.
func TestAConnectionOutlivesItsParent(t *testing.T) {
	h := newHolder(t, "0", nil)
	h.Stdin, h.Stderr = nil, nil
	h.Args = slices.Concat([]string{"sh", "-c", `echo session | "$@" & wait`, "sh"}, []string{h.Path}, h.Args[1:])
	h.Path, _ = exec.LookPath("sh")
	log, err := h.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	h.lines = bufio.NewScanner(log)
	if err := h.Start(); err != nil {
		t.Fatal(err)
	}
	h.expect("connected")
	if err := h.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = log.Close()
	if code := h.exit(t); code != -1 {
		t.Fatalf("the parent ended with %d", code)
	}

	running, err := connection.Running(filepath.Dir(h.record))
	if err != nil || len(running) != 1 || running[0].Last.State != connection.Connected || running[0].Last.PID == h.Process.Pid {
		t.Fatalf("running are %+v (%v)", running, err)
	}
	if err := connection.Stop(running[0].Path); err != nil {
		t.Fatal(err)
	}
	if !hasEnded(running[0].Last.PID) {
		t.Fatal("it goes on")
	}
	reports, alive, err := connection.Follow(h.record).Next()
	if last := reports[len(reports)-1]; alive || err != nil || !last.Wanted {
		t.Errorf("alive %t, %v, the last report is %+v", alive, err, last)
	}
	expectNoProcess(t, h.process)
}

func TestAConnectionKeepsItsSecrets(t *testing.T) {
	for _, script := range []string{"tell,20:1,0", "tell,0:3,-12007;tell,0", "tell,garbage,0", "tell,0:3,crash"} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t, script, nil).begin()
			h.expect("SDK: session …")
			canary.Arguments(t, h.Process.Pid, handedSession, handedSecret)
			canary.Environment(t, h.Process.Pid, handedSession, handedSecret)
			if !strings.HasSuffix(script, "crash") {
				h.expect("connected")
				h.stop()
			}
			h.end()
			canary.Search(t, "the log", []byte(strings.Join(h.said, "\n")), handedSession, handedSecret)
			if strings.ContainsRune(strings.Join(h.said, ""), 0x1b) {
				t.Error("the log can steer a terminal")
			}
			canary.Files(t, filepath.Dir(h.record), nil, handedSession, handedSecret)
		})
	}
}
