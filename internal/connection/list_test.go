package connection

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

func TestRunningConnectionsAreFoundAgainAndOldRecordsGo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "connections")
	if list, err := List(folder); list != nil || err != nil {
		t.Fatalf("without a folder: %v, %v", list, err)
	}
	oldest, err := Create(RecordPath(folder, "000"))
	if err != nil {
		t.Fatal(err)
	}
	defer oldest.Close()
	add(t, oldest, report(Connected, 0))
	for i := 1; i <= recordsKept+5; i++ {
		r, err := Create(RecordPath(folder, fmt.Sprintf("%03d", i)))
		if err != nil {
			t.Fatal(err)
		}
		add(t, r, report(Connected, 0))
		if i%2 == 0 { // the others end without a word
			add(t, r, report(Ended, time.Second))
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	list, err := List(folder)
	if err != nil || len(list) != recordsKept+2 { // the limit, the one that is held, and the one that came after the last look
		t.Errorf("%d records are left (%v)", len(list), err)
	}
	running, err := Running(folder)
	if err != nil || len(running) != 1 || filepath.Base(running[0].Path) != "000.jsonl" {
		t.Errorf("running are %v (%v)", running, err)
	}
}

func TestAHolderThatHasSaidItsLastIsNotRunning(t *testing.T) {
	r, path := create(t)
	add(t, r, report(Ended, 0))
	if running, err := Running(filepath.Dir(path)); len(running) != 0 || err != nil {
		t.Errorf("running are %v (%v)", running, err)
	}
}
