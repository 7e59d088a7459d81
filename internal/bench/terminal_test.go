//go:build linux

package bench

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
)

const columns, lines = 200, 50

// quiet is for how long a program writes nothing before its screen counts as settled, and patience how
// long something may take that must come.
const (
	quiet    = 250 * time.Millisecond
	patience = time.Minute
)

// terminal is a program on a terminal of its own, which answers no questions.
type terminal struct {
	command *exec.Cmd
	keys    *os.File
	began   time.Time
	output  chan chunk
	screen  *screen
	written int // bytes so far
}

// chunk is what one read returned.
type chunk struct {
	at   time.Time
	text []byte
}

// program is what to run on a terminal.
type program struct {
	args    []string
	environ []string
}

// with is the program with more arguments.
func (p program) with(args ...string) program {
	p.args = slices.Concat(p.args, args)
	return p
}

func (p program) start() (*terminal, error) {
	t := &terminal{command: exec.Command(p.args[0], p.args[1:]...), output: make(chan chunk, 4096), screen: newScreen(columns, lines)}
	t.command.Env = append([]string{"TERM=xterm-256color", "PATH=" + os.Getenv("PATH"), "HOME=/no-home"}, p.environ...)
	t.began = time.Now()
	keys, err := pty.StartWithSize(t.command, &pty.Winsize{Rows: lines, Cols: columns})
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

func (t *terminal) show(c chunk) {
	t.written += len(c.text)
	_, _ = t.screen.Write(c.text)
}

// until waits for a screen and returns when its last bytes came.
func (t *terminal) until(is func(shown string) bool) (time.Time, error) {
	late := time.After(patience)
	for {
		select {
		case c, ok := <-t.output:
			if !ok {
				return time.Time{}, fmt.Errorf("%s has ended:\n%s", t.command.Args[0], t.screen)
			}
			if t.show(c); is(t.screen.String()) {
				return c.at, nil
			}
		case <-late:
			return time.Time{}, fmt.Errorf("%s does not come that far:\n%s", t.command.Args[0], t.screen)
		}
	}
}

// settle waits until nothing is written for a while, and returns when the last bytes came.
func (t *terminal) settle() (last time.Time) {
	for {
		select {
		case c, ok := <-t.output:
			if !ok {
				return last
			}
			t.show(c)
			last = c.at
		case <-time.After(quiet):
			return last
		}
	}
}

// press types keys at once and returns how long it took until the screen was settled, and how many bytes
// that were. Whoever draws in steps begins at a different point of a step each time.
func (t *terminal) press(keys string) (took time.Duration, bytes int) {
	<-time.After(time.Duration(time.Now().UnixNano()%17) * time.Millisecond)
	before, pressed := t.written, time.Now()
	_, _ = t.keys.WriteString(keys)
	if last := t.settle(); !last.IsZero() {
		took = last.Sub(pressed)
	}
	return took, t.written - before
}

// answer types a key and returns how long the first bytes took that answer it. It waits for the rest.
func (t *terminal) answer(key string) time.Duration {
	<-time.After(time.Duration(time.Now().UnixNano()%17) * time.Millisecond)
	pressed := time.Now()
	_, _ = t.keys.WriteString(key)
	first := <-t.output
	t.show(first)
	t.settle()
	return first.at.Sub(pressed)
}

// spending is what a program cost in a while.
type spending struct {
	cpu     time.Duration
	wakeUps int // how often a thread had begun to wait
	bytes   int // written
}

// rest returns what a program spends by itself.
func (t *terminal) rest(d time.Duration) spending {
	before := t.spent()
	over := time.After(d)
	for {
		select {
		case c := <-t.output:
			t.show(c)
		case <-over:
			after := t.spent()
			return spending{after.cpu - before.cpu, after.wakeUps - before.wakeUps, after.bytes - before.bytes}
		}
	}
}

// spent is what a program has cost since it began.
func (t *terminal) spent() spending {
	s := spending{bytes: t.written}
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", t.command.Process.Pid))
	for _, task := range tasks {
		schedule, _ := os.ReadFile(filepath.Join(task, "schedstat"))
		var running int64
		_, _ = fmt.Sscan(string(schedule), &running)
		s.cpu += time.Duration(running)
		s.wakeUps += statusField(filepath.Join(task, "status"), "\nvoluntary_ctxt_switches")
	}
	return s
}

// memory returns the resident bytes of the program, now and at most so far.
func (t *terminal) memory() (now, most int) {
	status := fmt.Sprintf("/proc/%d/status", t.command.Process.Pid)
	return statusField(status, "VmRSS") << 10, statusField(status, "VmHWM") << 10
}

// statusField reads a number out of a status file of the kernel.
func statusField(file, name string) int {
	status, _ := os.ReadFile(file)
	_, after, _ := strings.Cut(string(status), name+":")
	number, _ := strconv.Atoi(strings.Fields(after + " 0")[0])
	return number
}

func (t *terminal) stop() {
	_ = t.command.Process.Kill()
	_ = t.command.Wait()
	_ = t.keys.Close()
}
