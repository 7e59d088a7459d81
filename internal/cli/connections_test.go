//go:build unix

package cli

import (
	"bufio"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"parsec-hosts/internal/connection"
)

const approvedPeer = "1ZuEdNb6aUofh9ARCO9dmApExGh" // whose simulated host accepts

// hold starts a process that holds a simulated connection, and waits until that stands.
func hold(t *testing.T, state, run, name string) *process {
	t.Helper()
	p := newProcess(t, "connect-sdk", "--record", connection.RecordPath(filepath.Join(state, "parsec-hosts", connectionFolder), run),
		"--settings", `{"simulated":true}`, "--peer-id", approvedPeer, "--name", name, "--launcher", "SDK")
	p.Stdin = strings.NewReader("a session\n")
	p.Cmd.Stderr = nil
	stderr, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() }) // it has ended unless the test failed
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "connected") {
			return p
		}
	}
	t.Fatal("the simulated connection never stands")
	return nil
}

// connectionsCommand runs a command beside the connections of a state folder.
func connectionsCommand(t *testing.T, state string, want int, args ...string) (out, told string) {
	t.Helper()
	p := newProcess(t, args...)
	p.Env = append(p.Env, "XDG_STATE_HOME="+state)
	p.Stdout = nil
	printed, _ := p.Output() // the exit code is looked at
	if got := p.ProcessState.ExitCode(); got != want {
		t.Errorf("%v: exit code %d, want %d\n%s", args, got, want, p.stderr.String())
	}
	return string(printed), p.stderr.String()
}

func TestConnectionsAreListedAndEndedWithoutADashboard(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	if out, told := connectionsCommand(t, state, exitOK, "connections"); out != "" || !strings.Contains(told, "there is no connection") {
		t.Errorf("without any: %q, %q", out, told)
	}
	first, second := hold(t, state, "1", "den-pc"), hold(t, state, "2", "編集室")
	out, _ := connectionsCommand(t, state, exitOK, "connections")
	lines := strings.Split(out, "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "den-pc  "+approvedPeer+"  connected for ") || !strings.HasPrefix(lines[1], "編集室  "+approvedPeer) {
		t.Errorf("listed as\n%s", out)
	}
	out, _ = connectionsCommand(t, state, exitOK, "connections", "--json")
	var report connection.Report
	if err := json.Unmarshal([]byte(strings.Split(out, "\n")[1]), &report); err != nil || report.Name != "編集室" || report.PID != second.Process.Pid {
		t.Errorf("%v in %s", err, out)
	}

	connectionsCommand(t, state, exitUsage, "disconnect")
	connectionsCommand(t, state, exitUsage, "disconnect", "--all", "den-pc")
	if _, told := connectionsCommand(t, state, exitNoMatch, "disconnect", "den-pc", "nobody"); !strings.Contains(told, `no connection to "nobody"`) {
		t.Errorf("told %q", told)
	}
	if out, _ := connectionsCommand(t, state, exitOK, "disconnect", "den-pc"); out != "disconnected from den-pc\n" {
		t.Errorf("said %q", out)
	}
	if code := first.exit(t); code != exitOK {
		t.Errorf("the process ended with %d", code)
	}
	if out, _ := connectionsCommand(t, state, exitOK, "disconnect", "--all"); out != "disconnected from 編集室\n" {
		t.Errorf("said %q", out)
	}
	second.exit(t)
	connectionsCommand(t, state, exitOK, "disconnect", "--all")
}
