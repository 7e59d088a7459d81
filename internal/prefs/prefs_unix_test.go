//go:build unix

package prefs

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestTheFileIsPrivate(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	s := newStore(t)
	if err := s.Save(view{}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{filepath.Dir(s.path): 0o700, s.path: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want mode %o", path, info.Mode().Perm(), err, want)
		}
	}
}

func TestLinksFIFOsAndForeignModesAreSetAsideUnread(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(elsewhere, []byte(`{"sort":"evil"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, create := range map[string]func(path string) error{
		"link": func(path string) error { return os.Symlink(elsewhere, path) },
		"fifo": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"writable by others": func(path string) error {
			if err := os.WriteFile(path, []byte(`{"sort":"evil"}`), 0o600); err != nil {
				return err
			}
			return os.Chmod(path, 0o666)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := create(s.path); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Load(); err == nil || got.Sort != "" || !strings.Contains(err.Error(), ".broken") {
				t.Errorf("%+v, %v", got, err)
			}
			if err := s.Save(view{Sort: "name"}); err != nil {
				t.Error(err)
			}
			if _, err := os.Lstat(s.path + ".broken"); err != nil {
				t.Error(err)
			}
		})
	}
	if content, _ := os.ReadFile(elsewhere); string(content) != `{"sort":"evil"}` {
		t.Errorf("the link was followed: %s", content)
	}
}
