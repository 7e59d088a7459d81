package standin

import (
	_ "embed" // for the source
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

//go:embed testdata/standin.c
var source string

// built are the folders of libraries that were built, by the flags that they were built with.
var built = struct {
	sync.Mutex
	root    string
	folders map[string]string
}{folders: make(map[string]string)}

// Build returns the path of the library, which is compiled when a test first asks for it, or of one that
// is compiled with further flags. On Linux there is an OpenSSL without functions beside it, since the
// real one is not loaded without. Where there is no compiler, the test is skipped.
func Build(tb testing.TB, flags ...string) string {
	tb.Helper()
	if _, err := exec.LookPath("gcc"); err != nil {
		tb.Skip("there is no gcc to build the stand-in library with")
	}
	built.Lock()
	defer built.Unlock()
	key := strings.Join(flags, " ")
	if built.folders[key] == "" {
		folder, err := build(flags)
		if err != nil {
			tb.Fatal(err)
		}
		built.folders[key] = folder
	}
	return filepath.Join(built.folders[key], name())
}

// Remove removes what was built, when the tests are over.
func Remove() {
	built.Lock()
	defer built.Unlock()
	if built.root != "" {
		_ = os.RemoveAll(built.root) // what stays behind is in the folder for temporary files
	}
	built.root = ""
	clear(built.folders)
}

func name() string {
	if runtime.GOOS == "darwin" {
		return "libparsec.dylib"
	}
	return "libparsec.so"
}

// build compiles the libraries in a folder of their own.
func build(flags []string) (folder string, err error) {
	if built.root == "" {
		if built.root, err = os.MkdirTemp("", "standin"); err != nil {
			return "", err
		}
	}
	if folder, err = os.MkdirTemp(built.root, ""); err != nil {
		return "", err
	}
	flags = append([]string{"-O1", "-Wall", "-Wextra", "-Werror"}, flags...)
	err = compile(filepath.Join(folder, name()), source, append(flags, "-lpthread", "-lm", "-ldl"))
	if runtime.GOOS == "linux" {
		for _, empty := range []string{"libcrypto.so.1.1", "libssl.so.1.1"} {
			if err == nil {
				err = compile(filepath.Join(folder, empty), "", nil)
			}
		}
	}
	return folder, err
}

func compile(path, source string, flags []string) error {
	cmd := exec.Command("gcc", append([]string{"-shared", "-fPIC", "-o", path, "-x", "c", "-"}, flags...)...)
	cmd.Stdin = strings.NewReader(source)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s does not build: %w\n%s", filepath.Base(path), err, out)
	}
	return nil
}
