//go:build nosdk || !amd64 || !linux

package sdl

// OnDisplayLost is for X servers, which only Linux has.
func OnDisplayLost(func()) {}
