package doctor

import (
	"errors"

	"parsec-hosts/internal/parsecsdk"
)

// Libraries is where the libraries of a viewer are looked for. They are only looked at: none is loaded.
type Libraries parsecsdk.Places

// sdlNames are the names of SDL's library by system: any one of a list will do.
var sdlNames = map[string][]string{
	"linux":   {"libSDL3.so.0", "libSDL3.so", "libSDL2-2.0.so.0"},
	"darwin":  {"libSDL3.dylib", "libSDL3.0.dylib", "libSDL2.dylib", "libSDL2-2.0.0.dylib"},
	"windows": {"SDL3.dll", "SDL2.dll"},
}

// SDK looks for the libraries that only a viewer of this program's own would need.
func (l Libraries) SDK() []Check {
	if parsecsdk.LibraryName(l.GOOS) == "" {
		return []Check{skipped("libparsec", "there is none for this system")}
	}
	places := parsecsdk.Places(l)
	library, err := places.FindLibrary()
	checks := []Check{parsec(library, err)}
	if l.GOOS == "linux" {
		checks = append(checks, openSSL(places.FindOpenSSL(library)))
	}
	return append(checks, l.sdl())
}

func parsec(path string, err error) Check {
	const name = "libparsec"
	if err == nil {
		return ok(name, Private("path", path)+", x86-64")
	}
	found, remedy := unfit(err)
	if path == "" {
		remedy = "to view hosts without another program, " + remedy
	}
	return warn(name, found, remedy)
}

func openSSL(crypto, ssl string, err error) Check {
	const name = "OpenSSL 1.1"
	if err == nil {
		return ok(name, Private("path", ssl)+" and "+Private("path", crypto))
	}
	found, remedy := unfit(err)
	return warn(name, found, remedy)
}

// unfit puts an error of package parsecsdk into words whose paths are private.
func unfit(err error) (found, remedy Text) {
	file, known := errors.AsType[*parsecsdk.FileError](err)
	if !known {
		return shown(err.Error()), ""
	}
	return join(" ", Private("path", file.Path), Text(file.Problem)), join(" ", Text(file.Advice), Private("path", file.Folder))
}

func (l Libraries) sdl() Check {
	if path := parsecsdk.Places(l).Find(sdlNames[l.GOOS]...); path != "" {
		return ok("SDL", Private("path", path))
	}
	return warn("SDL", "not found", "for a window, install SDL 3 (libsdl3-0, sdl3) or SDL 2")
}
