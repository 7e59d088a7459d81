//go:build !nosdk && amd64

package parsecsdk

import "golang.org/x/sys/windows"

// openFiles looks for what the library needs beside it and in the system, never in the current folder.
func openFiles(files Files) (uintptr, error) {
	const places = windows.LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | windows.LOAD_LIBRARY_SEARCH_SYSTEM32
	handle, err := windows.LoadLibraryEx(files.Library, 0, places)
	if err != nil {
		return 0, loadError("libparsec", files.Library, err)
	}
	return uintptr(handle), nil
}

func symbol(handle uintptr, name string) (uintptr, error) {
	return windows.GetProcAddress(windows.Handle(handle), name)
}
