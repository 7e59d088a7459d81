package terminal

import (
	"bufio"
	"context"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// ReadHidden reads a line from the terminal in, without its end, and nothing of what is typed is
// shown. ask is called once nothing is shown any more, so that whoever answers at once is not seen
// either. When ctx ends first its error is returned, and reading goes on in the background: the
// program should end then. Without any input the error is io.EOF. In every case the terminal is
// as it was, but Ctrl-Z does not stop the program any more.
func ReadHidden(ctx context.Context, in *os.File, ask func()) (string, error) {
	before, err := term.GetState(int(in.Fd()))
	if err != nil {
		return "", err
	}
	defer func() { _ = term.Restore(int(in.Fd()), before) }()
	ignoreStop()
	if err := hideInput(in); err != nil {
		return "", err
	}
	ask()
	type answer struct {
		line string
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		line, err := bufio.NewReader(in).ReadString('\n')
		if err == io.EOF && line != "" {
			err = nil
		}
		answered <- answer{strings.TrimRight(line, "\r\n"), err}
	}()
	select {
	case a := <-answered:
		return a.line, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
