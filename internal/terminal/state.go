package terminal

import (
	"os"
	"strings"

	"golang.org/x/term"
)

// reset undoes what a full-screen program may have switched on. Each part is harmless when
// nothing is to be undone. Keyboard flags belong to a screen, hence both before and after leaving
// the alternate one; they are set to none and not popped, since an enclosing program may have
// pushed its own. Leaving the alternate screen moves the cursor on some terminals even when it was
// not shown, so the cursor is saved and restored around it.
var reset = strings.Join([]string{
	"\x1b[?2026l",                 // synchronised output: shows what is held back
	"\x1b[=0u\x1b[>4m",            // Kitty keyboard flags, modifyOtherKeys
	"\x1b[?1000l\x1b[?1002l",      // mouse buttons, drags
	"\x1b[?1003l\x1b[?1006l",      // mouse motion, SGR coordinates
	"\x1b[?1004l\x1b[?2004l",      // focus reports, bracketed paste
	"\x1b7\x1b[r\x1b[?1049l\x1b8", // scroll region and alternate screen, with the cursor kept
	"\x1b[=0u\x1b[>4m",            // keyboard flags of the main screen
	"\x1b[?1l\x1b>",               // cursor keys and keypad as usual
	"\x1b[?2027l\x1b[?7h",         // grapheme widths as usual, wrapping lines
	"\x1b(B\x0f",                  // character set
	"\x1b[?25h\x1b[0 q\x1b[0m",    // cursor visible and of its usual shape, no colours
}, "")

// resetTitle takes the window's title away: the one from before is not known.
const resetTitle = "\x1b]2;\x07"

// State is how a terminal was when a program began to use it.
type State struct {
	in, out  *os.File
	keyboard *term.State // modes of in; nil when it is not a terminal
	screen   *term.State // modes of out; nil when it is not a terminal
	titled   bool        // the program gives the window a title
}

// Save notes how the terminal is now. Either file may be something other than a terminal; then
// Restore leaves it alone.
func Save(in, out *os.File) *State {
	return &State{in: in, out: out, keyboard: modesOf(in), screen: modesOf(out), titled: true}
}

func modesOf(file *os.File) *term.State {
	modes, err := term.GetState(int(file.Fd()))
	if err != nil {
		return nil
	}
	return modes
}

// Restore puts the terminal back. It may be called several times and from any goroutine. A process
// in the background touches nothing: the terminal is somebody else's then, and changing it would
// stop the process. Errors are not reported, for the terminal may be gone.
func (s *State) Restore() {
	if s.inBackground() {
		return
	}
	if s.keyboard != nil {
		_ = term.Restore(int(s.in.Fd()), s.keyboard)
	}
	if s.screen != nil {
		understandReset(s.out)
		_, _ = s.out.WriteString(reset)
		if s.titled {
			_, _ = s.out.WriteString(resetTitle)
		}
		_ = term.Restore(int(s.out.Fd()), s.screen)
	}
}
