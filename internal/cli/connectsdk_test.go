//go:build !nosdk && amd64 && (linux || darwin)

package cli

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/guest"
	"parsec-hosts/internal/parsecsdk/standin"
)

// What the process is handed, and must show to nobody.
const (
	handedSession = "5e55104a8b6d7e9f1023c4b5a6978812fdeb3a4c5d6e7f8091a2b3c4d5c0ffee"
	handedSecret  = "canary-secret-of-the-host-7a1f"
)

// holder is a process that holds a connection, to a library that does what a script says.
type holder struct {
	*process
	t      *testing.T
	record string
	lines  *bufio.Scanner // of standard error
	said   []string
}

// newHolder prepares the process, without a window; change may be nil.
func newHolder(t *testing.T, script string, change func(*guest.Settings), args ...string) *holder {
	t.Helper()
	settings := guest.Settings{Library: standin.Build(t), Options: map[string]any{"script": script}, Window: guest.Window{None: true}}
	if change != nil {
		change(&settings)
	}
	record := connection.RecordPath(filepath.Join(t.TempDir(), "connections"), "run")
	p := newProcess(t, append([]string{"connect-sdk", "--record", record, "--settings", settings.String(),
		"--peer-id", "peer", "--name", "den-pc", "--launcher", "Parsec SDK"}, args...)...)
	p.Stdin = strings.NewReader(handedSession + "\n" + handedSecret + "\n")
	return &holder{process: p, t: t, record: record}
}

// begin starts the process.
func (h *holder) begin() *holder {
	h.t.Helper()
	h.Stderr = nil
	stderr, err := h.StderrPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	h.lines = bufio.NewScanner(stderr)
	if err := h.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = h.Process.Kill() }) // it has ended unless the test failed
	return h
}

// says reads what the process says until there is a line with these words, and reports whether there was.
func (h *holder) says(words string) bool {
	for h.lines.Scan() {
		h.said = append(h.said, h.lines.Text())
		if strings.Contains(h.lines.Text(), words) {
			return true
		}
	}
	return false
}

// expect wants a line with these words.
func (h *holder) expect(words string) {
	h.t.Helper()
	if !h.says(words) {
		h.t.Fatalf("it never says %q:\n%s", words, strings.Join(h.said, "\n"))
	}
}

// signal sends sig.
func (h *holder) signal(sig syscall.Signal) {
	h.t.Helper()
	if err := h.Process.Signal(sig); err != nil {
		h.t.Fatal(err)
	}
}

// stop asks for the end of the connection.
func (h *holder) stop() {
	h.t.Helper()
	if err := connection.Stop(h.record); err != nil {
		h.t.Fatal(err)
	}
}

// end waits for the end of the process, and returns its exit code and the newest report.
func (h *holder) end() (code int, last connection.Report) {
	h.t.Helper()
	for h.lines.Scan() {
		h.said = append(h.said, h.lines.Text())
	}
	code = h.exit(h.t)
	reports, alive, err := connection.Follow(h.record).Next()
	if alive || err != nil {
		h.t.Errorf("the record's holder lives: %t, %v", alive, err)
	}
	if len(reports) == 0 {
		h.t.Fatalf("there are no reports:\n%s", strings.Join(h.said, "\n"))
	}
	return code, reports[len(reports)-1]
}

// wanted wants an end that was asked for.
func (h *holder) wanted() {
	h.t.Helper()
	if code, last := h.end(); code != exitOK || !last.Over() || !last.Wanted || last.Code != 0 {
		h.t.Errorf("exit code %d, the last report is %+v\n%s", code, last, strings.Join(h.said, "\n"))
	}
}

