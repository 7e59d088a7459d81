package terminal_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"

	"parsec-hosts/internal/terminal"
)

func TestRestoreLeavesAloneWhatIsNoTerminal(t *testing.T) {
	keys, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	defer keys.Close()
	defer tty.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	state := terminal.Save(tty, file)
	before, err := term.MakeRaw(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	var everyone sync.WaitGroup
	for range 4 {
		everyone.Go(state.Restore)
	}
	everyone.Wait()

	if now, err := term.GetState(int(tty.Fd())); err != nil || *now != *before {
		t.Errorf("the keyboard's modes are not as found (%v)", err)
	}
	if info, err := file.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("a file was written on: %d bytes (%v)", info.Size(), err)
	}
	terminal.Save(file, file).Restore()
}
