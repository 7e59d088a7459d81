//go:build linux

package terminal_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"parsec-hosts/internal/drawer"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/terminal"
)

// Test processes are this test binary with a role in the environment. They tell the test what
// happens on descriptor 3 and take orders from descriptor 4.
const (
	roleVariable   = "TERMINAL_TEST_ROLE"
	folderVariable = "TERMINAL_TEST_FOLDER"
	secret         = "canary4711"
)

// stockVariable, when it is set, has the dashboards drawn by the library's own clock.
const stockVariable = "TERMINAL_TEST_STOCK"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "":
		goleak.VerifyTestMain(m)
	case "shell":
		os.Exit(shell())
	case "dashboard":
		os.Exit(dashboard())
	case "stubborn":
		code, _ := terminal.New(os.Stdin, os.Stdout, os.Getenv(folderVariable)).Run(stubborn{})
		os.Exit(code)
	case "child":
		os.Exit(child())
	}
}

var events = os.NewFile(3, "events")

func tell(format string, args ...any) { fmt.Fprintf(events, format+"\n", args...) }

// shell does for the dashboard what an interactive shell does: it is the leader of the terminal's
// session, gives the terminal to its job, and takes it back when the job stops or ends.
func shell() int {
	job := exec.Command(os.Args[0])
	job.Env = append(os.Environ(), roleVariable+"="+os.Args[1])
	job.Stdin, job.Stdout, job.Stderr = os.Stdin, os.Stdout, os.Stderr
	job.ExtraFiles = []*os.File{events}
	job.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true, Ctty: 0}
	if err := job.Start(); err != nil {
		return 1
	}
	signal.Ignore(syscall.SIGTTOU) // taking the terminal back is done from the background
	orders := bufio.NewScanner(os.NewFile(4, "orders"))
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(job.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
			return 1
		}
		foreground(unix.Getpgrp())
		switch {
		case status.Stopped():
			tell("stopped")
		case status.Signaled():
			tell("died of %v", status.Signal())
		default:
			tell("exited %d", status.ExitStatus())
		}
		if !orders.Scan() {
			return 0
		}
		switch orders.Text() {
		case "fg":
			foreground(job.Process.Pid)
		case "kill":
			_ = unix.Kill(-job.Process.Pid, unix.SIGTERM)
		}
		_ = unix.Kill(-job.Process.Pid, unix.SIGCONT)
	}
}

func foreground(group int) { _ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group) }

// dashboard is a Bubble Tea program under a Guard, put together as the real one is.
func dashboard() int {
	guard := terminal.New(os.Stdin, os.Stdout, os.Getenv(folderVariable))
	m := model{guard: guard, starter: launch.Starter{Environ: os.Environ(), Now: time.Now, Lender: guard}}
	draws := drawer.OnDemand(nil)
	if os.Getenv(stockVariable) != "" {
		draws = tea.WithFilter(nil)
	}
	p := tea.NewProgram(guarded{m, guard}, tea.WithoutSignalHandler(), draws)
	code, err := guard.Run(program{p})
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		var fixable interface{ Remedy() string }
		if errors.As(err, &fixable) {
			fmt.Fprintln(os.Stderr, fixable.Remedy())
		}
	}
	return code
}

// program makes a *tea.Program a terminal.Program.
type program struct{ *tea.Program }

func (p program) Run() error {
	_, err := p.Program.Run()
	return err
}

func (p program) Suspend() { p.Send(tea.Suspend()) }

func (p program) Silence() {}

func (p program) Resumed() {
	p.Send(tea.ClearScreen())
	p.Send(tea.ResumeMsg{})
}

// guarded turns panics of a model and of its commands into reports.
type guarded struct {
	tea.Model
	guard *terminal.Guard
}

func (m guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = m
	defer m.guard.Recover()
	inner, cmd := m.Model.Update(msg)
	return guarded{inner, m.guard}, m.protect(cmd)
}

func (m guarded) protect(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer m.guard.Recover()
		return cmd()
	}
}

// model does one thing for each key.
type model struct {
	guard   *terminal.Guard
	starter launch.Starter
	resumed int
}

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		tell("ready %d", os.Getpid())
	case tea.ResumeMsg:
		m.resumed++
		tell("resumed")
	case tea.KeyPressMsg:
		return m, m.press(msg.String())
	}
	return m, nil
}

func (m model) press(key string) tea.Cmd {
	switch key {
	case "q":
		return tea.Quit
	case "z":
		return tea.Suspend
	case "u":
		panic("in Update: " + secret)
	case "c":
		return func() tea.Msg { panic("in a command: " + secret) }
	case "g":
		m.guard.Go(func() { panic(errors.New(secret)) })
	case "i":
		var none []int
		m.guard.Go(func() { none[len(os.Args)+6]++ })
	case "b":
		tell("busy")
		select {}
	case "x":
		plan, err := launch.Launcher{Name: "child", Command: []string{os.Args[0]}, Mode: launch.ModeTerminal}.
			Plan(launch.Target{PeerID: "peer1"})
		if err != nil {
			panic(err)
		}
		starter := m.starter
		starter.Environ = append(starter.Environ, roleVariable+"=child")
		run := starter.Terminal(plan)
		return tea.Exec(run, func(error) tea.Msg { return nil })
	}
	return nil
}

func (m model) View() tea.View {
	v := tea.NewView("dashboard " + strconv.Itoa(m.resumed))
	v.AltScreen, v.ReportFocus, v.MouseMode, v.WindowTitle = true, true, tea.MouseModeAllMotion, "title"
	return v
}

// stubborn is a Program that uses the terminal, does nothing it is told, and never gives it back.
type stubborn struct{}

func (stubborn) Run() error {
	if _, err := term.MakeRaw(0); err != nil {
		return err
	}
	fmt.Print("\x1b[?1049h\x1b[?1003h\x1b[?1004h\x1b[?2004h\x1b[?25ldashboard 0")
	tell("ready %d", os.Getpid())
	key := make([]byte, 1)
	if _, err := os.Stdin.Read(key); err != nil || key[0] == 'u' {
		panic(secret)
	}
	return errors.New("gone")
}

func (stubborn) Quit()    { select {} }
func (stubborn) Kill()    { select {} }
func (stubborn) Suspend() {}
func (stubborn) Resumed() {}
func (stubborn) Silence() { tell("silent") }

// child is a full-screen program that leaves the terminal in disorder when it is ended.
func child() int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	if _, err := term.MakeRaw(0); err != nil {
		return 1
	}
	fmt.Print("\x1b[?1049h\x1b[?1003h\x1b[?25l\x1b[>1uchild up")
	if sig := <-signals; sig == syscall.SIGINT {
		fmt.Print("interrupted")
		<-signals
	}
	return 0
}
