//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/creack/pty"
)

// quiet is for how long nothing is written before a screen counts as complete.
const quiet = 300 * time.Millisecond

// terminal is a program on a terminal of 200×50 that answers no questions.
type terminal struct {
	command *exec.Cmd
	keys    *os.File
	began   time.Time
	output  chan chunk
}

// chunk is what one read returned.
type chunk struct {
	at   time.Time
	text []byte
}

func start(args, environ []string) (*terminal, error) {
	t := &terminal{command: exec.Command(args[0], args[1:]...), output: make(chan chunk, 1024), began: time.Now()}
	t.command.Env = environ
	keys, err := pty.StartWithSize(t.command, &pty.Winsize{Rows: 50, Cols: 200})
	if err != nil {
		return nil, err
	}
	t.keys = keys
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	defer close(t.output)
	for buffer := make([]byte, 1<<16); ; {
		n, err := t.keys.Read(buffer)
		if err != nil {
			return
		}
		t.output <- chunk{time.Now(), bytes.Clone(buffer[:n])}
	}
}

// until returns what is written up to text, which must come.
func (t *terminal) until(text string) (shown string) {
	for c := range t.output {
		if shown += string(c.text); strings.Contains(shown, text) {
			return shown
		}
	}
	panic(fmt.Sprintf("%q was not shown: %q", text, shown))
}

// settle returns what is written until nothing is for a while.
func (t *terminal) settle() (shown string) {
	for {
		select {
		case c := <-t.output:
			shown += string(c.text)
		case <-time.After(quiet):
			return shown
		}
	}
}

// firstFrame is the time to the first bytes that show anything: modes and questions do not.
func (t *terminal) firstFrame() time.Duration {
	for c := range t.output {
		if shows(c.text) {
			return c.at.Sub(t.began)
		}
	}
	panic("nothing was shown")
}

// shows reports whether bytes hold a word outside the sequences. It is enough for the programs here.
func shows(text []byte) bool {
	run := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == 0x1b && i+1 < len(text) && text[i+1] == '[':
			for i += 2; i < len(text) && (text[i] < 0x40 || text[i] > 0x7e); i++ {
			}
			run = 0
		case c == 0x1b && i+1 < len(text) && text[i+1] == ']':
			for ; i < len(text) && text[i] != 7; i++ {
			}
			run = 0
		case c > ' ':
			if run++; run == 2 {
				return true
			}
		}
	}
	return false
}

// press returns how long a key took to change the screen, and what was written.
func (t *terminal) press(key string) (time.Duration, []byte) {
	time.Sleep(20 * time.Millisecond)
	for len(t.output) > 0 {
		<-t.output
	}
	pressed := time.Now()
	_, _ = t.keys.WriteString(key)
	first := <-t.output
	text := first.text
	for {
		select {
		case c := <-t.output:
			text = append(text, c.text...)
		case <-time.After(20 * time.Millisecond):
			return first.at.Sub(pressed), text
		}
	}
}

// spending is what a program cost in a while.
type spending struct {
	bytes    int
	switches int // voluntary context switches: how often a thread began to wait
	cpu      time.Duration
}

func (t *terminal) rest(d time.Duration) spending {
	before := t.spent()
	over := time.After(d)
	for bytes := 0; ; {
		select {
		case c := <-t.output:
			bytes += len(c.text)
		case <-over:
			after := t.spent()
			return spending{bytes, after.switches - before.switches, after.cpu - before.cpu}
		}
	}
}

func (t *terminal) spent() (s spending) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", t.pid()))
	for _, task := range tasks {
		var running int64
		schedule, _ := os.ReadFile(task + "/schedstat")
		_, _ = fmt.Sscan(string(schedule), &running)
		s.cpu += time.Duration(running)
		status, _ := os.ReadFile(task + "/status")
		_, after, _ := strings.Cut(string(status), "\nvoluntary_ctxt_switches:")
		var switches int
		_, _ = fmt.Sscan(after, &switches)
		s.switches += switches
	}
	return s
}

// pid is the program itself, where a shell runs it in a pipe.
func (t *terminal) pid() int {
	pid := t.command.Process.Pid
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	var child int
	for _, text := range strings.Fields(string(children)) {
		_, _ = fmt.Sscan(text, &child)
	}
	if child != 0 && t.command.Args[0] == "sh" {
		return child
	}
	return pid
}

func (t *terminal) stop() {
	_ = t.command.Process.Kill()
	_ = t.keys.Close()
	_ = t.command.Wait()
}
