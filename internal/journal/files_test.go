package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// finished counts the files that are not written to any more.
func (w *world) finished() int {
	w.t.Helper()
	n := 0
	for _, name := range w.names() {
		if strings.Count(name, ".") > 1 && strings.HasPrefix(name, "studio.2026") && strings.HasSuffix(name, extension) {
			n++
		}
	}
	return n
}

func TestALargeFileIsFinishedAndReadAllTheSame(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxSize = 400
	d := w.desk()
	d.sees(0, "a")
	for i := range 20 {
		d.misses(8*time.Second, "a", fmt.Sprint("host", i))
	}
	if n := w.finished(); n < 5 {
		t.Errorf("%d files are finished: %v", n, w.names())
	}
	records := w.read(0)
	if n := len(records); n != 41 {
		t.Errorf("%d records, want 41", n)
	}
	if !slices.IsSortedFunc(records, func(a, b Record) int { return a.Time.Compare(b.Time) }) {
		t.Error("the records are not in the order of time")
	}
}

func TestFilesThatEndAtOnceAreAllKept(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxSize = 100
	d := w.desk()
	d.sees(0, "a")
	d.sees(0, "a", "b")
	d.sees(0, "a", "b", "c")
	w.holds("present a", "looking", "online b", "online c")
}

func TestAFileThatIsFinishedWhileItIsReadIsReadOnce(t *testing.T) {
	w := newWorld(t)
	w.write(goodLine)
	if err := os.Link(w.path(), filepath.Join(w.opts.Dir, "studio.20260301T110000.000Z.jsonl")); err != nil {
		t.Skip("hard links cannot be made here: ", err)
	}
	w.holds("online a")
}

func TestAFileCoversADay(t *testing.T) {
	d := newWorld(t).desk()
	for range 12 {
		d.sees(8*time.Hour, "a")
	}
	d.holds(append([]string{"present a"}, slices.Repeat([]string{"looking"}, 12)...)...)
	want := []string{"studio.20260302T120000.000Z.jsonl", "studio.20260303T120000.000Z.jsonl", "studio.20260304T120000.000Z.jsonl", "studio.jsonl", "studio.lock"}
	if got := d.names(); !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
}

func TestOldRecordsAreRemovedButNotWhatIsKnown(t *testing.T) {
	w := newWorld(t)
	w.opts.Keep = 3 * 24 * time.Hour
	d := w.desk()
	d.sees(0, "steady")
	for range 10 * 4 {
		d.sees(6*time.Hour, "steady", "other")
	}
	if n := w.finished(); n != 3 {
		t.Errorf("%d files are kept: %v", n, w.names())
	}
	records := w.read(0)
	if oldest := w.now.Sub(records[0].Time); oldest > w.opts.Keep+fileSpan+6*time.Hour {
		t.Errorf("the oldest record is %v old", oldest)
	}
	h := NewHistory(records)
	for _, id := range []string{"steady", "other"} {
		if online, known := h.Online(id); !online || !known {
			t.Errorf("nothing is known of %s any more", id)
		}
	}
}

func TestAJournalLeftForLongIsRemovedByTheNextRun(t *testing.T) {
	w := newWorld(t)
	first := w.desk()
	first.sees(0, "a")
	_ = first.journal.Close()
	second := w.desk()
	second.sees(month+time.Hour, "a")
	second.sees(8*time.Second, "a")
	w.holds("looking", "present a", "looking")
}

func TestAllFilesTogetherAreBounded(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxSize = 1000
	d := w.desk()
	for i := range 200 {
		d.misses(8*time.Second, fmt.Sprint("host", i%5))
	}
	if n := w.finished(); n == 0 || n > filesKept {
		t.Errorf("%d files are kept", n)
	}
}

func TestReadingSinceLeavesOutWhatIsOlder(t *testing.T) {
	d := newWorld(t).desk()
	for range 5 {
		d.sees(20*time.Hour, "a")
	}
	// A folder in a file's place is an error, so this shows that the oldest is not even opened.
	oldest := filepath.Join(d.opts.Dir, d.names()[0])
	if err := errors.Join(os.Remove(oldest), os.Mkdir(oldest, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.journal.Read(time.Time{}); err == nil {
		t.Error("a folder was read")
	}
	records, skipped, err := d.journal.Read(d.now.Add(-30 * time.Hour))
	if err != nil || skipped != 0 {
		t.Errorf("%d skipped, %v", skipped, err)
	}
	d.wants(records, "looking", "looking")
}

func TestFilesOfOtherJournalsAreLeftAlone(t *testing.T) {
	w := newWorld(t)
	w.opts.Keep = time.Hour
	w.write(goodLine)
	for _, name := range []string{"studio2.20200101T000000.000Z.jsonl", "studio.20200101.jsonl", "studio.20200101T000000.000Z.txt", "studio.20200101T000000.000Z.jsonl"} {
		if err := os.WriteFile(w.opts.Dir+"/"+name, []byte(goodLine), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.desk().sees(0, "b")
	want := []string{"studio.20200101.jsonl", "studio.20200101T000000.000Z.txt", "studio.jsonl", "studio.lock", "studio2.20200101T000000.000Z.jsonl"}
	if got := w.names(); !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
}
