//go:build unix

package launch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recording is a launcher of a program that keeps a record.
func recording(t *testing.T) Launcher {
	l := self(t, "--name={name}")
	l.Session = HandStdin
	l.Record = func(run string) string { return filepath.Join("/records", run+".jsonl") }
	return l
}

func TestAProgramOfOursIsToldItsRecordWhichIsNamedAsItsLog(t *testing.T) {
	l := listen(t)
	s := starterFor(t, "report stdin", l.variable())
	p := mustPlan(t, recording(t))
	run, err := s.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	child, conn := l.next(t)
	conn.Close()
	status := last(t, run)
	name := strings.TrimSuffix(filepath.Base(status.LogPath), ".log")
	want := []string{"--name=render-07", "--record=/records/" + name + ".jsonl"}
	if len(child.Args) != 2 || child.Args[0] != want[0] || child.Args[1] != want[1] || run.Record() != "/records/"+name+".jsonl" {
		t.Errorf("the program was given %q and the run has %q, want %q", child.Args, run.Record(), want)
	}
}

func TestNothingStartsThatNobodyWouldHearOf(t *testing.T) {
	s := starterFor(t, "quiet")
	s.LogDir = filepath.Join(os.DevNull, "logs")
	run, err := s.Start(mustPlan(t, recording(t)))
	if err != nil {
		t.Fatal(err)
	}
	status := last(t, run)
	var fault *Error
	if status.State != Failed || !errors.As(status.Err, &fault) || !strings.Contains(fault.Error(), "cannot be written down") || fault.Remedy() == "" {
		t.Errorf("got %+v", status)
	}
}

func TestASecretIsAskedForOnlyWhereItCanBeHandedOver(t *testing.T) {
	l := self(t)
	l.AskSecret = true
	for handover, fine := range map[Handover]bool{HandStdin: true, HandFD: true, HandEnv: false, HandNone: false} {
		l.Session = handover
		if err := l.Validate(); (err == nil) != fine {
			t.Errorf("%s: %v", handover, err)
		}
	}
}