func TestAConnectionEndsForEveryReason(t *testing.T) {
	for name, test := range map[string]struct {
		script  string
		change  func(*guest.Settings)
		exit    int
		meaning string
		code    int32
	}{
		"host stopped":     {"20:1,0:1,4", nil, exitFailure, "the host stopped hosting", 4},
		"kicked":           {"0:1,5", nil, exitFailure, "ended your connection", 5},
		"nobody accepted":  {"unknown,20:1,waiting,6", nil, exitTimeout, "nobody at the host accepted", 6},
		"declined":         {"8", nil, exitFailure, "declined", 8},
		"no path":          {"20:1,-6023", nil, exitNetwork, "no direct path", -6023},
		"session refused":  {"-3008", nil, exitSignedOut, "the session was refused", -3008},
		"full, once more":  {"11;0:1,4", nil, exitFailure, "the host stopped hosting", 4},
		"unknown":          {"-4711", nil, exitFailure, "does not know", -4711},
		"no instance":      {"null", nil, exitFailure, "gave nothing to work with", 0},
		"too late":         {"fragile,waiting,20", func(s *guest.Settings) { s.ConnectTimeout = 200 * time.Millisecond }, exitTimeout, "waiting for someone at the host to accept", 0},
		"wrong version":    {"0", func(s *guest.Settings) { s.Library = standin.Build(t, "-DMAJOR=5") }, exitFailure, "is version 5.0", 0},
		"missing function": {"0", func(s *guest.Settings) { s.Library = standin.Build(t, "-DLACKING") }, exitFailure, "lacks the function ParsecClientGLDestroy", 0},
		"no library":       {"0", func(s *guest.Settings) { s.Library = "/nowhere/libparsec.so" }, exitFailure, "cannot be read", 0},
		"relative library": {"0", func(s *guest.Settings) { s.Library = "libparsec.so" }, exitFailure, "not an absolute path", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t, test.script, test.change).begin()
			code, last := h.end()
			if code != test.exit || exitCodeOf(last) != code || !last.Failed() || last.Code != test.code ||
				!strings.Contains(last.Meaning, test.meaning) || last.Remedy == "" || last.PID != h.Process.Pid {
				t.Errorf("exit code %d, the last report is %+v", code, last)
			}
			if log := strings.Join(h.said, "\n"); !strings.Contains(log, test.meaning) || !strings.Contains(log, last.Remedy) {
				t.Errorf("the log does not say so:\n%s", log)
			}
		})
	}
}

func TestAConnectionWithoutOpenSSLIsNotTried(t *testing.T) {
	if filepath.Ext(standin.Build(t)) != ".so" {
		t.Skip("only the library for Linux needs OpenSSL")
	}
	empty := t.TempDir()
	_, last := newHolder(t, "exit", func(s *guest.Settings) { s.OpenSSL = empty }).begin().end()
	if !last.Failed() || !strings.Contains(last.Meaning, empty+" holds no libssl.so.1.1") || !strings.Contains(last.Remedy, "leave the setting out") {
		t.Errorf("the last report is %+v", last)
	}
}

func TestAConnectionEndsWhenThatIsWanted(t *testing.T) {
	for name, test := range map[string]struct {
		script, until string
		ask           func(*holder)
	}{
		"by the file":         {"20:1,0", "connected", (*holder).stop},
		"while it connects":   {"fragile,waiting,20", "to accept", (*holder).stop},
		"between attempts":    {"11", "again in", (*holder).stop},
		"by SIGTERM":          {"0", "connected", func(h *holder) { h.signal(syscall.SIGTERM) }},
		"by SIGINT":           {"0", "connected", func(h *holder) { h.signal(syscall.SIGINT) }},
		"by SIGHUP, SIGTERM":  {"0", "connected", func(h *holder) { h.signal(syscall.SIGHUP); h.signal(syscall.SIGTERM) }},
		"hanging in connect":  {"hang,0", "not answered for 5s", (*holder).stop},
		"hanging in status":   {"0:2,hang", "not answered for 5s", func(h *holder) { h.signal(syscall.SIGTERM) }},
		"with nothing but ff": {"garbage,0", "connected", (*holder).stop},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t, test.script, nil).begin()
			h.expect(test.until)
			test.ask(h)
			h.wanted()
		})
	}
}

func TestAProbeMeasuresAndEnds(t *testing.T) {
	t.Parallel()
	h := newHolder(t, "20:1,0", nil, "--probe").begin()
	code, last := h.end()
	if code != exitOK || !last.Wanted || last.Figures == nil || last.Figures.Latency() < 16 || last.Figures.Height != 1080 || last.Figures.Decoder != "standin" {
		t.Errorf("exit code %d, the last report is %+v, %+v", code, last, last.Figures)
	}
}

