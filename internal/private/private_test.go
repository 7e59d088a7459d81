package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReplaceLeavesTheNewContentAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, content := range []string{"old and long", "new"} {
		if err := Replace(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := Read(path, RefuseLinks, 64); err != nil || string(got) != content {
			t.Errorf("read %q, %v; want %q", got, err, content)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}
}

func TestCreateWritesAFileOnceOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := Create(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want that the file exists", err)
	}
	if got, err := Read(path, RefuseLinks, 64); err != nil || string(got) != "first" {
		t.Errorf("read %q, %v", got, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}
}

func TestAppendedTextStandsAtTheEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, text := range []string{"one ", "two"} {
		file, err := OpenToAppend(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString(text); err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
	if got, err := Read(path, RefuseLinks, 64); string(got) != "one two" {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestLargerFilesAreNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := Replace(path, []byte(strings.Repeat("x", 1025))); err != nil {
		t.Fatal(err)
	}
	var unsafe *Unsafe
	if _, err := Read(path, RefuseLinks, 1024); !errors.As(err, &unsafe) || unsafe.Reason != "it is larger than 1 KiB" {
		t.Errorf("error %v", err)
	}
	if _, err := Read(path, RefuseLinks, 1025); err != nil {
		t.Errorf("a file of just the limit: %v", err)
	}
}

func TestFaultsInWords(t *testing.T) {
	dir := t.TempDir()
	none := filepath.Join(dir, "none")
	_, absent := Open(none, RefuseLinks)
	_, folder := OpenToAppend(dir)
	for what, got := range map[string]string{
		none + ": " + Reason(absent): Explain(absent),
		Reason(errors.New("a\x1bb")): "a\uFFFDb",
		Explain(errors.New("other")): "other",
	} {
		if got != what {
			t.Errorf("got %q, want %q", got, what)
		}
	}
	if !Absent(absent) || strings.Contains(Reason(absent), none) {
		t.Errorf("the reason of %v is %q", absent, Reason(absent))
	}
	if words := Explain(folder); !strings.HasPrefix(words, dir+": ") || strings.Contains(words, "\n") {
		t.Errorf("of a folder: %q", words)
	}
	if want := dir + ": it is not a regular file: move it away"; Explain(CheckRegular(dir)) != want {
		t.Errorf("got %q, want %q", Explain(CheckRegular(dir)), want)
	}
}
