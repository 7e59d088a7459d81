//go:build unix

package private

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// wantUnsafe wants the error of a file that is not as private as it should be.
func wantUnsafe(t *testing.T, what string, file *os.File, err error) {
	t.Helper()
	var unsafe *Unsafe
	if file != nil || !errors.As(err, &unsafe) {
		t.Errorf("%s: opened %v, error %v; want it refused", what, file, err)
	}
}

func TestLinksAndFIFOsAreRefusedWithoutWaiting(t *testing.T) {
	dir := t.TempDir()
	fifo, link, dangling := filepath.Join(dir, "fifo"), filepath.Join(dir, "link"), filepath.Join(dir, "dangling")
	target := filepath.Join(dir, "target")
	if err := errors.Join(
		syscall.Mkfifo(fifo, 0o600), os.WriteFile(target, nil, 0o600), os.Symlink(target, link), os.Symlink("nowhere", dangling),
	); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{fifo, link, dangling} {
		file, err := Open(path, RefuseLinks)
		wantUnsafe(t, "reading "+path, file, err)
		file, err = OpenToAppend(path)
		wantUnsafe(t, "appending to "+path, file, err)
		if CheckRegular(path) == nil {
			t.Errorf("%s passes as a regular file", path)
		}
	}
	file, err := Open(link, FollowLinks)
	if err != nil {
		t.Fatalf("a link that may be followed: %v", err)
	}
	file.Close()
}

func TestFilesThatOthersCanReachAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, mode := range []os.FileMode{0o640, 0o602} {
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chmod(path, mode)); err != nil {
			t.Fatal(err)
		}
		file, err := OpenToAppend(path)
		wantUnsafe(t, mode.String(), file, err)
	}
}

func TestWhatIsMadeIsPrivateWhateverTheUmask(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	dir := filepath.Join(t.TempDir(), "a", "b")
	if err := MakeFolder(dir); err != nil {
		t.Fatal(err)
	}
	appended, replaced := filepath.Join(dir, "appended"), filepath.Join(dir, "replaced")
	file, err := OpenToAppend(appended)
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	if err := errors.Join(os.WriteFile(replaced, nil, 0o666), Replace(replaced, nil)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, appended: 0o600, replaced: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want mode %o", path, info.Mode().Perm(), err, want)
		}
	}
	if err := os.Chmod(dir, 0o770); err != nil {
		t.Fatal(err)
	}
	var unsafe *Unsafe
	if err := MakeFolder(dir); !errors.As(err, &unsafe) {
		t.Errorf("a folder that others can write to: %v", err)
	}
}

func TestReplaceDoesNotFollowALink(t *testing.T) {
	dir := t.TempDir()
	path, target := filepath.Join(dir, "link"), filepath.Join(dir, "target")
	if err := errors.Join(os.WriteFile(target, []byte("theirs"), 0o600), os.Symlink(target, path), Replace(path, []byte("ours"))); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(target); string(content) != "theirs" {
		t.Errorf("the link's target holds %q", content)
	}
}
