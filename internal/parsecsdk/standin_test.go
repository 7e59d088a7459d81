//go:build !nosdk && amd64 && (linux || darwin)

package parsecsdk

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"testing"

	"parsec-hosts/internal/parsecsdk/standin"
)

// libraryVariable tells a child process of a test which library to load.
const libraryVariable = "PARSECSDK_TEST_LIBRARY"

// ending is how a child process ended.
type ending struct {
	code   int // -1 after a signal
	output string
}

// again runs the calling test once more, in a process in which library returns the stand-in's path. When
// the child has printed its first line and stop is set, it is killed.
func again(t *testing.T, path, script string, stop bool) ending {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), libraryVariable+"="+path, "PARSEC_STANDIN="+script)
	var output, complaints bytes.Buffer
	child.Stderr = &complaints
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 1<<10)
	n, _ := stdout.Read(line)
	output.Write(line[:n])
	if stop {
		_ = child.Process.Kill() // it may have ended by itself, which the test then sees
	}
	_, _ = output.ReadFrom(stdout)
	err = child.Wait()
	output.Write(complaints.Bytes())
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return ending{exit.ExitCode(), output.String()}
	}
	if err != nil {
		t.Fatal(err)
	}
	return ending{0, output.String()}
}

// library is the path of the stand-in in a child process, and empty in the test itself.
func library() string { return os.Getenv(libraryVariable) }

// inChild reports whether this is the process to load the library in. The first time it is not: the
// test then goes on in a child, and has nothing else to do itself.
func inChild(t *testing.T, script string) bool {
	t.Helper()
	if library() != "" {
		return true
	}
	if end := again(t, standin.Build(t), script, false); end.code != 0 {
		t.Errorf("in the child process, which ended with status %d:\n%s", end.code, end.output)
	}
	return false
}

// initialized is an instance of the stand-in.
func initialized(t *testing.T) *Client {
	t.Helper()
	loaded, err := Open(Files{Library: library()})
	if err != nil {
		t.Fatal(err)
	}
	client, err := loaded.Init(InitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Destroy)
	return client
}

// connected is an instance that connects as the script says.
func connected(t *testing.T) *Client {
	t.Helper()
	client := initialized(t)
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
		t.Fatal(err)
	}
	return client
}

// ready polls until the connection stands.
func ready(t *testing.T, client *Client) {
	t.Helper()
	for code := int32(CodeConnecting); code == CodeConnecting; {
		if code = client.Status().Code; code != CodeConnecting && code != CodeOK {
			t.Fatalf("the status is %v", Explain(code))
		}
	}
}

// events takes all that are waiting.
func events(client *Client) (all []Event) {
	for event, ok := client.PollEvents(0); ok; event, ok = client.PollEvents(0) {
		all = append(all, event)
	}
	return all
}
