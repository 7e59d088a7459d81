package doctor

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"parsec-hosts/internal/journal"
)

func diary(t *testing.T) (Diary, *journal.Journal) {
	t.Helper()
	d := Diary{StateDir: t.TempDir()}
	d.Folder = filepath.Join(d.StateDir, "journal")
	j, err := journal.Open(journal.Options{Dir: d.Folder, Name: "studio", Keep: time.Hour, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	d.Journal = j
	return d, j
}

func TestAJournalIsCountedAndNothingOfItIsTold(t *testing.T) {
	d, j := diary(t)
	want(t, d.Records(), "records", OK, "none yet")
	if _, err := os.Stat(d.Folder); err == nil {
		t.Error("the folder was made")
	}
	if err := j.Add(journal.Record{Time: noon, Kind: journal.KindLaunched, PeerID: "CANARY"}); err != nil {
		t.Fatal(err)
	}
	check := want(t, d.Records(), "records", OK, "1 record in 1 file")
	if check.Found.String() == "" || check.Found.Masked() != check.Found.String() {
		t.Errorf("others see %q of %q", check.Found.Masked(), check.Found)
	}
	put(t, filepath.Join(d.Folder, "studio.jsonl"), "nothing of ours\n", 0o600)
	want(t, d.Records(), "records", Warn, "1 line cannot be read")
}

func TestAJournalThatCannotBeUsed(t *testing.T) {
	needsModes(t)
	d, _ := diary(t)
	file := put(t, filepath.Join(d.Folder, "studio.jsonl"), "", 0o644)
	want(t, d.Records(), "records", Fail, file, "mode 0644")
	if err := os.Chmod(d.Folder, 0o777); err != nil {
		t.Fatal(err)
	}
	checks := d.Records()
	want(t, checks, "folder", Fail, "others can write to it")
	none(t, checks, "records")
	d.Off = true
	want(t, d.Records(), "journal", Skipped, "switched off")
}

func TestADiskThatCannotBeWrittenTo(t *testing.T) {
	d, _ := diary(t)
	want(t, d.Records(), "disk", OK)
	entries, err := os.ReadDir(d.StateDir)
	if err != nil || len(entries) > 0 {
		t.Errorf("something was left there: %v, %v", entries, err)
	}
	d.StateDir = filepath.Join(put(t, filepath.Join(t.TempDir(), "file"), "", 0o600), "below")
	want(t, d.Records(), "disk", Fail, "nothing can be kept there")
}
