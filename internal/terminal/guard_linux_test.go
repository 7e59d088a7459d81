package terminal_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestAllOfThisHoldsWithTheStockRenderer runs the tests once more, with programs that draw by the
// library's own clock.
func TestAllOfThisHoldsWithTheStockRenderer(t *testing.T) {
	if os.Getenv(stockVariable) != "" {
		return // this is the other run
	}
	if testing.Short() {
		t.Skip("in short runs one renderer will do")
	}
	again := exec.Command(os.Args[0], "-test.skip=^TestHidden")
	again.Env = append(os.Environ(), stockVariable+"=1")
	if output, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestQuittingLeavesTheTerminalAsFound(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("q")
	c.await("exited 0")
	c.expectAsFound()
}

func TestFault55_SignalsRestoreTheTerminal(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(sig.String(), func(t *testing.T) {
			c := open(t, "shell", "dashboard")
			c.kill(sig)
			c.await("exited " + strconv.Itoa(128+int(sig)))
			c.expectAsFound()
		})
		t.Run(sig.String()+" while stuck", func(t *testing.T) {
			c := open(t, "shell", "dashboard")
			c.press("b")
			c.await("busy")
			c.kill(sig)
			c.await("exited " + strconv.Itoa(128+int(sig)))
			c.expectAsFound()
		})
	}
}

func TestAProgramThatLeavesDisorderIsCleanedUpAfter(t *testing.T) {
	ends := map[string]struct {
		end  func(*console)
		code string
	}{
		"signal": {func(c *console) { c.kill(syscall.SIGTERM); c.await("silent") }, "exited 143"},
		"panic":  {func(c *console) { c.press("u") }, "exited 1"},
		"error":  {func(c *console) { c.press("e") }, "exited 1"},
	}
	for name, tt := range ends {
		t.Run(name, func(t *testing.T) {
			c := open(t, "shell", "stubborn")
			tt.end(c)
			c.await(tt.code)
			c.expectAsFound()
		})
	}
}

func TestFault55_AHangUpEndsTheProgram(t *testing.T) {
	c := open(t, "dashboard")
	c.keys.Close()
	// The end of the events is the end of the only process that tells them.
	for c.events.Scan() {
	}
	if err := c.events.Err(); err != nil {
		t.Error(err)
	}
}

func TestFault56_APanicRestoresTheTerminalAndIsReported(t *testing.T) {
	for name, tt := range map[string]struct{ key, reason string }{
		"in Update":          {"u", "a value of type string"},
		"in a command":       {"c", "a value of type string"},
		"in our goroutine":   {"g", "a value of type *errors.errorString"},
		"of the Go language": {"i", "runtime error: index out of range [7] with length 0"},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, "shell", "dashboard")
			c.press(tt.key)
			c.await("exited 1")
			c.expectAsFound()
			shown, report := c.waitFor("a bug stopped this program"), c.report()
			if !strings.Contains(report, "panic: "+tt.reason) || !strings.Contains(report, "terminal_test.model.press") {
				t.Errorf("report %q", report)
			}
			if strings.Contains(shown+report, secret) {
				t.Errorf("the panic's value is shown or reported: %q, %q", shown, report)
			}
		})
	}
}

// report returns the one crash report, whose path must have been shown.
func (c *console) report() string {
	c.t.Helper()
	paths, err := filepath.Glob(filepath.Join(c.folder, "*"))
	if err != nil || len(paths) != 1 {
		c.t.Fatalf("reports %q (%v), want one", paths, err)
	}
	c.waitFor(paths[0])
	info, err := os.Stat(paths[0])
	if err != nil || info.Mode() != fs.FileMode(0o600) {
		c.t.Errorf("report: %v, %v", info.Mode(), err)
	}
	report, err := os.ReadFile(paths[0])
	if err != nil {
		c.t.Fatal(err)
	}
	return string(report)
}

