package launch

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestUpdatesTellTheWholeStory(t *testing.T) {
	s := starterFor(t, "quiet")
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { clock = clock.Add(time.Second); return clock }
	var states []State
	var status Status
	for status = range start(t, s, self(t)).Updates() {
		states = append(states, status.State)
	}
	if want := []State{Starting, Running, Ended}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
	if status.PeerID != target().PeerID || status.Launcher != "viewer" || status.PID == 0 || status.LastLine != "" {
		t.Errorf("last status %+v", status)
	}
	if lived := status.Changed.Sub(status.Started); lived != 2*time.Second {
		t.Errorf("lived %v by the injected clock, want 2s", lived)
	}
}

func TestFault59_AProgramThatFailsLeavesItsCodeAndLastWords(t *testing.T) {
	status := last(t, start(t, starterFor(t, "exit 3"), self(t)))
	if status.State != Ended || status.ExitCode != 3 {
		t.Errorf("%s with code %d, want ended with 3", status.State, status.ExitCode)
	}
	if want := "no �such host"; status.LastLine != want {
		t.Errorf("last line %q, want %q", status.LastLine, want)
	}
	if got, want := status.Outcome(), "viewer ended with exit code 3"; got != want {
		t.Errorf("outcome %q, want %q", got, want)
	}
}

func TestFault59_AProgramThatCannotStartIsAStatus(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs scripts with an interpreter line")
	}
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/no/such/interpreter\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	status := last(t, start(t, starterFor(t, ""), Launcher{Name: "viewer", Command: []string{script}}))
	if status.State != Failed || status.PID != 0 {
		t.Errorf("status %+v, want failed", status)
	}
	checkError(t, status.Err, "interpreter")
	if !strings.Contains(status.Outcome(), "interpreter") {
		t.Errorf("outcome %q", status.Outcome())
	}
}

func TestFault60_NoiseGoesToAPrivateLog(t *testing.T) {
	l := self(t, "{name}", "{session_id}")
	l.Session, l.AllowSessionInArguments = HandArgv, true
	s := starterFor(t, "noise")
	s.LogDir = filepath.Join(s.LogDir, "deeper", "logs")
	status := last(t, start(t, s, l))
	if status.LastLine != "the end" {
		t.Errorf("last line %q", status.LastLine)
	}
	log, err := os.ReadFile(status.LogPath)
	if err != nil {
		t.Fatal(err)
	}
	if len(log) < 10<<20 || !strings.HasPrefix(string(log), "+ "+l.Command[0]+" render-07 cana…\nnoise ") {
		t.Errorf("log has %d bytes and begins %q", len(log), log[:200])
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{status.LogPath: 0o600, s.LogDir: 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
}

func TestALaunchSurvivesWithoutALog(t *testing.T) {
	s := starterFor(t, "quiet")
	s.LogDir = filepath.Join(os.DevNull, "logs")
	if status := last(t, start(t, s, self(t))); status.State != Ended || status.LogPath != "" {
		t.Errorf("status %+v, want ended without a log", status)
	}
}

func TestOnlyTheNewestLogsAreKept(t *testing.T) {
	s := starterFor(t, "quiet")
	foreign := filepath.Join(s.LogDir, "00000000-mine.log")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return clock }
	for range logsKept + 5 {
		clock = clock.Add(time.Minute)
		last(t, start(t, s, self(t)))
	}
	logs, err := filepath.Glob(filepath.Join(s.LogDir, "20260301T*.log"))
	if err != nil || len(logs) != logsKept {
		t.Fatalf("%d logs are left (%v), want %d", len(logs), err, logsKept)
	}
	if oldest := filepath.Base(logs[0]); !strings.HasPrefix(oldest, "20260301T120600") {
		t.Errorf("the oldest left is %s, want the sixth", oldest)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Errorf("a file of somebody else's is gone: %v", err)
	}
}

func TestTheLogHearsOfEveryProgramButNoSecret(t *testing.T) {
	var log bytes.Buffer
	s := starterFor(t, "exit 3")
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	l := self(t, "{name}", "{session_id}")
	l.Session, l.AllowSessionInArguments = HandArgv, true
	last(t, start(t, s, l))
	l.Mode = ModeTerminal
	run := s.Terminal(mustPlan(t, l))
	run.SetStdin(strings.NewReader(""))
	run.SetStdout(io.Discard)
	run.SetStderr(io.Discard)
	_ = run.Run() // how it ended is in the log
	told := log.String()
	for _, want := range []string{"program running", "program ended", "launcher=viewer", "peer_id=" + target().PeerID, "exit_code=3"} {
		if strings.Count(told, want) < 2 {
			t.Errorf("the log lacks %q of one of the two:\n%s", want, told)
		}
	}
	if strings.Contains(told, target().SessionID.Reveal()) {
		t.Errorf("the log has the session:\n%s", told)
	}
}

func TestStartRefusesATerminalPlan(t *testing.T) {
	l := self(t)
	l.Mode = ModeTerminal
	if _, err := starterFor(t, "quiet").Start(mustPlan(t, l)); err == nil {
		t.Error("started in the background")
	}
	if _, err := starterFor(t, "quiet").Start(Plan{}); err == nil {
		t.Error("started nothing")
	}
}

func TestOwnSecretsAreToldApart(t *testing.T) {
	got := inherited([]string{"A=1", "PARSEC_HOSTS_API_KEY=x", "parsec_hosts_Session_Id=x", "PARSEC_HOSTS_NEW_TOKEN=x",
		"PARSEC_HOSTS_PROFILE=p", "OTHER_API_KEY=k", "PARSEC_SESSION_ID=s"})
	if want := []string{"A=1", "PARSEC_HOSTS_PROFILE=p", "OTHER_API_KEY=k", "PARSEC_SESSION_ID=s"}; !slices.Equal(got, want) {
		t.Errorf("inherited %q, want %q", got, want)
	}
}

func TestErrorsKeepTheirCause(t *testing.T) {
	_, err := Launcher{Name: "x", Command: []string{"no-such-program-anywhere"}}.Plan(target())
	var e *Error
	if !errors.As(err, &e) || errors.Unwrap(e) == nil {
		t.Errorf("error %v has no cause", err)
	}
}
