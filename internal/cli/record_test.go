//go:build unix

package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/recording"
)

// readRecording wants a private file that is a recording.
func readRecording(t *testing.T, path string) *recording.Recording {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v", path, info.Mode())
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	made, err := recording.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestRecordAsksAndShowsHowFarItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hosts.jsonl")
	c := openConsole(t, "NO_COLOR=", "record", "--demo", "--keep=sdk_version", path)
	c.expect("replaced  peer_id, name, user_name")
	c.expect("because --keep says so: sdk_version")
	c.expect("Record to " + path + "? [y/N] ")
	c.press("y\r")
	c.expect("1 poll of 24 hosts, ")
	c.press("\x03")
	c.expect("holds 1 poll of 24 hosts, ")
	c.drain()
	if code := c.exit(t); code != 128+int(syscall.SIGINT) {
		t.Errorf("exit code %d", code)
	}
	c.expectNothingLeft(t)
	if made := readRecording(t, path); len(made.Polls) != 1 || len(made.Polls[0].Answer.Rows) != 24 {
		t.Errorf("%+v", made)
	}
}

func TestRecordTakesAnythingElseForANo(t *testing.T) {
	for name, answer := range map[string]string{"enter": "\r", "no": "no\r", "end of input": "\x04", "Ctrl-C": "\x03"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "hosts.jsonl")
			c := openConsole(t, "NO_COLOR=", "record", "--demo", path)
			c.expect("[y/N] ")
			c.press(answer)
			shown := c.drain()
			code, want := c.exit(t), exitFailure
			if name == "Ctrl-C" {
				want = 128 + int(syscall.SIGINT)
			} else if !strings.Contains(shown, "nothing was recorded") {
				t.Errorf("%q", shown)
			}
			if _, err := os.Stat(path); code != want || err == nil {
				t.Errorf("exit code %d, %v", code, err)
			}
		})
	}
}

func TestARecordingIsServed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hosts.jsonl")
	recorder := newProcess(t, "record", "--demo", "--yes", "--polls=1", path)
	if err := recorder.Run(); err != nil {
		t.Fatalf("%v\n%s", err, recorder.stderr.String())
	}
	made := readRecording(t, path)

	server := newProcess(t, "simulate", "--replay", path, "--speed=2")
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	client := newProcess(t, "list", "--ids")
	client.Env = append(client.Env, exported(stdout)...)
	listed, err := client.Output()
	if err != nil {
		t.Fatalf("list: %v\n%s", err, client.stderr.String())
	}
	if n := strings.Count(string(listed), "\n"); n != 24 || !strings.Contains(string(listed), made.First().Self) {
		t.Errorf("%d hosts are listed\n%s", n, listed)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, stdout)
	if code := server.exit(t); code != 128+int(syscall.SIGTERM) {
		t.Errorf("exit code %d", code)
	}
}

func TestTheDashboardSaysThatItsHostsAreRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hosts.jsonl")
	writePrivate(t, path, `{"format":"parsec-hosts recording","version":1}
{"answer":{"route":"hosts","rows":[{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"bolikum-07"}]}}
`)
	c := openConsole(t, "NO_COLOR=", "--demo="+path)
	c.expect("recorded hosts")
	c.expect("bolikum-07")
	c.press("q")
	c.expectExit(exitOK)
}

func TestADiskThatIsFullEndsARecording(t *testing.T) {
	// A file that may not grow is as good as a full disk.
	path := filepath.Join(t.TempDir(), "hosts.jsonl")
	p := newProcess(t, "-c", `ulimit -f 1; exec parsec-hosts record --demo --yes "$0"`, path)
	p.Path, p.Args[0] = "/bin/sh", "sh"
	p.Err = nil
	p.Env = append(p.Env, "PATH="+os.Getenv("PATH"))
	if err := p.Start(); err != nil {
		t.Skip("no shell here: ", err)
	}
	if code := p.exit(t); code != exitFailure || !strings.Contains(p.stderr.String(), "parsec-hosts: the recording cannot be written: file too large\n") {
		t.Errorf("exit code %d, stderr %q", code, p.stderr.String())
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a recording without a poll is left")
	}
}
