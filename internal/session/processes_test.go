package session

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
)

const crowd = 16

// together starts a crowd of one part, lets all of them go at once and returns their last lines.
func together(t *testing.T, argv []string) []string {
	t.Helper()
	processes := make([]*process, crowd)
	for i := range processes {
		processes[i] = startPart(t, argv)
	}
	for _, p := range processes {
		_ = p.stdin.Close()
	}
	lines := make([]string, crowd)
	for i, p := range processes {
		lines[i] = p.line(t)
	}
	return lines
}

func wantAll(t *testing.T, lines []string, want string) {
	t.Helper()
	for i, line := range lines {
		if line != want {
			t.Errorf("process %d has session %q, want %q", i, line, want)
		}
	}
}

func TestFault15_SixteenColdStartsCreateOneSession(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	wantAll(t, together(t, self("part:cold", dir, api.URL)), canaryID+"-1")
	if posts := api.posts.Load(); posts != 1 {
		t.Errorf("%d sessions were created, want 1", posts)
	}
}

func TestFault24_SixteenRefusalsAtOnceCreateOneSession(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	wantAll(t, together(t, self("part:refused", dir, api.URL)), canaryID+"-2")
	if posts := api.posts.Load(); posts != 2 {
		t.Errorf("%d sessions were created, want the first and one replacement", posts)
	}
}

func TestFault16_LockOfAKilledHolderIsFree(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	holder := startPart(t, self("part:holder", dir, api.URL))
	source, err := openAgainst(dir, api.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if free, err := flock.New(source.store.path(lockFile)).TryLock(); free || err != nil {
		t.Fatalf("the lock is not held: %v", err)
	}
	got := make(chan error, 1)
	go func() {
		_, err := source.Session(context.Background())
		got <- err
	}()
	if err := holder.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("Session: %v", err)
	}
}

func TestFault17_LockHolderThatIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.open()
		unlock, err := source.store.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		w.refused(source, "another parsec-hosts has held "+w.file(lockFile)+" for 40 s", "end the other one")
		if waited := time.Since(began); waited != 40*time.Second {
			t.Errorf("waited %v, want 40 s", waited)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := source.Session(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v, want the caller's own deadline", err)
		}
		unlock()
		w.session(source)
		w.wantMade(1)
	})
}
