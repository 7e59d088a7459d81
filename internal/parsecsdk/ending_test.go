//go:build !nosdk && amd64 && (linux || darwin)

package parsecsdk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parsec-hosts/internal/parsecsdk/standin"
)

// before is what a child prints before the call in which it ends; after, what it must not come to.
const (
	before = "before\n"
	after  = "after\n"
)

// perish connects and polls in a child process, and says so around the call that is to be its last.
func perish(t *testing.T, polls int) {
	client := initialized(t)
	say := func(n int, word string) {
		if n == polls {
			fmt.Print(word)
		}
	}
	say(0, before)
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
		t.Fatal(err)
	}
	say(0, after)
	for n := 1; n <= polls; n++ {
		say(n, before)
		client.Status()
		say(n, after)
	}
}

func TestALibraryThatEndsTheProcessSaysNothing(t *testing.T) {
	if library() != "" {
		perish(t, 0)
		return
	}
	if end := again(t, standin.Build(t), "exit", false); end.code != 1 || end.output != before {
		t.Errorf("it ended with status %d and said %q", end.code, end.output)
	}
}

func TestALibraryThatCrashesTakesItsProcessAlong(t *testing.T) {
	if library() != "" {
		perish(t, 3)
		return
	}
	end := again(t, standin.Build(t), "20:1,0:1,crash", false)
	if end.code == 0 || end.code == 1 || !strings.HasPrefix(end.output, before) || strings.Contains(end.output, after) {
		t.Errorf("it ended with status %d and said %q", end.code, end.output)
	}
}

func TestALibraryThatHangsIsEndedFromOutside(t *testing.T) {
	if library() != "" {
		perish(t, 1)
		return
	}
	if end := again(t, standin.Build(t), "0:0,hang", true); end.code != -1 || end.output != before {
		t.Errorf("it ended with status %d and said %q", end.code, end.output)
	}
}

func TestAnInstanceOfNothingIsAnError(t *testing.T) {
	if !inChild(t, "null") {
		return
	}
	loaded, err := Open(Files{Library: library()})
	if err != nil {
		t.Fatal(err)
	}
	client, err := loaded.Init(InitOptions{})
	if known, ok := err.(interface{ Remedy() string }); client != nil || !ok || known.Remedy() == "" {
		t.Errorf("got %v, %v", client, err)
	}
}

func TestALibraryOfAnotherVersionIsRefused(t *testing.T) {
	if library() == "" {
		if end := again(t, standin.Build(t, "-DMAJOR=5"), "0", false); end.code != 0 {
			t.Error(end.output)
		}
		return
	}
	_, err := Open(Files{Library: library()})
	wrong(t, err, library(), "version 5.0", "take version 6")

	f, err := load(Files{Library: library()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&Library{f}).Init(InitOptions{}); !isCode(err, -36000) {
		t.Errorf("the library says %v", err)
	}
}

func TestALibraryThatLacksAFunctionIsRefused(t *testing.T) {
	if library() == "" {
		if end := again(t, standin.Build(t, "-DLACKING"), "0", false); end.code != 0 {
			t.Error(end.output)
		}
		return
	}
	_, err := Open(Files{Library: library()})
	wrong(t, err, library(), "lacks the function ParsecClientGLDestroy", "complete copy")
}

func TestAFileThatCannotBeLoadedIsNamed(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	text := filepath.Join(t.TempDir(), "libparsec.so")
	if err := os.WriteFile(text, []byte("no library"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(Files{Library: text})
	wrong(t, err, text+" could not be loaded: ", "complete copy")

	_, err = Open(Files{Library: library(), Crypto: text + ".none"})
	wrong(t, err, text+".none could not be loaded: ")
	if file, _ := errors.AsType[*FileError](err); file.Name != "OpenSSL 1.1" {
		t.Errorf("the library is %q", file.Name)
	}
}
