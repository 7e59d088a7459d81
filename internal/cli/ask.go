package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/terminal"
	"parsec-hosts/internal/textsafe"
)

// errNoAnswer means that the input ended, such as by Ctrl-D, where an answer was asked for.
var errNoAnswer = errors.New("no answer")

// dialogue asks a person, line by line: on standard error, as standard output is for results.
type dialogue struct {
	in  *bufio.Reader
	out io.Writer
}

// dialogue returns nil where nobody can be asked.
func (a *app) dialogue() *dialogue {
	if !isTerminal(a.stdio.In) || !isTerminal(a.stdio.Err) {
		return nil
	}
	return &dialogue{bufio.NewReader(a.stdio.In), a.stdio.Err}
}

// say prints a paragraph.
func (d *dialogue) say(text string) { fmt.Fprintf(d.out, "%s\n\n", text) }

// line asks for one line and returns it without blanks around it. It gives up when ctx ends, and
// returns why that did.
func (d *dialogue) line(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(d.out, prompt)
	text, err := inTime(ctx, func() (string, error) { return d.in.ReadString('\n') })
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(d.out)
		return "", context.Cause(ctx)
	case err != nil:
		fmt.Fprintln(d.out)
		return "", errNoAnswer
	}
	return strings.TrimSpace(text), nil
}

// until asks until accept takes the answer, and says why it does not. An empty answer stands for
// standard, which is shown unless it is empty.
func (d *dialogue) until(ctx context.Context, question, standard string, accept func(answer string) error) error {
	prompt := question + ": "
	if standard != "" {
		prompt = question + " [" + standard + "]: "
	}
	for {
		answer, err := d.line(ctx, prompt)
		if err != nil {
			return err
		}
		if answer == "" {
			answer = standard
		}
		refused := accept(answer)
		if refused == nil {
			fmt.Fprintln(d.out)
			return nil
		}
		fmt.Fprintf(d.out, "  %s\n", problem.Explain(refused))
	}
}

// confirm asks a question that only "y" and "yes" answer with yes. No answer is a no.
func (d *dialogue) confirm(ctx context.Context, question string) (bool, error) {
	answer, err := d.line(ctx, question+" [y/N] ")
	if errors.Is(err, errNoAnswer) {
		err = nil
	}
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}

// choose asks for one of some options and returns its index. The first is the standard one.
func (d *dialogue) choose(ctx context.Context, question string, options ...string) (chosen int, err error) {
	fmt.Fprintln(d.out, question)
	return d.number(ctx, options, "1")
}

// number asks for one of some options by its number, and returns its index. An empty answer stands for
// the standard one, if there is one.
func (d *dialogue) number(ctx context.Context, options []string, standard string) (chosen int, err error) {
	for i, option := range options {
		fmt.Fprintf(d.out, "  %d  %s\n", i+1, textsafe.Clean(option))
	}
	err = d.until(ctx, "Number", standard, func(answer string) error {
		number, err := strconv.Atoi(answer)
		if err != nil || number < 1 || number > len(options) {
			return fmt.Errorf("type a number from 1 to %d", len(options))
		}
		chosen = number - 1
		return nil
	})
	return chosen, err
}

// typedLimit bounds what is read from standard input, in bytes.
const typedLimit = 64 << 10

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
		return none, context.Cause(ctx)
	}
}
