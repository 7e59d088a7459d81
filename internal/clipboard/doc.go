// Package clipboard finds the way to the clipboard of the person at the keyboard: the system's own
// when the program runs on their computer, tmux's when it runs inside tmux, and otherwise none, which
// leaves it to the terminal (OSC 52). Over SSH it never uses the clipboard of the remote machine.
package clipboard
