package canary

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
)

// part is how many bytes of a secret give it away: a whole one may have been cut or wrapped. It is
// more than what a masked secret shows.
const part = 10

// Search fails the test when a part of a secret is in content.
func Search(t testing.TB, where string, content []byte, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if at := find(content, secret); at >= 0 {
			t.Errorf("%s shows a secret: %q", where, content[max(0, at-100):min(len(content), at+100)])
		}
	}
}

// find returns where a part of secret begins in content, or -1.
func find(content []byte, secret string) int {
	size := min(part, len(secret))
	for from := range len(secret) - size + 1 {
		if at := bytes.Index(content, []byte(secret[from:from+size])); at >= 0 {
			return at
		}
	}
	return -1
}

// Value searches value in all the ways in which programs print one.
func Value(t testing.TB, where string, value any, secrets ...string) {
	t.Helper()
	Search(t, where, printed(value), secrets...)
}

func printed(value any) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%v\n%+v\n%#v\n%q\n%x\n", value, value, value, value, value)
	slog.New(slog.NewTextHandler(&out, nil)).Info("value", "value", value)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("value", "value", value)
	if text, err := json.Marshal(value); err == nil {
		out.Write(text)
	}
	return out.Bytes()
}

// Error searches err, everything it wraps and everything that those wrap.
func Error(t testing.TB, err error, secrets ...string) {
	t.Helper()
	if err == nil {
		return
	}
	Value(t, fmt.Sprintf("the error %T", err), err, secrets...)
	switch wrapping := err.(type) {
	case interface{ Unwrap() error }:
		Error(t, wrapping.Unwrap(), secrets...)
	case interface{ Unwrap() []error }:
		for _, inner := range wrapping.Unwrap() {
			Error(t, inner, secrets...)
		}
	}
}

// Files searches the names and contents of all files below root. The contents of a file to which
// store says yes are left out: it is where secrets belong. It returns how many were searched.
func Files(t testing.TB, root string, store func(name string) bool, secrets ...string) (searched int) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		Search(t, "the path "+path, []byte(path), secrets...)
		if !entry.Type().IsRegular() || store != nil && store(entry.Name()) {
			return nil
		}
		content, err := os.ReadFile(path)
		Search(t, path, content, secrets...)
		searched++
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return searched
}
