//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// process is the program, started with pipes and folders of its own.
type process struct {
	*exec.Cmd
	stderr bytes.Buffer
	folder string // its temporary folder
}

func newProcess(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command("parsec-hosts", args...), folder: t.TempDir()}
	p.Env = []string{
		"HOME=" + p.folder, "TMPDIR=" + p.folder, "TERM=xterm-256color", quickExit,
		"XDG_CONFIG_HOME=" + filepath.Join(p.folder, "config"), "XDG_STATE_HOME=" + filepath.Join(p.folder, "state"),
		stockVariable + "=" + os.Getenv(stockVariable),
	}
	p.Stderr = &p.stderr
	return p
}

// exit waits for the end and returns the exit code.
func (p *process) exit(t *testing.T) int {
	t.Helper()
	var ended *exec.ExitError
	if err := p.Wait(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode()
}

// expectNothingLeft wants the temporary folder empty.
func (p *process) expectNothingLeft(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(p.folder, "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestSimulateServesUntilASignal(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			server := newProcess(t, "simulate", "--hosts=3", "--churn=0")
			stdout, err := server.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := server.Start(); err != nil {
				t.Fatal(err)
			}
			client := newProcess(t, "list")
			client.Env = append(client.Env, exported(stdout)...)
			listed, err := client.Output()
			if err != nil {
				t.Fatalf("list: %v\n%s", err, client.stderr.String())
			}
			if rows := strings.Count(string(listed), "\n") - 1; rows != 3 {
				t.Errorf("%d hosts listed, want 3\n%s", rows, listed)
			}
			if err := server.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, stdout)
			if code := server.exit(t); code != 128+int(sig) || server.stderr.Len() > 0 {
				t.Errorf("exit code %d, stderr %q", code, server.stderr.String())
			}
		})
	}
}

// exported reads the variables that simulate tells to export, up to the last one.
func exported(r io.Reader) []string {
	var variables []string
	for lines := bufio.NewScanner(r); len(variables) < 3 && lines.Scan(); {
		if variable, found := strings.CutPrefix(lines.Text(), "  export "); found {
			variables = append(variables, variable)
		}
	}
	return variables
}

func TestSimulateShowsAProfileThatWorks(t *testing.T) {
	server := newProcess(t, "simulate", "--hosts=3", "--churn=0")
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	settings := ""
	for lines := bufio.NewScanner(stdout); !strings.Contains(settings, "api_key_command") && lines.Scan(); {
		if line := lines.Text(); settings != "" || strings.Contains(line, "[profile.") {
			settings += line + "\n"
		}
	}
	client := newProcess(t, "list", "--profile", "simulated", "--config", filepath.Join(server.folder, "config.toml"))
	client.Env = append(client.Env, "PATH="+os.Getenv("PATH"))
	writePrivate(t, filepath.Join(server.folder, "config.toml"), settings)
	listed, err := client.Output()
	if err != nil || strings.Count(string(listed), "\n") != 4 {
		t.Errorf("list: %v\n%s%s\nwith\n%s", err, listed, client.stderr.String(), settings)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, stdout)
	server.exit(t)
}

func TestListEndsAtASignal(t *testing.T) {
	asked := make(chan struct{}, 1)
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	defer silent.Close()
	p := newProcess(t, "list")
	p.Env = append(p.Env, "PARSEC_HOSTS_BASE_URL="+silent.URL, "PARSEC_HOSTS_SESSION_ID=canary")
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := p.exit(t); code != 128+int(syscall.SIGTERM) || p.stderr.Len() > 0 {
		t.Errorf("exit code %d, stderr %q", code, p.stderr.String())
	}
}

func TestReaderThatGoesAwayIsNoError(t *testing.T) {
	p := newProcess(t, "list", "--demo")
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Stdout = writer
	reader.Close()
	err = p.Start()
	writer.Close()
	if err != nil {
		t.Fatal(err)
	}
	if code := p.exit(t); code != 0 || p.stderr.Len() > 0 {
		t.Errorf("exit code %d, stderr %q", code, p.stderr.String())
	}
	p.expectNothingLeft(t)
}

func TestOutputThatCannotBeWrittenIsAnError(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here: ", err)
	}
	defer full.Close()
	p := newProcess(t, "list", "--demo")
	p.Stdout = full
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if code := p.exit(t); code != 1 || p.stderr.String() != "parsec-hosts: the list cannot be written: no space left on device\n" {
		t.Errorf("exit code %d, stderr %q", code, p.stderr.String())
	}
	p.expectNothingLeft(t)
}
