package launch

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"parsec-hosts/internal/canary"
)

// TestTheSessionArrivesOnlyTheWayItWasAskedFor looks for the canary in everything others can see
// of a child while it runs.
func TestTheSessionArrivesOnlyTheWayItWasAskedFor(t *testing.T) {
	tests := []struct {
		handover                   Handover
		role                       string
		inEnviron, inArgs, inInput bool
	}{
		{handover: HandNone, role: "report stdin"},
		{handover: HandStdin, role: "report stdin", inInput: true},
		{handover: HandFD, role: "report descriptor 3", inInput: true},
		{handover: HandEnv, role: "report", inEnviron: true},
		{handover: HandArgv, role: "report", inArgs: true},
	}
	for _, tt := range tests {
		t.Run(string(tt.handover), func(t *testing.T) {
			l := self(t, "{peer_id}")
			l.Session = tt.handover
			if tt.inArgs {
				l.Command, l.AllowSessionInArguments = append(l.Command, "{session_id}"), true
			}
			children := listen(t)
			run := start(t, starterFor(t, tt.role, children.variable()), l)
			got, conn := children.next(t)
			<-run.Updates()
			running := <-run.Updates()

			cmdline, environ := procFile(t, running.PID, "cmdline"), procFile(t, running.PID, "environ")
			if strings.Contains(cmdline, canaryID) != tt.inArgs || slices.Contains(got.Args, canaryID) != tt.inArgs {
				t.Errorf("arguments %q", cmdline)
			}
			if strings.Contains(environ, canaryID) != tt.inEnviron ||
				slices.Contains(got.Environ, DefaultSessionEnv+"="+canaryID) != tt.inEnviron {
				t.Errorf("environment %q", environ)
			}
			if want := map[bool]string{true: canaryID + "\n"}[tt.inInput]; got.Received != want {
				t.Errorf("received %q, want %q", got.Received, want)
			}
			if !slices.Contains(got.Environ, "PARSEC_HOSTS_PROFILE=studio") {
				t.Error("harmless variables are gone")
			}
			conn.Close()
			status := last(t, run)
			log, err := os.ReadFile(status.LogPath)
			if err != nil {
				t.Error(err)
			}
			canary.Search(t, "the log", log, canaryID)
			canary.Value(t, "the status", status, canaryID)
		})
	}
}

func TestFault61_AGraphicalChildOutlivesTheDashboard(t *testing.T) {
	children := listen(t)
	dashboard := exec.Command(os.Args[0])
	dashboard.Env = append(os.Environ(), roleVariable+"=launch and leave", children.variable(), "LAUNCH_TEST_LOGS="+t.TempDir(), "GORACE=atexit_sleep_ms=0")
	if out, err := dashboard.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	_, conn := children.next(t)
	// An echo proves that the child still runs although its parent is gone.
	if _, err := conn.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if n, err := conn.Read(make([]byte, 1)); n != 1 || err != nil {
		t.Errorf("the child is gone with the dashboard: %v", err)
	}
}

func TestABackgroundChildHasASessionOfItsOwn(t *testing.T) {
	children := listen(t)
	run := start(t, starterFor(t, "report", children.variable()), self(t))
	_, conn := children.next(t)
	<-run.Updates()
	pid := (<-run.Updates()).PID
	if sid, err := unix.Getsid(pid); err != nil || sid != pid {
		t.Errorf("session %d of child %d (%v)", sid, pid, err)
	}
	if err := unix.Kill(pid, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if status := last(t, run); status.ExitCode != 128+9 || status.Signal != "SIGKILL" {
		t.Errorf("ended with %d, %q", status.ExitCode, status.Signal)
	}
	conn.Close()
}

func TestFault62_HundredLaunchesLeaveNothingBehind(t *testing.T) {
	s := starterFor(t, "quiet")
	l := self(t)
	handovers := []Handover{HandStdin, HandFD, HandEnv, HandNone}
	last(t, start(t, s, l)) // opens what the runtime keeps open
	before := openDescriptors(t)
	for i := range 100 {
		l.Session = handovers[i%len(handovers)]
		run := start(t, s, l)
		if status := last(t, run); status.State != Ended || status.ExitCode != 0 {
			t.Fatalf("launch %d: %+v", i, status)
		}
	}
	if after := openDescriptors(t); after != before {
		t.Errorf("%d descriptors are open, %d were", after, before)
	}
	if pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil); err != unix.ECHILD {
		t.Errorf("child %d was not waited for (%v)", pid, err)
	}
}

func procFile(t *testing.T, pid int, name string) string {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func openDescriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
