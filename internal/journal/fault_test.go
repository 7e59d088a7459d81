package journal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

const goodLine = `{"time":"2026-03-01T11:00:00.000Z","kind":"online","peer_id":"a"}` + "\n"

func TestFault67_BadLinesAreSkippedAndCounted(t *testing.T) {
	for name, bad := range map[string]string{
		"not JSON":            "what is this\n",
		"binary":              "\x00\xff\x1b[2J\x80\n",
		"another version":     `{"v":2,"time":"2026-03-01T11:00:00Z","kind":"online","peer_id":"b"}` + "\n",
		"endless line":        `{"time":"2026-03-01T11:00:00Z","kind":"online","peer_id":"` + strings.Repeat("b", 10*maxLine) + "\"}\n",
		"endless beginning":   strings.Repeat(" ", maxLine) + goodLine,
		"just too long":       strings.Repeat("x", maxLine) + "\n",
		"torn":                goodLine[:30] + "\n",
		"two lines in one":    strings.TrimSpace(goodLine) + goodLine,
		"from the future":     `{"time":"2099-01-01T00:00:00Z","kind":"online","peer_id":"b"}` + "\n",
		"a record of nothing": "{}\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.write(goodLine + bad + goodLine + bad)
			w.wants(w.read(2), "online a", "online a")
			d := w.desk()
			d.sees(0, "a", "b")
			w.wants(w.read(2), "online a", "online a", "present b", "looking")
		})
	}
}

func TestFault67_UnknownKindsAreNoErrorAndSayNothing(t *testing.T) {
	w := newWorld(t)
	w.write(goodLine + `{"time":"2026-03-01T11:30:00Z","kind":"teleported","peer_id":"a","to":"mars","new":[1]}` + "\n")
	records := w.read(0)
	w.wants(records, "online a", "teleported a")
	if online, known := NewHistory(records).Online("a"); !online || !known {
		t.Error("a is not online")
	}
}

func TestFault67_ATornLineDoesNotSwallowTheNext(t *testing.T) {
	w := newWorld(t)
	w.write(goodLine + goodLine[:30])
	w.desk().sees(0, "a", "b")
	w.wants(w.read(1), "online a", "present b", "looking")
}

func TestFault67_BlankLinesAndWindowsLineEndsAreNoFault(t *testing.T) {
	w := newWorld(t)
	w.write("\n\r\n" + strings.ReplaceAll(goodLine, "\n", "\r\n") + "\n" + goodLine)
	w.holds("online a", "online a")
}

// FuzzLines wants every line that is not blank to be read or counted, whatever stands around it.
func FuzzLines(f *testing.F) {
	f.Add([]byte(goodLine+"\n\r\n{"), []byte("\x00"+goodLine))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		text := slices.Concat(before, []byte("\n"+goodLine), after)
		r := reader{until: start, texts: map[string]string{}}
		if err := r.lines(bytes.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for line := range bytes.SplitSeq(text, []byte("\n")) {
			if len(bytes.TrimSpace(line)) > 0 {
				lines++
			}
		}
		good := slices.ContainsFunc(r.records, func(r Record) bool { return r.Kind == KindOnline && r.PeerID == "a" })
		if !good || len(r.records)+r.skipped != lines {
			t.Errorf("%d read and %d skipped of %d lines, the good one: %v", len(r.records), r.skipped, lines, good)
		}
	})
}

// The other instance is another process: a lock between two handles of one process would also hold
// where the system locks by process.
func TestFault67_TwoProcessesWriteWholeLinesAndEachEventOnce(t *testing.T) {
	w := newWorld(t)
	w.desk().sees(0, "a")
	var others []*exec.Cmd
	var gates []io.Closer
	for i := range 3 {
		cmd := exec.Command(os.Args[0], "part:other", w.opts.Dir, fmt.Sprintf("launcher-%d", i))
		cmd.Stderr = os.Stderr
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		others, gates = append(others, cmd), append(gates, stdin)
		t.Cleanup(func() { _ = cmd.Process.Kill() })
	}
	for _, gate := range gates {
		_ = gate.Close()
	}
	for _, cmd := range others {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	launches, rest := map[string]int{}, []Record{}
	for _, r := range w.read(0) {
		if r.Kind == KindLaunched {
			launches[r.To]++
		} else {
			rest = append(rest, r)
		}
	}
	w.wants(rest, "present a", "looking")
	for i := range others {
		if n := launches[fmt.Sprintf("launcher-%d", i)]; n != launchesOfOther {
			t.Errorf("process %d has %d of its %d launches in the journal", i, n, launchesOfOther)
		}
	}
}

func TestFault67_TheLockOfAKilledRecorderIsFree(t *testing.T) {
	w := newWorld(t)
	cmd := exec.Command(os.Args[0], "part:recorder", w.opts.Dir)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(stdout, make([]byte, len("ready"))); err != nil {
		t.Fatal(err)
	}
	d := w.desk()
	d.sees(time.Second, "a", "b")
	w.holds("present a", "looking")
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	d.sees(time.Second, "a", "b")
	w.holds("present a", "looking", "present b", "looking")
}

// launchesOfOther is how many launches another process writes.
const launchesOfOther = 200

// partOther sees a page that the recorder has seen, and one more, and writes launches. DIR LAUNCHER
func partOther(args []string) error {
	d, err := partDesk(args[0])
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	for _, page := range [][]string{{"a"}, {"a", "b"}} {
		if err := d.page(8*time.Second, listing(page...)); err != nil {
			return err
		}
	}
	for range launchesOfOther {
		if err := d.journal.Add(LaunchOf(d.fleet.Hosts()[0], args[1], d.now)); err != nil {
			return err
		}
	}
	return nil
}

// partRecorder becomes the recorder, and waits until it is killed. DIR
func partRecorder(args []string) error {
	d, err := partDesk(args[0])
	if err != nil {
		return err
	}
	if err := d.page(0, listing("a")); err != nil {
		return err
	}
	fmt.Print("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func partDesk(dir string) (*desk, error) {
	w := &world{now: start}
	w.opts = Options{Dir: dir, Name: "studio", Keep: month, Now: func() time.Time { return w.now }}
	j, err := Open(w.opts)
	return &desk{world: w, journal: j, history: NewHistory(nil)}, err
}
