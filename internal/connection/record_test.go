package connection

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func report(state State, after time.Duration) Report {
	return Report{
		Time: start.Add(after), PeerID: "peer", Name: "den-pc", Launcher: "Parsec SDK", PID: 7, Started: start,
		State: state, Since: start.Add(after), Attempt: 1,
	}
}

func create(t *testing.T) (*Record, string) {
	t.Helper()
	path := RecordPath(filepath.Join(t.TempDir(), "connections"), "run")
	r, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, path
}

func add(t *testing.T, r *Record, reports ...Report) {
	t.Helper()
	for _, report := range reports {
		if err := r.Append(report); err != nil {
			t.Fatal(err)
		}
	}
}

func next(t *testing.T, f *Follower) ([]Report, bool) {
	t.Helper()
	reports, alive, err := f.Next()
	if err != nil {
		t.Fatal(err)
	}
	return reports, alive
}

func TestAFollowerHearsEachReportOnce(t *testing.T) {
	r, path := create(t)
	f := Follow(path)
	if reports, alive := next(t, f); len(reports) != 0 || !alive {
		t.Errorf("before the first report: %v, alive %t", reports, alive)
	}
	first, second := report(Connecting, 0), report(Connected, time.Second)
	first.WaitsFor = ForApproval
	second.Figures = &Figures{Encode: 1.5, Width: 1920, Height: 1080, Decoder: "soft", Lost: 3}
	add(t, r, first, second)
	if reports, alive := next(t, f); !reflect.DeepEqual(reports, []Report{first, second}) || !alive {
		t.Errorf("got %v, alive %t", reports, alive)
	}
	if reports, _ := next(t, f); len(reports) != 0 {
		t.Errorf("the same reports again: %v", reports)
	}
	add(t, r, report(Ended, time.Minute))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if reports, alive := next(t, f); len(reports) != 1 || alive {
		t.Errorf("at the end: %v, alive %t", reports, alive)
	}
}

func TestNobodyElseReadsARecord(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the user's profile is private there")
	}
	_, path := create(t)
	for _, name := range []string{path, path + lockEnd} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestARecordIsNeverWrittenOver(t *testing.T) {
	_, path := create(t)
	if _, err := Create(path); err == nil {
		t.Fatal("a second holder has the record")
	}
	if !held(path) {
		t.Error("the first holder lost its lock by that")
	}
}

func TestALargeRecordBeginsAnewAndIsFollowedOn(t *testing.T) {
	r, path := create(t)
	f := Follow(path)
	long := report(Connected, 0)
	long.Meaning = strings.Repeat("x", 200)
	for i := range 2 * recordLimit / 400 {
		long.Time = start.Add(time.Duration(i) * time.Second)
		add(t, r, long)
		if i%100 == 0 {
			next(t, f)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() > recordLimit {
		t.Fatalf("the record has %d bytes (%v)", info.Size(), err)
	}
	reports, _ := next(t, f)
	if len(reports) == 0 || !reports[len(reports)-1].Time.Equal(long.Time) {
		t.Errorf("the newest report was missed: %d reports", len(reports))
	}
}

func TestWhoComesLateHearsTheNewestPartOfALongRecord(t *testing.T) {
	r, path := create(t)
	for i := range 2000 {
		add(t, r, report(Connected, time.Duration(i)*time.Second))
	}
	reports, _ := next(t, Follow(path))
	if len(reports) < 60 || len(reports) > 1000 || !reports[len(reports)-1].Time.Equal(start.Add(1999*time.Second)) {
		t.Errorf("%d reports", len(reports))
	}
}

func TestLinesThatAreNoReportsArePassedOverAndTextsAreMadeSafe(t *testing.T) {
	r, path := create(t)
	nasty := report(Ended, 0)
	nasty.Meaning, nasty.Name = "a\x1b[2Jb", "n\nm"
	for _, text := range []string{"{\"state\": ", "garbage\n", "\n", "{}\n", `{"state":"ended","meaning":"\u001b[2J"}` + "\n"} {
		if _, err := r.file.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	add(t, r, nasty)
	reports, _ := next(t, Follow(path))
	if len(reports) != 2 {
		t.Fatalf("got %v", reports)
	}
	for _, report := range reports {
		if strings.ContainsAny(report.Meaning+report.Name, "\x1b\n") {
			t.Errorf("an escape sequence came through: %q, %q", report.Name, report.Meaning)
		}
	}
}

func TestAnUnfinishedLineIsReadWhenItIsWhole(t *testing.T) {
	r, path := create(t)
	f := Follow(path)
	if _, err := r.file.WriteString(`{"state":"conn`); err != nil {
		t.Fatal(err)
	}
	if reports, _ := next(t, f); len(reports) != 0 {
		t.Fatalf("half a line: %v", reports)
	}
	if _, err := r.file.WriteString("ected\"}\n"); err != nil {
		t.Fatal(err)
	}
	if reports, _ := next(t, f); len(reports) != 1 || reports[0].State != Connected {
		t.Errorf("got %v", reports)
	}
}

func TestTheHolderHearsThatItIsToStop(t *testing.T) {
	r, path := create(t)
	if r.StopWanted() {
		t.Fatal("nobody asked")
	}
	for range 2 {
		if err := Stop(path); err != nil {
			t.Fatal(err)
		}
	}
	if !r.StopWanted() {
		t.Error("the holder does not hear of it")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheHolderHearsOnceThatItsWindowIsWanted(t *testing.T) {
	r, path := create(t)
	if r.FocusWanted() {
		t.Fatal("nobody asked")
	}
	for range 2 {
		if err := Focus(path); err != nil {
			t.Fatal(err)
		}
	}
	if first, second := r.FocusWanted(), r.FocusWanted(); !first || second {
		t.Errorf("it hears of it: %t, and once more: %t", first, second)
	}
	if err := Focus(path); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestThereIsNoRecordYet(t *testing.T) {
	f := Follow(filepath.Join(t.TempDir(), "none", "run.jsonl"))
	if reports, alive, err := f.Next(); reports != nil || alive || err != nil {
		t.Errorf("got %v, %t, %v", reports, alive, err)
	}
}
