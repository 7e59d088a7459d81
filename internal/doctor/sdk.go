package doctor

import (
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Libraries is where the libraries of a viewer are looked for. They are only looked at: none is loaded.
type Libraries struct {
	GOOS, GOARCH string
	Folders      []string // absolute ones, in order
}

// LibraryFolders are the usual places: those of the environment, the user's own, the system's. What is
// relative is left out, because whoever offers a folder could then offer a library.
func LibraryFolders(goos string, getenv func(string) string) []string {
	var folders []string
	switch goos {
	case "windows":
		folders = filepath.SplitList(getenv("PATH"))
		for _, name := range []string{"ProgramFiles", "LOCALAPPDATA"} {
			if base := getenv(name); base != "" {
				folders = append(folders, filepath.Join(base, "Parsec"))
			}
		}
		folders = append(folders, filepath.Join(getenv("SystemRoot"), "System32"))
	case "darwin":
		folders = filepath.SplitList(getenv("DYLD_LIBRARY_PATH"))
		folders = append(folders, filepath.Join(getenv("HOME"), "lib"), "/usr/local/lib", "/opt/homebrew/lib", "/usr/lib")
	default:
		folders = filepath.SplitList(getenv("LD_LIBRARY_PATH"))
		folders = append(folders, filepath.Join(getenv("HOME"), ".local", "lib"), "/usr/local/lib",
			"/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib", "/lib")
	}
	return slices.DeleteFunc(folders, func(folder string) bool { return !filepath.IsAbs(folder) })
}

// names of the libraries by system: any one of a list will do.
var (
	parsecNames = map[string][]string{"linux": {"libparsec.so"}, "darwin": {"libparsec.dylib"}, "windows": {"parsec.dll"}}
	sdlNames    = map[string][]string{
		"linux":   {"libSDL3.so.0", "libSDL3.so", "libSDL2-2.0.so.0"},
		"darwin":  {"libSDL3.dylib", "libSDL3.0.dylib", "libSDL2.dylib", "libSDL2-2.0.0.dylib"},
		"windows": {"SDL3.dll", "SDL2.dll"},
	}
	// openSSL are pairs that belong together. The SDK ends the program where it finds neither.
	openSSL = [][2]string{{"libssl.so.1.1", "libcrypto.so.1.1"}, {"libssl.so.1.0.0", "libcrypto.so.1.0.0"}}
)

const sdkArchitecture = "amd64"

// SDK looks for the libraries that only a viewer of this program's own would need.
func (l Libraries) SDK() []Check {
	if parsecNames[l.GOOS] == nil {
		return []Check{skipped("libparsec", "there is none for this system")}
	}
	checks := []Check{l.parsec()}
	if l.GOOS == "linux" {
		checks = append(checks, l.openSSL())
	}
	return append(checks, l.sdl())
}

func (l Libraries) parsec() Check {
	const name = "libparsec"
	path := l.find(parsecNames[l.GOOS])
	if path == "" {
		return warn(name, "not found", "to view hosts without another program, put "+Text(parsecNames[l.GOOS][0])+
			" of the Parsec SDK into "+Private("path", l.place()))
	}
	found := Private("path", path)
	switch arch := architecture(path); {
	case arch == "":
		return warn(name, found+" is no library of this system", "replace it by that of the Parsec SDK for this system")
	case arch != sdkArchitecture:
		return warn(name, found+" is for another processor ("+Text(arch)+")", "take the x86-64 one of the Parsec SDK")
	case l.GOARCH != sdkArchitecture:
		return warn(name, found+" is for x86-64, and this program is for "+Text(l.GOARCH), "an x86-64 build of parsec-hosts can use it, where the system emulates that")
	}
	return ok(name, found+", x86-64")
}

// place is where a user may put a library.
func (l Libraries) place() string {
	for _, folder := range l.Folders {
		if strings.HasSuffix(folder, "/lib") || strings.HasSuffix(folder, "Parsec") {
			return folder
		}
	}
	return "a folder of libraries"
}

func (l Libraries) openSSL() Check {
	for _, pair := range openSSL {
		ssl, crypto := l.find(pair[:1]), l.find(pair[1:])
		if ssl != "" && crypto != "" {
			return ok("OpenSSL 1.1", Private("path", ssl)+" and "+Private("path", crypto))
		}
	}
	return warn("OpenSSL 1.1", "not found; libparsec cannot connect without it, nor with OpenSSL 3",
		"install libssl1.1 (openssl-1.1), or put libssl.so.1.1 and libcrypto.so.1.1 beside libparsec.so")
}

func (l Libraries) sdl() Check {
	if path := l.find(sdlNames[l.GOOS]); path != "" {
		return ok("SDL", Private("path", path))
	}
	return warn("SDL", "not found", "for a window, install SDL 3 (libsdl3-0, sdl3) or SDL 2")
}

// find returns the first file with one of the names.
func (l Libraries) find(names []string) string {
	for _, name := range names {
		for _, folder := range l.Folders {
			path := filepath.Join(folder, name)
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return path
			}
		}
	}
	return ""
}

// architecture reads the header of a library: Go's name of its processor, "" for what is no library.
// A library for several processors counts as one for x86-64 if that is among them.
func architecture(path string) string {
	if f, err := elf.Open(path); err == nil {
		defer f.Close()
		return goName(f.Machine == elf.EM_X86_64, f.Machine == elf.EM_AARCH64)
	}
	if f, err := pe.Open(path); err == nil {
		defer f.Close()
		return goName(f.Machine == pe.IMAGE_FILE_MACHINE_AMD64, f.Machine == pe.IMAGE_FILE_MACHINE_ARM64)
	}
	if f, err := macho.Open(path); err == nil {
		defer f.Close()
		return goName(f.Cpu == macho.CpuAmd64, f.Cpu == macho.CpuArm64)
	}
	if f, err := macho.OpenFat(path); err == nil {
		defer f.Close()
		has := func(cpu macho.Cpu) bool {
			return slices.ContainsFunc(f.Arches, func(a macho.FatArch) bool { return a.Cpu == cpu })
		}
		return goName(has(macho.CpuAmd64), has(macho.CpuArm64))
	}
	return ""
}

func goName(amd64, arm64 bool) string {
	switch {
	case amd64:
		return sdkArchitecture
	case arm64:
		return "arm64"
	}
	return "neither x86-64 nor arm64"
}
