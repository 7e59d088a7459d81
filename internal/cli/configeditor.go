package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"parsec-hosts/internal/private"
)

// runEditor runs an editor on the terminal until it ends. The keyboard's interrupt is the editor's
// affair. A signal that ends this program ends the editor first, so that it can put the terminal in
// order.
func runEditor(editor []string, path string, stdio Stdio) error {
	cmd := exec.Command(editor[0], append(editor[1:len(editor):len(editor)], path)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdio.In, stdio.Err, stdio.Err
	if err := cmd.Start(); err != nil {
		return &usageError{"the editor " + quoted(editor[0]) + " cannot be started: " + private.Reason(errors.Unwrap(err)), "set VISUAL or EDITOR to another one"}
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var last error
	for {
		select {
		case sig := <-signals:
			if sig == syscall.SIGTERM || sig == syscall.SIGHUP {
				last = &exitError{code: 128 + int(sig.(syscall.Signal))}
				_ = cmd.Process.Signal(sig) // one that has just ended is no error
			}
		case err := <-ended:
			if last == nil && err != nil {
				return fmt.Errorf("the editor %s failed (%w): nothing was changed", quoted(editor[0]), err)
			}
			return last
		}
	}
}
