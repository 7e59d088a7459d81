package connection

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// watch follows the record in a bubble, where time goes by itself.
func watch(t *testing.T, path string, exits <-chan Exit) <-chan Report {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return Watch(ctx, Watched{Path: path, Begun: Report{Name: "den-pc"}, Exits: exits, Now: time.Now})
}

func TestWhoeverWatchesHearsEverythingUpToTheEnd(t *testing.T) {
	r, path := create(t)
	synctest.Test(t, func(t *testing.T) {
		reports := watch(t, path, nil)
		add(t, r, report(Connecting, 0), report(Connected, 0))
		if a, b := <-reports, <-reports; a.State != Connecting || b.State != Connected {
			t.Errorf("got %s, %s", a.State, b.State)
		}
		add(t, r, report(Ended, 0))
		if last := <-reports; !last.Over() {
			t.Errorf("got %s", last.State)
		}
		if _, more := <-reports; more {
			t.Error("there is more after the end")
		}
	})
}

func TestAHolderThatEndsWithoutAWordIsExplainedByItsExit(t *testing.T) {
	r, path := create(t)
	synctest.Test(t, func(t *testing.T) {
		exits := make(chan Exit, 1)
		reports := watch(t, path, exits)
		add(t, r, report(Connecting, 0))
		<-reports
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(lookEvery) // the record is let go before the parent knows
		exits <- Exit{Code: 1}
		if last := <-reports; !last.Failed() || last.Meaning != "the Parsec SDK ended its process without a word while it connected (exit code 1)" {
			t.Errorf("got %+v", last)
		}
	})
}

func TestAHolderOfAnotherDashboardThatIsGoneIsExplainedAtOnce(t *testing.T) {
	r, path := create(t)
	add(t, r, report(Connected, 0))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		reports := watch(t, path, nil)
		<-reports
		if last := <-reports; !last.Failed() || time.Since(began) != 0 {
			t.Errorf("after %s: %+v", time.Since(began), last)
		}
	})
}

func TestAChildIsGivenTimeToMakeItsRecord(t *testing.T) {
	r, path := create(t)
	if err := errors.Join(r.Close(), os.Remove(path)); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		exits := make(chan Exit, 1)
		reports := watch(t, path, exits)
		time.Sleep(time.Hour)
		select {
		case early := <-reports:
			t.Fatalf("it was given up: %+v", early)
		default:
		}
		exits <- Exit{Code: 2}
		if last := <-reports; !last.Failed() || last.Name != "den-pc" || last.Meaning != "the process of the connection ended before it had begun (exit code 2)" {
			t.Errorf("got %+v", last)
		}
	})
}

func TestAProgramInBetweenMayEndBeforeAndAfterTheHolder(t *testing.T) {
	r, path := create(t)
	synctest.Test(t, func(t *testing.T) {
		exits := make(chan Exit, 1)
		reports := watch(t, path, exits)
		add(t, r, report(Connected, 0))
		<-reports
		exits <- Exit{Code: 0} // an emulator that starts the program and leaves
		synctest.Wait()
		add(t, r, report(Connected, time.Second))
		if next := <-reports; next.State != Connected {
			t.Errorf("got %+v", next)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		reports := watch(t, path, make(chan Exit)) // an emulator that stays
		<-reports
		<-reports
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		if last := <-reports; !last.Failed() || time.Since(began) < lostAfter {
			t.Errorf("after %s: %+v", time.Since(began), last)
		}
	})
}

func TestARemovedRecordEndsItsConnection(t *testing.T) {
	r, path := create(t)
	if r.StopWanted() {
		t.Fatal("nobody asked")
	}
	if err := os.Remove(path); errors.Is(err, fs.ErrPermission) {
		t.Skip("open files cannot be removed here")
	}
	if !r.StopWanted() {
		t.Error("a connection that nobody can find goes on")
	}
}
