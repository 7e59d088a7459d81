//go:build unix

package session

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestFault01_KeyFileThatOthersCanReadIsRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o644} {
		path := keyFileWith(t, canaryKey)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := FileKey(path).Key(t.Context())
		wantSignIn(t, err, "the API key file "+path+" cannot be used: others can read or change it", "chmod 600")
	}
}

func TestFault01_KeyFileThatIsNoPrivateFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	fifo, folder, missing := filepath.Join(dir, "fifo"), filepath.Join(dir, "folder"), filepath.Join(dir, "missing")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	large := keyFileWith(t, string(make([]byte, privateLimit+1)))
	for path, what := range map[string]string{
		fifo: "not a regular file", folder: "not a regular file", missing: "no such file", large: "larger than 64 KiB",
		"/dev/null": "not a regular file",
	} {
		_, err := FileKey(path).Key(t.Context())
		wantSignIn(t, err, what, "then try again")
	}
}

func TestFault01_KeyFileOfAnotherUserIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	path := keyFileWith(t, canaryKey)
	if err := os.Chown(path, 12345, -1); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	_, err := FileKey(link).Key(t.Context())
	wantSignIn(t, err, "it belongs to another user", "owner")
}

func TestKeyFileMayBeALink(t *testing.T) {
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(keyFileWith(t, canaryKey), link); err != nil {
		t.Fatal(err)
	}
	key, err := FileKey(link).Key(t.Context())
	if err != nil || key.Reveal() != canaryKey {
		t.Errorf("key = %v, %v", key, err)
	}
}

func TestFault02_StoreFolderThatOthersCanWriteToIsRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o770, 0o707, 0o777 | os.ModeSticky} {
		w := newWorld(t)
		if err := os.Mkdir(w.opts.Dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(w.opts.Dir, mode); err != nil {
			t.Fatal(err)
		}
		w.refused(w.open(), "the state folder "+w.opts.Dir+" cannot be used: others can write to it", "chmod 700")
		w.wantMade(0)
	}
}

func TestFault02_StoreFolderOfAnotherUserIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	w := newWorld(t)
	if err := os.Mkdir(w.opts.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(w.opts.Dir, 12345, -1); err != nil {
		t.Fatal(err)
	}
	w.refused(w.open(), "it belongs to another user", "owner")
	w.wantMade(0)
}

func TestFault03_StoreThatIsALinkOrFIFOIsRefused(t *testing.T) {
	for _, suffix := range []string{sessionFile, lockFile, placeFact, refusedFact} {
		for kind, create := range map[string]func(path string) error{
			"fifo":          func(path string) error { return syscall.Mkfifo(path, 0o600) },
			"link":          func(path string) error { return os.Symlink(keyFileWith(t, "{}"), path) },
			"dangling link": func(path string) error { return os.Symlink("nowhere", path) },
		} {
			t.Run(suffix+" "+kind, func(t *testing.T) {
				w := newWorld(t)
				if err := os.Mkdir(w.opts.Dir, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := create(w.file(suffix)); err != nil {
					t.Fatal(err)
				}
				w.refused(w.open(), w.file(suffix)+" cannot be used: it is not a regular file", "move it away")
				w.wantMade(0)
			})
		}
	}
}

func TestStoreIsPrivate(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	w := newWorld(t)
	w.session(w.open())
	for path, want := range map[string]os.FileMode{w.opts.Dir: 0o700, w.file(sessionFile): 0o600, w.file(lockFile): 0o600, w.file(placeFact): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want mode %o", path, info.Mode().Perm(), err, want)
		}
	}
	if err := os.Chmod(w.file(sessionFile), 0o644); err != nil {
		t.Fatal(err)
	}
	w.refused(w.open(), "the session file "+w.file(sessionFile)+" cannot be used: others can read", "chmod 600")
	w.wantMade(1)
}
