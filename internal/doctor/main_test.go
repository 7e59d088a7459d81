package doctor

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// want wants the one check of this name to have this status, and its words to hold these.
func want(t *testing.T, checks []Check, name string, status Status, words ...string) Check {
	t.Helper()
	for _, c := range checks {
		if c.Name.String() != name {
			continue
		}
		if c.Status != status {
			t.Errorf("%s is %s (%s), want %s", name, c.Status, c.Found, status)
		}
		text := c.Found.String() + "\n" + c.Remedy.String()
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%s says %q, want %q in it", name, text, word)
			}
		}
		if c.Remedy == "" && (status == Warn || status == Fail) {
			t.Errorf("%s: %s has no remedy", name, c.Found)
		}
		return c
	}
	t.Errorf("there is no check %q in %+v", name, checks)
	return Check{}
}

// none wants no check of this name.
func none(t *testing.T, checks []Check, name string) {
	t.Helper()
	for _, c := range checks {
		if c.Name.String() == name {
			t.Errorf("%s says %q, want nothing", name, c.Found)
		}
	}
}

// put writes a file with these permissions and returns its path.
func put(t *testing.T, path, content string, mode os.FileMode) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask says
		t.Fatal(err)
	}
	return path
}

func needsModes(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access rights of another kind")
	}
}

func environment(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}
