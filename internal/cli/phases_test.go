//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/simulator"
)

// phases are what a terminal can be in the middle of. reach gets there from the start of a program.
var phases = []struct {
	name    string
	picking bool
	reach   func(s *stage)
}{
	{"start-up", false, func(s *stage) { s.c.expect("\x1b[?1049h") }},
	{"list", false, func(s *stage) { s.c.expectScreen("live", s.host) }},
	{"filter", false, func(s *stage) {
		s.c.expectScreen("live")
		s.c.press("/" + s.host[:3])
		s.c.expectScreen("/ " + s.host[:3])
	}},
	{"prompt", false, func(s *stage) { s.c.expectScreen("live"); s.c.press("\r"); s.c.expectScreen("Connect to ") }},
	{"overlay", false, func(s *stage) { s.c.expectScreen("live"); s.c.press("?"); s.c.expectScreen("The selected host") }},
	{"terminal program", false, func(s *stage) {
		s.c.expectScreen("live")
		s.c.press("\ryy") // yes, also to a host that has appeared just now
		s.probe.next()
	}},
	{"picking", true, func(s *stage) { s.c.expectScreen("choose", s.host) }},
}

// stage is a program in one of the phases.
type stage struct {
	*faulty
	c     *console
	probe *probe
	host  string
	job   int      // the process of the program
	more  *os.File // a line continues a program that was stopped
	found *term.State
}

// newStage starts program, "parsec-hosts" or "buggy", below a shell.
func newStage(t *testing.T, program string, picking bool) *stage {
	t.Helper()
	if testing.Short() {
		t.Skip("so many programs take too long for a short run")
	}
	s := &stage{probe: newProbe(t)}
	var args []string
	if picking {
		args = []string{"pick"}
	}
	s.faulty = newFaulty(t, smallFleet, "confirm = true\n"+s.probe.launcher("terminal", "none"), args...)
	s.host = "render-07"
	s.service.SetHosts(simulator.Host{PeerID: letterPeer, Name: s.host, UserName: "studio#carla", Mode: simulator.ModeDesktop, MaxPlayers: 4})
	shell, err := exec.LookPath("job-shell")
	if err != nil {
		t.Fatal(err)
	}
	s.Path, s.Args = shell, slices.Concat([]string{"job-shell", program}, s.Args[1:])
	s.Env = append(s.Env, "PATH="+filepath.Dir(shell)+":/usr/bin:/bin")
	orders, more, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = orders.Close(), more.Close() })
	s.more, s.ExtraFiles = more, []*os.File{orders}
	s.found = modesOfANewTerminal(t)
	s.c = startConsole(t, s.process)
	s.c.expect("[job ")
	s.c.expect("]")
	s.job, err = strconv.Atoi(string(jobNumber.FindSubmatch(s.c.shown)[1]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(s.job, syscall.SIGKILL) })
	return s
}

var jobNumber = regexp.MustCompile(`\[job (\d+)\]`)

func modesOfANewTerminal(t *testing.T) *term.State {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	defer keys.Close()
	defer tty.Close()
	modes, err := term.GetState(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return modes
}

func (s *stage) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := syscall.Kill(s.job, sig); err != nil {
		s.t.Fatal(err)
	}
}

// expectEnd waits for the end and wants the terminal as it was found.
func (s *stage) expectEnd(code int) {
	s.t.Helper()
	s.c.drain()
	if got := s.c.exit(s.t); got != code {
		s.t.Errorf("exit code %d, want %d\n%q", got, code, s.c.shown[s.c.seen:])
	}
	s.expectAsFound()
	s.searchAll(s.c.shown)
	canary.Search(s.t, "the terminal", s.c.shown, canaryPanic)
	canary.Files(s.t, s.state, nil, canaryPanic)
}

// switches are what a program may have switched on, by the terminal's own mode in the end.
var switches = []struct {
	what    string
	pattern *regexp.Regexp
	found   []string // what the last one may be
}{
	{"the alternate screen", regexp.MustCompile(`\x1b\[\?1049([hl])`), []string{"", "l"}},
	{"the cursor", regexp.MustCompile(`\x1b\[\?25([hl])`), []string{"", "h"}},
	{"the mouse's buttons", regexp.MustCompile(`\x1b\[\?100[02]([hl])`), []string{"", "l"}},
	{"the mouse's motion", regexp.MustCompile(`\x1b\[\?1003([hl])`), []string{"", "l"}},
	{"focus reports", regexp.MustCompile(`\x1b\[\?1004([hl])`), []string{"", "l"}},
	{"bracketed paste", regexp.MustCompile(`\x1b\[\?2004([hl])`), []string{"", "l"}},
	{"held back output", regexp.MustCompile(`\x1b\[\?2026([hl])`), []string{"", "l"}},
	{"grapheme widths", regexp.MustCompile(`\x1b\[\?2027([hl])`), []string{"", "l"}},
	{"the keyboard's flags", regexp.MustCompile(`\x1b\[(?:[=>](\d+)(?:;\d+)?|<\d*)u`), []string{"", "0"}},
	{"modified keys", regexp.MustCompile(`\x1b\[>4(;[1-9])?m`), []string{""}},
	{"the title", regexp.MustCompile(`\x1b\][02];([^\x07\x1b]*)[\x07\x1b]`), []string{""}},
}

