package doctor

import (
	"errors"

	"parsec-hosts/internal/parsecsdk"
)

// Libraries is where the libraries of a connection through the SDK are looked for. They are only looked
// at: none is loaded.
type Libraries struct {
	parsecsdk.Places
	// Wanted means that a launcher connects through the SDK, so that nothing may be missing.
	Wanted bool
	// Unsupported says why this build cannot load the library; nil when it can, or when another build
	// does that.
	Unsupported error
}

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
	library, err := l.FindLibrary()
	checks := []Check{l.parsec(library, err)}
	if l.GOOS == "linux" {
		checks = append(checks, l.openSSL(l.FindOpenSSL(library)))
	}
	return append(checks, l.sdl())
}

func (l Libraries) parsec(path string, err error) Check {
	const name = "libparsec"
	if err == nil && l.Unsupported == nil {
		return ok(name, Private("path", path)+", x86-64")
	}
	if err == nil {
		return l.lacking(name, shown(l.Unsupported.Error()), advice(l.Unsupported))
	}
	found, remedy := unfit(err)
	if path == "" && !l.Wanted {
		remedy = "to connect without another program, " + remedy
	}
	return l.lacking(name, found, remedy)
}

func (l Libraries) openSSL(crypto, ssl string, err error) Check {
	const name = "OpenSSL 1.1"
	if err == nil {
		return ok(name, Private("path", ssl)+" and "+Private("path", crypto))
	}
	found, remedy := unfit(err)
	return l.lacking(name, found, remedy)
}

// lacking is a failure only for those who connect through the SDK.
func (l Libraries) lacking(name, found, remedy Text) Check {
	if l.Wanted {
		return fail(name, found, remedy)
	}
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
	if path := l.Find(sdlNames[l.GOOS]...); path != "" {
		return ok("SDL", Private("path", path))
	}
	return warn("SDL", "not found", "for a window, install SDL 3 (libsdl3-0, sdl3) or SDL 2")
}
