//go:build !nosdk && amd64

package sdl

import "golang.org/x/sys/windows"

// open looks beside the program and in the system, never in the current folder.
func open(name string) (uintptr, error) {
	const places = windows.LOAD_LIBRARY_SEARCH_APPLICATION_DIR | windows.LOAD_LIBRARY_SEARCH_SYSTEM32
	handle, err := windows.LoadLibraryEx(name, 0, places)
	return uintptr(handle), err
}

func symbol(handle uintptr, name string) (uintptr, error) {
	return windows.GetProcAddress(windows.Handle(handle), name)
}
