package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"parsec-hosts/internal/terminal"
)

// typedLimit bounds what is read from standard input, in bytes.
const typedLimit = 64 << 10

// confirm asks a question that only "y" or "yes" answers with yes. Standard input is a terminal.
func (a *app) confirm(ctx context.Context, question string) (bool, error) {
	fmt.Fprintf(a.stdio.Err, "%s [y/N] ", question)
	answer, err := inTime(ctx, func() (string, error) {
		return bufio.NewReader(io.LimitReader(a.stdio.In, typedLimit)).ReadString('\n')
	})
	if err != nil {
		fmt.Fprintln(a.stdio.Err)
	}
	if err == io.EOF {
		err = nil
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, err
	}
	return false, err
}

// readSecret reads what stands alone on standard input. A person at a terminal is asked for it, and
// does not see it.
func (a *app) readSecret(ctx context.Context, question string) ([]byte, error) {
	if !isTerminal(a.stdio.In) {
		return inTime(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(a.stdio.In, typedLimit)) })
	}
	line, err := terminal.ReadHidden(ctx, a.stdio.In, func() { fmt.Fprint(a.stdio.Err, question) })
	fmt.Fprintln(a.stdio.Err) // the line end that was typed was not shown either
	if err == io.EOF {
		err = nil
	}
	return []byte(line), err
}

func isTerminal(file *os.File) bool { return term.IsTerminal(int(file.Fd())) }

// inTime reads until ctx ends. A read cannot be stopped, so it is left behind then, and the program
// should end.
func inTime[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type reply struct {
		value T
		err   error
	}
	replied := make(chan reply, 1)
	go func() {
		value, err := read()
		replied <- reply{value, err}
	}()
	select {
	case r := <-replied:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
