package doctor

import (
	"errors"

	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/sdl"
)

// Libraries is where the libraries of a connection through the SDK are looked for. They are only looked
// at: none is loaded.
type Libraries struct {
	parsecsdk.Places
	// Wanted means that a launcher connects through the SDK, so that nothing may be missing.
	Wanted bool
	// Window means that it shows a picture.
	Window bool
	// Unsupported says why this build cannot load the library; nil when it can, or when another build
	// does that.
	Unsupported error
}

// SDK looks for the libraries that only connections through the SDK need.
func (l Libraries) SDK() []Check {
	if parsecsdk.LibraryName(l.GOOS) == "" {
		return []Check{skipped("libparsec", "there is none for this system")}
	}
	library, err := l.FindLibrary()
	checks := []Check{l.parsec(library, err)}
	if l.GOOS == "linux" {
		checks = append(checks, l.openSSL(l.FindOpenSSL(library)))
	}
	checks = append(checks, l.sdl())
	if l.GOOS == "linux" { // other systems have it
		checks = append(checks, l.openGL())
	}
	return checks
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
	if path := l.Find(sdl.Names(l.GOOS)...); path != "" {
		return ok("SDL", Private("path", path))
	}
	remedy := Text(sdl.Packages(l.GOOS))
	if !l.Window {
		remedy = "for a window, " + remedy
	}
	return warn("SDL", "not found, so that there is no picture", remedy)
}

func (l Libraries) openGL() Check {
	if path := l.Find("libGL.so.1"); path != "" {
		return ok("OpenGL", Private("path", path))
	}
	remedy := Text("install libgl1 and libgl1-mesa-dri (Debian, Ubuntu), mesa-libGL (Fedora), mesa (Arch, Alpine)")
	if !l.Window {
		remedy = "for a window, " + remedy
	}
	return warn("OpenGL", "not found, so that there is no picture", remedy)
}
