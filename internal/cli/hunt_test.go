//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"parsec-hosts/internal/canary"
)

// canarySession is the session ID that must be in its store only, and where a launcher asks for it.
const canarySession = "c0ffee5e55104a8b6d7e9f1023c4b5a6978812fdeb3a4c5d6e7f8091a2b3c4d5"

// hunt is one run of the program, in whose traces canaryKey and canarySession are looked for.
type hunt struct {
	*process
	t     *testing.T
	state string // the folder of the session store
}

// newHunt prepares a run with the settings of a configuration file. It logs what happens, which is
// searched like all files.
func newHunt(t *testing.T, settings string, args ...string) *hunt {
	t.Helper()
	config := filepath.Join(t.TempDir(), "config.toml")
	writePrivate(t, config, settings)
	state := t.TempDir()
	args = append(args, "--log-file", filepath.Join(state, "log"), "--config", config)
	h := &hunt{process: newProcess(t, args...), t: t, state: state}
	h.Env = append(h.Env, "XDG_STATE_HOME="+h.state)
	return h
}

// again prepares another run with the same settings, environment and state.
func (h *hunt) again(args ...string) *hunt {
	next := &hunt{process: newProcess(h.t, append(args, h.Args[len(h.Args)-2:]...)...), t: h.t, state: h.state}
	home := next.Env
	next.Env = slices.Concat(h.Env, home, []string{"XDG_STATE_HOME=" + h.state})
	return next
}

// search fails the test when a part of a secret is in content.
func (h *hunt) search(where string, content []byte, secrets ...string) {
	h.t.Helper()
	canary.Search(h.t, where, content, secrets...)
}

// searchFiles searches all that the program may have written. The session belongs in its store.
func (h *hunt) searchFiles() {
	h.t.Helper()
	if told, err := os.ReadFile(filepath.Join(h.state, "log")); err != nil || !bytes.Contains(told, []byte("msg=request")) {
		h.t.Errorf("nothing was logged: %s, %v", told, err)
	}
	isStore := func(name string) bool {
		is, _ := filepath.Match("session-*.json", name)
		return is
	}
	for _, root := range []string{h.folder, h.state} {
		canary.Files(h.t, root, isStore, canaryKey, canarySession)
		canary.Files(h.t, root, nil, canaryKey)
	}
}

// searchProcesses searches what others can see of all processes of the run, of which handed got
// the session in the given way.
func (h *hunt) searchProcesses(handed told, way string) {
	h.t.Helper()
	running := processesOf(h.t, h.process)
	if !slices.Contains(running, h.Process.Pid) || !slices.Contains(running, handed.pid) {
		h.t.Errorf("of %v the processes %d and %d are missing", running, h.Process.Pid, handed.pid)
	}
	for _, pid := range running {
		arguments, environment := []string{canaryKey, canarySession}, []string{canaryKey, canarySession}
		switch {
		case pid == h.Process.Pid:
			environment = nil // the user's own
		case pid == handed.pid && way == "argv":
			arguments = []string{canaryKey}
		case pid == handed.pid && way == "env":
			environment = []string{canaryKey}
		}
		canary.Arguments(h.t, pid, arguments...)
		canary.Environment(h.t, pid, environment...)
	}
}

// searchLists runs list in both forms with the session as it is now and searches the output.
func (h *hunt) searchLists() {
	h.t.Helper()
	for _, args := range [][]string{{"list"}, {"list", "--json"}} {
		list := h.again(args...)
		output, err := list.Output()
		if err != nil || !bytes.Contains(output, []byte(letterPeer)) {
			h.t.Errorf("%v: %v: %s%s", args, err, output, list.stderr.String())
		}
		h.search(strings.Join(args, " "), slices.Concat(output, list.stderr.Bytes()), canaryKey, canarySession)
	}
}

// searchScreen ends the run's console and searches what its terminal ever got.
func (h *hunt) searchScreen(c *console, code int) {
	h.t.Helper()
	c.expectExit(code)
	h.search("the terminal", c.shown, canaryKey, canarySession)
}

// processesOf returns the running processes that p started, and p itself while it runs. Its folder
// in their environment gives them away, whoever their parent is by now.
func processesOf(t *testing.T, p *process) []int {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err == nil && bytes.Contains(canary.Process(pid, "environ"), []byte("HOME="+p.folder+"\x00")) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// expectNoProcess wants every process of p ended, or about to end by itself.
func expectNoProcess(t *testing.T, p *process) {
	t.Helper()
	for _, pid := range processesOf(t, p) {
		if !hasEnded(pid) {
			t.Errorf("process %d is left: %q", pid, canary.Process(pid, "cmdline"))
		}
	}
}

// hasEnded waits a little for the end of a process that is about to end.
func hasEnded(pid int) bool {
	handle, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return true
	}
	defer unix.Close(handle)
	for {
		ended, err := unix.Poll([]unix.PollFd{{Fd: int32(handle), Events: unix.POLLIN}}, 3000)
		if err != unix.EINTR {
			return ended > 0 || err != nil
		}
	}
}

// prints makes processes started by printing print text.
func (p *probe) prints(text string) {
	p.t.Helper()
	writePrivate(p.t, p.path+".printed", text)
}

// printing is the TOML of a command that prints.
func (p *probe) printing() string { return fmt.Sprintf("[%q, \"print\", \"-\"]\n", p.path) }
