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
	for _, file := range []*os.File{a.stdio.In, a.stdio.Err} {
		if !term.IsTerminal(int(file.Fd())) {
			return nil
		}
	}
	return &dialogue{bufio.NewReader(a.stdio.In), a.stdio.Err}
}

// say prints a paragraph.
func (d *dialogue) say(text string) { fmt.Fprintf(d.out, "%s\n\n", text) }

// line asks for one line and returns it without blanks around it. It gives up when ctx ends.
func (d *dialogue) line(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(d.out, prompt)
	type answer struct {
		text string
		err  error
	}
	// Reading cannot be interrupted: after the end of ctx, the program's own end ends it.
	answers := make(chan answer, 1)
	go func() {
		text, err := d.in.ReadString('\n')
		answers <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(d.out)
		return "", ctx.Err()
	case a := <-answers:
		if a.err != nil {
			fmt.Fprintln(d.out)
			return "", errNoAnswer
		}
		return strings.TrimSpace(a.text), nil
	}
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

// choose asks for one of some options and returns its index. The first is the standard one.
func (d *dialogue) choose(ctx context.Context, question string, options ...string) (chosen int, err error) {
	fmt.Fprintln(d.out, question)
	for i, option := range options {
		fmt.Fprintf(d.out, "  %d  %s\n", i+1, textsafe.Clean(option))
	}
	err = d.until(ctx, "Number", "1", func(answer string) error {
		number, err := strconv.Atoi(answer)
		if err != nil || number < 1 || number > len(options) {
			return fmt.Errorf("type a number from 1 to %d", len(options))
		}
		chosen = number - 1
		return nil
	})
	return chosen, err
}
