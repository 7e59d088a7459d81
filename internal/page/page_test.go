package page

import (
	"path/filepath"
	"testing"
)

// asked is a test that remembers whether it failed.
type asked struct {
	testing.TB
	failed bool
}

func (a *asked) Helper()               {}
func (a *asked) Errorf(string, ...any) { a.failed = true }

func TestAPageIsWrittenOrCompared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	Want(t, true, path, []byte("first\n"))
	Want(t, false, path, []byte("first\n"))
	other := &asked{TB: t}
	if Want(other, false, path, []byte("other\n")); !other.failed {
		t.Error("another page was taken for the same")
	}
}