func TestALostConnectionComesBack(t *testing.T) {
	t.Parallel()
	h := newHolder(t, "0:2,-12007;20:1,lossy,0", nil).begin()
	for _, words := range []string{"connected", "the network was gone for a minute (NETWORK_ERR_BG_TIMEOUT, -12007); again in 1", "attempt 2", "connected"} {
		h.expect(words)
	}
	reports, alive, err := connection.Follow(h.record).Next()
	if last := reports[len(reports)-1]; err != nil || !alive || last.Attempt != 2 || !last.Figures.Failing {
		t.Errorf("alive %t, %v, the newest report is %+v", alive, err, last)
	}
	h.stop()
	h.wanted()
}

// TestTheLibraryMayEndItsProcess has nobody left to write a last report.
func TestTheLibraryMayEndItsProcess(t *testing.T) {
	for name, test := range map[string]struct {
		script  string
		state   connection.State
		exit    int
		means   string
		trigger func(*holder)
	}{
		"without a word": {"exit", connection.Connecting, 1, "ended its process without a word while it connected", nil},
		"with a crash":   {"0:2,crash", connection.Connected, 2, "crashed while it was connected", nil},
		"by SIGKILL":     {"0", connection.Connected, -1, "ended without a word while it was connected", func(h *holder) { h.signal(syscall.SIGKILL) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t, test.script, nil).begin()
			if test.trigger != nil {
				h.expect("connected")
				test.trigger(h)
			}
			code, last := h.end()
			if code != test.exit || last.State != test.state {
				t.Errorf("exit code %d, the newest report is %+v", code, last)
			}
			gone := connection.Gone(last, connection.Exit{Known: code > 0, Code: code}, last.Time)
			if !strings.Contains(gone.Meaning, test.means) {
				t.Errorf("it means %q", gone.Meaning)
			}
			if running, err := connection.Running(filepath.Dir(h.record)); len(running) > 0 || err != nil {
				t.Errorf("running are %v (%v)", running, err)
			}
		})
	}
}

func TestWhatIsHandedOverMustMakeSense(t *testing.T) {
	three := handedSession + "\n2\n3\n"
	for want, test := range map[string]struct {
		input string
		args  []string
	}{
		"--record and --peer-id are needed": {handedSession, []string{"--settings", "{}"}},
		"cannot be read":                    {handedSession, []string{"--peer-id", "peer", "--settings", `{"librray": "x"}`}},
		"more than a session ID":            {three, []string{"--peer-id", "peer"}},
		"no session to connect with":        {"\n", []string{"--peer-id", "peer", "--settings", guest.Settings{Library: standin.Build(t), Window: guest.Window{None: true}}.String()}},
	} {
		record := connection.RecordPath(filepath.Join(t.TempDir(), "connections"), "run")
		p := newProcess(t, append([]string{"connect-sdk", "--record", record}, test.args...)...)
		p.Stdin = strings.NewReader(test.input)
		output, _ := p.Output()
		said := p.stderr.String()
		if code := p.ProcessState.ExitCode(); code == exitOK || len(output) > 0 || !strings.Contains(said, want) || strings.Contains(said, handedSession) {
			t.Errorf("exit code %d, it says %q, want %q", code, said, want)
		}
	}
}

func TestAHundredConnectionsLeaveNothingBehind(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "connections")
	descriptors := func() int { entries, _ := os.ReadDir("/dev/fd"); return len(entries) }
	before := descriptors()
	for n := range 100 {
		h := newHolder(t, "4", nil)
		h.record = connection.RecordPath(folder, fmt.Sprintf("%03d", n))
		h.Args[3] = h.record
		if code, last := h.begin().end(); code != exitFailure || last.Code != 4 {
			t.Fatalf("exit code %d, the last report is %+v", code, last)
		}
	}
	if after := descriptors(); after != before {
		t.Errorf("%d descriptors became %d", before, after)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 25 {
		t.Errorf("%d files are left (%v)", len(left), err)
	}
}