func TestFault57_ADashboardAfterADisorderlyChildIsOrdered(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("x")
	c.waitFor("child up")
	c.childPID(func(pid int) { _ = syscall.Kill(pid, syscall.SIGTERM) })
	c.waitFor("press enter to return")
	c.expectAsFound()
	c.press("\r")
	c.await("ready")
	c.press("q")
	c.await("exited 0")
	c.expectAsFound()
}

func TestFault58_SIGTERMDuringATerminalChildEndsBoth(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("x")
	c.waitFor("child up")
	var child int
	c.childPID(func(pid int) { child = pid })
	c.kill(syscall.SIGTERM)
	c.await("exited 143")
	c.expectAsFound()
	if err := syscall.Kill(child, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the child is still there: %v", err)
	}
}

func TestAnInterruptBelongsToTheChild(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("x")
	c.waitFor("child up")
	if err := syscall.Kill(-c.pid, syscall.SIGINT); err != nil { // as the keyboard does
		t.Fatal(err)
	}
	c.waitFor("interrupted")
	c.kill(syscall.SIGTERM)
	c.await("exited 143")
}

// childPID calls use with the dashboard's only child.
func (c *console) childPID(use func(pid int)) {
	c.t.Helper()
	tasks, err := filepath.Glob("/proc/" + strconv.Itoa(c.pid) + "/task/*/children")
	if err != nil {
		c.t.Fatal(err)
	}
	for _, path := range tasks {
		if list, err := os.ReadFile(path); err == nil && len(list) > 0 {
			use(atoi(c.t, strings.Fields(string(list))[0]))
			return
		}
	}
	c.t.Skip("this system does not tell the children of a process")
}

func TestFault66_SuspendAndResume(t *testing.T) {
	for name, suspend := range map[string]func(*console){
		"by key":       func(c *console) { c.press("z") },
		"from outside": func(c *console) { c.kill(syscall.SIGTSTP) },
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, "shell", "dashboard")
			for range 2 {
				suspend(c)
				c.await("stopped")
				c.expectAsFound()
				c.forget()
				c.order("fg")
				c.await("resumed")
				c.waitFor("dashboard")
				if !c.isOn("1049") || c.modes() == c.before {
					t.Error("the dashboard did not take the terminal again")
				}
			}
			c.press("q")
			c.await("exited 0")
			c.expectAsFound()
		})
	}
}

func TestFault66_AStopThatCannotBeCaughtIsFollowedByARedraw(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.kill(syscall.SIGSTOP)
	c.await("stopped")
	c.order("fg")
	c.await("resumed")
	c.press("q")
	c.await("exited 0")
}

func TestFault66_WithoutAShellSuspendingDoesNotHang(t *testing.T) {
	c := open(t, "dashboard")
	c.press("z")
	c.await("resumed")
	c.press("q")
	for c.events.Scan() {
	}
}

func TestASuspendedDashboardCanBeKilled(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("z")
	c.await("stopped")
	c.order("kill")
	c.await("exited 143")
	c.expectAsFound()
}

func TestASuspendedDashboardSentToTheBackgroundStops(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("z")
	c.await("stopped")
	c.order("bg")
	c.await("stopped")
	c.expectAsFound()
	c.order("fg")
	c.await("resumed")
	c.press("q")
	c.await("exited 0")
}

func TestAChildIsSuspendedWithTheDashboard(t *testing.T) {
	c := open(t, "shell", "dashboard")
	c.press("x")
	c.waitFor("child up")
	if err := syscall.Kill(-c.pid, syscall.SIGTSTP); err != nil { // as the keyboard does
		t.Fatal(err)
	}
	c.await("stopped")
	c.order("fg")
	c.childPID(func(pid int) { _ = syscall.Kill(pid, syscall.SIGTERM) })
	c.waitFor("press enter to return")
	c.press("\n")
	c.await("ready")
	c.press("q")
	c.await("exited 0")
}
