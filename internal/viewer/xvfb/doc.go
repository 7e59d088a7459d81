// Package xvfb is a display of their own for tests: an X server that draws into memory, with a window
// manager, hands that press keys, and eyes that look at the screen.
package xvfb
