// Package viewer is the window that shows the stream of a host: its picture and its sound, and the way for
// keys, mouse and gamepads to the host. It lives in the process that holds the connection.
//
// The window belongs to the main thread: Open, Run and Close are called there, and Run handles what the
// user does at once, since nothing else happens on that thread. All other methods may be called from any
// goroutine. Each stream that is shown has three goroutines: one draws, on a thread of its own, since
// drawing waits for the host and for the screen; one plays the sound; one follows the host's events.
//
// A stream may be replaced by another while the window stays, when a connection was lost and made again.
//
//   - viewer.go: the window from Open to Close, and what others may ask of it.
//   - showing.go: one stream while it is shown: Show, Hide, drawing, the host's events.
//   - input.go: what the user does as messages to the host.
//   - shortcut.go: the few keys that are not for the host.
//   - hold.go: who has the keyboard and the pointer, the host or this computer.
//   - sound.go: how much sound waits to be played.
//   - clipboard.go: the clipboard, where both sides share it.
package viewer
