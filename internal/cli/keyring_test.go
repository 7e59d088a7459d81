package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parsec-hosts/internal/session"
)

// keyringVariable names the folder that is the program's keyring in a test: a file for each entry.
// Without it there is no keyring. A file "fault" in it says what is wrong with the keyring.
const keyringVariable = "TEST_KEYRING"

func scriptKeyring() session.Keyring {
	if folder := os.Getenv(keyringVariable); folder != "" {
		return folderKeyring(folder)
	}
	return nil
}

type folderKeyring string

func (k folderKeyring) path(user string) string {
	return filepath.Join(string(k), strings.ReplaceAll(user, ":", "-"))
}

func (k folderKeyring) fault() string {
	fault, _ := os.ReadFile(filepath.Join(string(k), "fault")) // usually there is none
	return strings.TrimSpace(string(fault))
}

// check fails when the keyring is locked.
func (k folderKeyring) check() error {
	if k.fault() == "locked" {
		return errors.New("failed to unlock the collection")
	}
	return nil
}

func (k folderKeyring) Get(_, user string) (string, error) {
	if err := k.check(); err != nil {
		return "", err
	}
	secret, err := os.ReadFile(k.path(user))
	if errors.Is(err, fs.ErrNotExist) {
		return "", session.ErrNotFound
	}
	return string(secret), err
}

func (k folderKeyring) Set(_, user, secret string) error {
	if err := k.check(); err != nil {
		return err
	}
	if k.fault() == "lies" {
		return nil
	}
	return os.WriteFile(k.path(user), []byte(secret), 0o600)
}

func (k folderKeyring) Delete(_, user string) error {
	if err := k.check(); err != nil {
		return err
	}
	err := os.Remove(k.path(user))
	if errors.Is(err, fs.ErrNotExist) {
		return session.ErrNotFound
	}
	return err
}
