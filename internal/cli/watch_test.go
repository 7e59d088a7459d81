//go:build unix

package cli

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/simulator"
)

var (
	watchedRender = simulator.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "render-07", UserName: "studio#carla", Mode: simulator.ModeDesktop, Players: 1, MaxPlayers: 4}
	watchedDen    = simulator.Host{PeerID: "20V81H6Qnob6LCf2bKzzvbuBRO5", Name: "den-pc", UserName: "studio#dan", Mode: simulator.ModeDesktop, MaxPlayers: 1}
)

// watched is a running watch of a service that the test changes.
type watched struct {
	*process
	sim   *simulator.Simulator
	lines *bufio.Scanner
	out   io.Closer
}

func startWatch(t *testing.T, args ...string) *watched {
	t.Helper()
	t.Parallel() // most of the time it waits for the next poll
	w := &watched{sim: simulator.New(simulator.Options{APIKey: canaryKey})}
	w.sim.SetHosts(watchedRender)
	server, err := w.sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w.process = newProcess(t, append([]string{"watch"}, args...)...)
	settings := filepath.Join(w.folder, "fast.toml")
	writePrivate(t, settings, "interval = \"1s\"\nbudget = 1000\n")
	w.Env = append(w.Env, "PATH=/usr/bin:/bin", "PARSEC_HOSTS_CONFIG="+settings, "PARSEC_HOSTS_BASE_URL="+server.BaseURL(),
		"PARSEC_HOSTS_API_KEY="+canaryKey, "PARSEC_HOSTS_EXTERNAL_ID=anna")
	stdout, err := w.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	w.lines, w.out = bufio.NewScanner(stdout), stdout
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	return w
}

// expect wants the next event to be of that kind, and of that host.
func (w *watched) expect(t *testing.T, kind, name string) {
	t.Helper()
	var event struct{ Kind, Name string }
	if !w.lines.Scan() {
		t.Fatalf("no more events, want %s of %q; stderr %s", kind, name, w.stderr.String())
	}
	if err := json.Unmarshal(w.lines.Bytes(), &event); err != nil || event.Kind != kind || event.Name != name {
		t.Fatalf("event %s, want %s of %q", w.lines.Text(), kind, name)
	}
}

func TestWatchTellsAtOnceAndSurvivesOutages(t *testing.T) {
	w := startWatch(t, "--jsonl", "--initial", "--until", "4")
	w.expect(t, "present", "render-07")
	w.sim.SetHosts(watchedRender, watchedDen)
	w.expect(t, "online", "den-pc")
	w.sim.Fault(simulator.FaultServerError, 1)
	w.expect(t, "outage", "")
	w.expect(t, "restored", "")
	busy := watchedRender
	busy.Players = 4
	w.sim.SetHosts(busy, watchedDen)
	w.expect(t, "seats", "render-07")
	w.sim.Fault(simulator.FaultHasMore, 1)
	w.expect(t, "incomplete", "")
	w.expect(t, "complete", "")
	w.sim.SetHosts(watchedDen)
	w.expect(t, "offline", "render-07")
	w.sim.SetHosts(watchedDen, watchedRender)
	w.expect(t, "online", "render-07")
	if w.lines.Scan() {
		t.Errorf("told after the fourth event of a host: %s", w.lines.Text())
	}
	if code := w.exit(t); code != 0 || strings.Contains(w.stderr.String(), canaryKey) {
		t.Errorf("exit code %d, stderr %s", code, w.stderr.String())
	}
	w.expectJournal(t, "present render-07", "online den-pc", "offline render-07", "online render-07")
}

// expectJournal wants the events of hosts that may be written down to be in the journal.
func (w *watched) expectJournal(t *testing.T, want ...string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.folder, "state", "parsec-hosts", "journal", "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatalf("journals %q, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(text)) {
		var event struct{ Kind, Name string }
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatal(err)
		}
		if event.Name != "" {
			got = append(got, event.Kind+" "+event.Name)
		}
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("journal %q, want %q", got, want)
	}
}

func TestWatchRunsItsProgramForOneEventAfterAnother(t *testing.T) {
	w := startWatch(t, "--initial", "--until", "1", "--exec", "--", "sh", "-c", `cat; echo "done $1"`, "sh", "{name}")
	w.expect(t, "present", "render-07")
	if !w.lines.Scan() || w.lines.Text() != "done render-07" {
		t.Fatalf("printed %q, want done render-07", w.lines.Text())
	}
	w.sim.SetHosts(watchedRender, watchedDen)
	w.expect(t, "online", "den-pc")
	if !w.lines.Scan() || w.lines.Text() != "done den-pc" {
		t.Fatalf("printed %q, want done den-pc", w.lines.Text())
	}
	if code := w.exit(t); code != 0 || w.lines.Scan() {
		t.Errorf("exit code %d", code)
	}
}

func TestWatchEndsAtASignalWithTheProgramItRuns(t *testing.T) {
	w := startWatch(t, "--initial", "--exec", "--", "sh", "-c", "echo begun; exec sleep 600")
	if !w.lines.Scan() || w.lines.Text() != "begun" {
		t.Fatalf("printed %q, want begun", w.lines.Text())
	}
	if err := w.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if w.lines.Scan() { // the pipe is closed once the program has ended, too
		t.Errorf("printed %q", w.lines.Text())
	}
	if code := w.exit(t); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
}

func TestWatchOfWhomNobodyReadsEnds(t *testing.T) {
	w := startWatch(t, "--jsonl", "--initial")
	w.expect(t, "present", "render-07")
	if err := w.out.Close(); err != nil {
		t.Fatal(err)
	}
	w.sim.SetHosts(watchedDen, watchedRender)
	if code := w.exit(t); code != 0 {
		t.Errorf("exit code %d, stderr %s", code, w.stderr.String())
	}
}

func TestAReplayOfWhatIsStillBeingWrittenEndsAtASignal(t *testing.T) {
	p := newProcess(t, "watch", "--replay", "-", "--jsonl")
	stdin, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	const event = `{"time":"2026-03-05T10:00:00.000Z","kind":"offline","peer_id":"abc"}` + "\n"
	if _, err := io.WriteString(stdin, event); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil || line != event {
		t.Errorf("printed %q (%v) while the input goes on", line, err)
	}
	if err := p.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := p.exit(t); code != 130 || p.stderr.Len() > 0 {
		t.Errorf("exit code %d, stderr %s", code, p.stderr.String())
	}
}

// What watch writes into the journal is what tells wait that the name is a host's.
func TestWaitForAHostThatIsAwayIsNotContentWithAnother(t *testing.T) {
	w := startWatch(t, "--jsonl", "--initial")
	w.expect(t, "present", "render-07")
	if err := w.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := w.exit(t); code != 128+int(syscall.SIGTERM) {
		t.Fatalf("exit code %d, stderr %s", code, w.stderr.String())
	}
	waitOnce := func() (printed string, code int) {
		p := newProcess(t, "wait", "--timeout", "0", "render-07")
		p.Env = w.Env
		text, _ := p.Output()
		return string(text), p.ProcessState.ExitCode()
	}
	other := watchedDen
	other.Name = "render-070"
	w.sim.SetHosts(other)
	if printed, code := waitOnce(); code != exitTimeout || printed != "" {
		t.Errorf("exit code %d, printed %q while only render-070 is there", code, printed)
	}
	w.sim.SetHosts(other, watchedRender)
	if printed, code := waitOnce(); code != 0 || printed != watchedRender.PeerID+"\n" {
		t.Errorf("exit code %d, printed %q", code, printed)
	}
}
