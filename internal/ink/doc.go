// Package ink lights up what commands print for people. It uses the terminal's own colours, which are
// legible on its own background.
package ink
