package config

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// home stands for the user's folders; nothing is read from or written to it.
var home = func() string {
	path, err := filepath.Abs("/home/anna")
	if err != nil {
		panic(err)
	}
	return path
}()

// environ is an environment with folders in home and the given variables.
func environ(variables ...string) []string {
	return append([]string{
		"HOME=" + home,
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"),
		"XDG_STATE_HOME=" + filepath.Join(home, ".state"),
	}, variables...)
}

// signedIn is enough of an environment to be configured.
var signedIn = environ(EnvSessionID + "=session-canary")

// defaultPath is where the configuration file is looked for.
var defaultPath = filepath.Join(home, ".config", "parsec-hosts", "config.toml")

// withFile opens text at the default path, and nothing elsewhere.
func withFile(text string) func(string) (io.ReadCloser, error) {
	return func(path string) (io.ReadCloser, error) {
		if path != defaultPath {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}
}

// withoutFile finds no file anywhere.
func withoutFile(path string) (io.ReadCloser, error) {
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

// mustLoad loads text with the variables of a signed-in environment and more.
func mustLoad(t *testing.T, text string, variables ...string) *Config {
	t.Helper()
	cfg, err := Load(Inputs{Environ: append(signedIn[:len(signedIn):len(signedIn)], variables...), Open: withFile(text)})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// expectError checks that err is an *Error that says want, with the path shortened to its base.
func expectError(t *testing.T, err error, want string) *Error {
	t.Helper()
	var fault *Error
	if !errors.As(err, &fault) {
		t.Fatalf("error %v is not an *Error; want %q", err, want)
	}
	if got := strings.ReplaceAll(fault.Error(), defaultPath, "config.toml"); got != want {
		t.Errorf("error\n got %s\nwant %s", got, want)
	}
	return fault
}
