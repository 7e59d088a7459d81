//go:build linux

package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

func init() {
	programs["job-shell"] = func() { os.Exit(jobShell(os.Args[1], os.Args[2:])) }
	programs["buggy"] = func() { os.Exit(buggy(os.Args[1:])) }
}

// jobShell does for a program what an interactive shell does: it gives the terminal to its job, takes
// it back when the job stops or ends, and continues it for every line on descriptor 3.
func jobShell(program string, args []string) int {
	job := exec.Command(program, args...)
	job.Stdin, job.Stdout, job.Stderr = os.Stdin, os.Stdout, os.Stderr
	job.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true, Ctty: 0}
	signal.Ignore(syscall.SIGTTOU) // taking the terminal back is done from the background
	if err := job.Start(); err != nil {
		return 99
	}
	give := func(group int) { _ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group) }
	fmt.Printf("[job %d]", job.Process.Pid)
	orders := bufio.NewScanner(os.NewFile(3, "orders"))
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(job.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
			return 98
		}
		give(unix.Getpgrp())
		if !status.Stopped() {
			return status.ExitStatus()
		}
		fmt.Print("[stopped]")
		if !orders.Scan() {
			return 97
		}
		give(job.Process.Pid)
		_ = unix.Kill(-job.Process.Pid, unix.SIGCONT)
	}
}

// buggy is the dashboard, or with pick as its first argument the list to choose from, with two bugs:
// SIGUSR1 makes a goroutine panic, and SIGUSR2 the next message. Its last argument is the configuration.
func buggy(args []string) int {
	a := &app{stdio: Stdio{os.Stdin, os.Stdout, os.Stderr}, environ: os.Environ(), renderer: testedRenderer(),
		flags: config.Flags{Config: args[len(args)-1]}}
	err := a.showWithBugs(args[0] == "pick")
	a.report(err)
	return exitCode(err)
}

func (a *app) showWithBugs(picking bool) error {
	c, err := a.openProfile("")
	if err != nil {
		return err
	}
	p := &profiles{app: a}
	defer p.close()
	shown, err := p.hold(c)
	if err != nil {
		return err
	}
	_, err = a.show(a.reportFolder(c.config), func(guard *terminal.Guard) ui.Options {
		p.guard = guard
		options := p.options(shown)
		if picking {
			options.Pick = &ui.Picking{Height: defaultHeight.of}
		}
		options.Now = bugs(guard)
		return options
	})
	return err
}

// bugs returns a clock that panics after SIGUSR2.
func bugs(guard *terminal.Guard) func() time.Time {
	var armed atomic.Bool
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1, syscall.SIGUSR2)
	guard.Go(func() {
		for sig := range signals {
			if sig == syscall.SIGUSR1 {
				panic(errors.New(canaryPanic))
			}
			armed.Store(true)
		}
	})
	return func() time.Time {
		if armed.Load() {
			panic(canaryPanic)
		}
		return time.Now()
	}
}
