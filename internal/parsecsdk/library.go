package parsecsdk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Places is where the library and what it needs are looked for. They are only looked at: nothing is loaded.
type Places struct {
	GOOS, GOARCH string   // of the program that is to load the library
	Library      string   // the library's path, if the user gave one: no other is taken then
	OpenSSL      string   // the folder of OpenSSL on Linux, likewise
	Folders      []string // absolute ones, in order
}

// Files are the files to load, all of them checked. OpenSSL's are those of Linux, elsewhere empty.
type Files struct {
	Library     string
	Crypto, SSL string
}

// Folders are the usual places: those of the environment, the user's own, the system's. What is
// relative is left out, because whoever offers a folder could then offer a library.
func Folders(goos string, getenv func(string) string) []string {
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

// LibraryName is what the library's file is called on a system, "" where there is none for it.
func LibraryName(goos string) string {
	return map[string]string{"linux": "libparsec.so", "darwin": "libparsec.dylib", "windows": "parsec.dll"}[goos]
}

// openSSL are pairs that belong together. On Linux the SDK ends the whole program where it finds neither.
var openSSL = []struct{ crypto, ssl string }{
	{"libcrypto.so.1.1", "libssl.so.1.1"},
	{"libcrypto.so.1.0.0", "libssl.so.1.0.0"},
}

// Locate finds and checks everything that Open loads. Its errors are of type *FileError.
func (p Places) Locate() (Files, error) {
	library, err := p.FindLibrary()
	if err != nil || p.GOOS != "linux" {
		return Files{Library: library}, err
	}
	crypto, ssl, err := p.FindOpenSSL(library)
	return Files{Library: library, Crypto: crypto, SSL: ssl}, err
}

// FindLibrary returns the path of the library once it is known to fit this program.
func (p Places) FindLibrary() (string, error) {
	name := LibraryName(p.GOOS)
	if name == "" {
		return "", &FileError{Name: "libparsec", Problem: "does not exist for this system", Advice: "use a launcher that starts another program"}
	}
	path := p.Library
	if path == "" {
		path = p.Find(name)
	}
	if path == "" {
		return "", &FileError{Name: name, Problem: "not found", Advice: "put " + name + " of the Parsec SDK into", Folder: p.ownFolder()}
	}
	return path, p.check(path)
}

// check says why the file at path cannot be loaded, or nothing.
func (p Places) check(path string) error {
	failed := func(problem, advice string) error {
		return &FileError{Name: "libparsec", Path: path, Problem: problem, Advice: advice}
	}
	if !filepath.IsAbs(path) {
		return failed("is not an absolute path", "name the library from the root of the disk on")
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return failed("cannot be read", "check the path and its permissions")
	case info.IsDir():
		return failed("is a folder", "name the library in it")
	case !info.Mode().IsRegular():
		return failed("is no file", "name the library of the Parsec SDK")
	}
	switch format, arch := readHeader(path); {
	case arch == "":
		return failed("is no library of this system", "replace it by that of the Parsec SDK for this system")
	case arch != Architecture:
		return failed("is for another processor ("+arch+")", "take the x86-64 one of the Parsec SDK")
	case format != p.GOOS:
		return failed("is no library of this system", "replace it by that of the Parsec SDK for this system")
	case p.GOARCH != Architecture:
		return failed("is for x86-64, and this program is for "+p.GOARCH, p.emulation())
	}
	return nil
}

// emulation says how a program for x86-64 runs on another processor.
func (p Places) emulation() string {
	switch p.GOOS {
	case "darwin":
		return "use the x86-64 build of parsec-hosts, which Rosetta 2 runs (softwareupdate --install-rosetta)"
	case "windows":
		return "use the x86-64 build of parsec-hosts, which Windows 11 emulates"
	}
	return "use the x86-64 build of parsec-hosts in an emulator such as FEX or box64, or a launcher that starts another program"
}

// ownFolder is where a user may put a library.
func (p Places) ownFolder() string {
	for _, folder := range p.Folders {
		if strings.HasSuffix(folder, "/lib") || strings.HasSuffix(folder, "Parsec") {
			return folder
		}
	}
	return "a folder of libraries"
}

// FindOpenSSL returns the paths of the OpenSSL libraries that the SDK needs on Linux: from the user's
// folder, else from beside the library or the usual places. library may be empty.
func (p Places) FindOpenSSL(library string) (crypto, ssl string, err error) {
	folders := Places{Folders: p.Folders}
	switch {
	case p.OpenSSL != "" && !filepath.IsAbs(p.OpenSSL):
		return "", "", &FileError{Name: "OpenSSL 1.1", Path: p.OpenSSL, Problem: "is not an absolute path", Advice: "name the folder from the root of the disk on"}
	case p.OpenSSL != "":
		folders.Folders = []string{p.OpenSSL}
	case library != "":
		folders.Folders = slices.Concat([]string{filepath.Dir(library)}, p.Folders)
	}
	for _, pair := range openSSL {
		crypto, ssl = folders.Find(pair.crypto), folders.Find(pair.ssl)
		if fits(crypto) && fits(ssl) {
			return crypto, ssl, nil
		}
	}
	missing := &FileError{Name: "OpenSSL 1.1", Problem: "not found; libparsec cannot connect without it, nor with OpenSSL 3",
		Advice: "install libssl1.1 (openssl-1.1), or put libssl.so.1.1 and libcrypto.so.1.1 beside libparsec.so"}
	if p.OpenSSL != "" {
		missing.Path, missing.Problem = p.OpenSSL, "holds no libssl.so.1.1 and libcrypto.so.1.1 for x86-64"
		missing.Advice = "put both into it, or leave the setting out to use those of the system"
	}
	return "", "", missing
}

// Find returns the first file with one of the names, in the order of the names. A library that is known
// to be for another processor is passed over where one of the right kind may follow.
func (p Places) Find(names ...string) string {
	second := ""
	for _, name := range names {
		for _, folder := range p.Folders {
			path := filepath.Join(folder, name)
			if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
				continue
			}
			if fits(path) {
				return path
			}
			if second == "" {
				second = path
			}
		}
	}
	return second
}

// fits reports whether there is a file at path that is not known to be for another processor.
func fits(path string) bool {
	_, arch := readHeader(path)
	return path != "" && (arch == "" || arch == Architecture)
}
