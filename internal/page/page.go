package page

import (
	"bytes"
	"os"
	"testing"
)

// Want fails the test where the file at path is not what is wanted of it. With update it writes the
// file instead.
func Want(t testing.TB, update bool, path string, want []byte) {
	t.Helper()
	if update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run this test with -update", err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Errorf("%s is not what the program of now makes it: run this test with -update, and read the difference", path)
	}
}
