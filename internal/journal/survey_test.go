package journal

import (
	"os"
	"testing"
	"time"
)

func TestSurveyOfNothingMakesNothing(t *testing.T) {
	w := newWorld(t)
	if s, err := w.desk().journal.Survey(); err != nil || s != (Survey{}) {
		t.Errorf("survey is %+v, error %v", s, err)
	}
	if _, err := os.Stat(w.opts.Dir); !os.IsNotExist(err) {
		t.Error("the folder was made")
	}
}

func TestSurveyCountsAndTellsWhoRecords(t *testing.T) {
	w := newWorld(t)
	d := w.desk()
	d.sees(time.Second, "A", "B")
	file, err := os.OpenFile(d.journal.Path(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.WriteString("no record\n")
	file.Close()
	s, err := w.desk().journal.Survey()
	if err != nil || s.Files != 1 || s.Bytes == 0 || s.Records == 0 || s.Skipped != 1 || !s.Busy {
		t.Errorf("survey is %+v, error %v", s, err)
	}
	_ = d.journal.Close()
	if s, _ := w.desk().journal.Survey(); s.Busy {
		t.Error("a recorder is seen that has ended")
	}
}