func (s *stage) expectAsFound() {
	s.t.Helper()
	if now, err := term.GetState(int(s.c.keys.Fd())); err != nil || *now != *s.found {
		s.t.Errorf("the terminal's modes are not as found (%v)", err)
	}
	for _, one := range switches {
		last := ""
		for _, match := range one.pattern.FindAllSubmatch(s.c.shown, -1) {
			last = string(match[1])
		}
		if !slices.Contains(one.found, last) {
			s.t.Errorf("%s: left at %q", one.what, last)
		}
	}
}

func TestFault55_SignalsInEveryPhaseLeaveTheTerminalAsFound(t *testing.T) {
	for _, phase := range phases {
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
			if phase.name == "terminal program" && (sig == syscall.SIGINT || sig == syscall.SIGQUIT) {
				continue // the program's own affair
			}
			t.Run(phase.name+" "+sig.String(), func(t *testing.T) {
				t.Parallel()
				s := newStage(t, "parsec-hosts", phase.picking)
				phase.reach(s)
				s.signal(sig)
				s.expectEnd(128 + int(sig))
			})
		}
	}
}

func TestFault56_PanicsInEveryPhaseLeaveTheTerminalAsFound(t *testing.T) {
	for _, phase := range phases {
		for bug, sig := range map[string]syscall.Signal{"in a goroutine": syscall.SIGUSR1, "in Update": syscall.SIGUSR2} {
			if phase.name == "terminal program" && bug == "in Update" {
				continue // there is no message meanwhile
			}
			t.Run(phase.name+" "+bug, func(t *testing.T) {
				t.Parallel()
				s := newStage(t, "buggy", phase.picking)
				phase.reach(s)
				s.signal(sig)
				if sig == syscall.SIGUSR2 {
					s.pressUntilItEnds()
				}
				s.expectEnd(exitFailure)
				reports, err := filepath.Glob(filepath.Join(s.state, "parsec-hosts", reportFolder, "*"))
				if err != nil || len(reports) != 1 || !bytes.Contains(s.c.shown, []byte("a bug stopped this program")) {
					t.Errorf("reports %q, %v", reports, err)
				}
			})
		}
	}
}

// pressUntilItEnds has messages arrive after a signal whose own arrival nobody can see.
func (s *stage) pressUntilItEnds() {
	s.t.Helper()
	for bytes.IndexByte(canary.Process(s.job, "stat"), 'Z') < 0 && len(canary.Process(s.job, "stat")) > 0 {
		if _, err := s.c.keys.WriteString("\x1b[A"); err != nil {
			return
		}
		select {
		case chunk, more := <-s.c.output:
			if !more {
				return
			}
			s.c.shown = append(s.c.shown, chunk...)
		default:
		}
	}
}

func TestFault66_SuspendingInEveryPhaseLeavesTheTerminalAsFound(t *testing.T) {
	for _, phase := range phases {
		if phase.name == "terminal program" {
			continue // which is stopped with the dashboard, and keeps the terminal as it likes
		}
		t.Run(phase.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "parsec-hosts", phase.picking)
			phase.reach(s)
			for range 2 {
				s.signal(syscall.SIGTSTP)
				s.c.expect("[stopped]")
				s.expectAsFound()
				asked := len(s.service.Requests())
				if _, err := fmt.Fprintln(s.more); err != nil {
					t.Fatal(err)
				}
				s.c.expectScreen(s.host)
				if phase.name == "list" && len(s.service.Requests()) == asked {
					t.Error("nothing was asked after the pause")
				}
			}
			s.signal(syscall.SIGTERM)
			s.expectEnd(128 + int(syscall.SIGTERM))
		})
	}
}

// A terminal claims any size, in a storm of them, and the dashboard goes on.
func TestFault63_AStormOfSizesIsSurvived(t *testing.T) {
	t.Parallel()
	f := newFaulty(t, smallFleet, "")
	c, host := f.open()
	for i := range uint16(200) {
		size := &pty.Winsize{Rows: 1 + i%60, Cols: 1 + i*7%300}
		if err := pty.Setsize(c.keys, size); err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range []pty.Winsize{{}, {Rows: 1, Cols: 1}, {Rows: 10_000, Cols: 10_000}} {
		c.expectScreen("live", host)
		before := len(c.shown)
		if err := pty.Setsize(c.keys, &size); err != nil {
			t.Fatal(err)
		}
		c.collect(time.Second, func() bool { return len(c.shown) > before }) // no size draws nothing
	}
	c.expectScreen("live", host)
	status := canary.Process(c.Process.Pid, "status")
	if match := peakMemory.FindSubmatch(status); match == nil || len(match[1]) > 6 { // a million KiB
		t.Errorf("it took %s KiB of memory", match[1])
	}
	f.leave(c)
}

var peakMemory = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)
