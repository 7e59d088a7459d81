package parsecsdk

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// header encodes the beginning of a library.
func header(t *testing.T, parts ...any) string {
	t.Helper()
	var b bytes.Buffer
	for _, part := range parts {
		if err := binary.Write(&b, binary.LittleEndian, part); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func elfFor(t *testing.T, machine elf.Machine) string {
	return header(t, elf.Header64{
		Ident: [16]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
		Type:  uint16(elf.ET_DYN), Machine: uint16(machine), Version: uint32(elf.EV_CURRENT), Ehsize: 64, Phentsize: 56, Shentsize: 64,
	})
}

// put writes a file and returns its path.
func put(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func linux(folders ...string) Places {
	return Places{GOOS: "linux", GOARCH: "amd64", Folders: folders}
}

// wrong wants a *FileError whose message and remedy, one line each, hold these words.
func wrong(t *testing.T, err error, words ...string) {
	t.Helper()
	file, ok := errors.AsType[*FileError](err)
	if !ok {
		t.Fatalf("got %v, want a *FileError", err)
	}
	text := file.Error() + "\n" + file.Remedy()
	if strings.Count(text, "\n") != 1 || file.Remedy() == "" || strings.HasSuffix(text, ".") {
		t.Errorf("says %q", text)
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("says %q, want %q in it", text, word)
		}
	}
}

func TestEverythingIsFound(t *testing.T) {
	dir := t.TempDir()
	want := Files{
		Library: put(t, filepath.Join(dir, "a", "libparsec.so"), elfFor(t, elf.EM_X86_64)),
		Crypto:  put(t, filepath.Join(dir, "b", "libcrypto.so.1.1"), elfFor(t, elf.EM_X86_64)),
		SSL:     put(t, filepath.Join(dir, "b", "libssl.so.1.1"), elfFor(t, elf.EM_X86_64)),
	}
	put(t, filepath.Join(dir, "a", "libcrypto.so.1.1"), elfFor(t, elf.EM_386))
	if got, err := linux(filepath.Join(dir, "a"), filepath.Join(dir, "b")).Locate(); got != want || err != nil {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestOpenSSLBesideTheLibraryIsFound(t *testing.T) {
	dir := t.TempDir()
	places := linux()
	places.Library = put(t, filepath.Join(dir, "any name"), elfFor(t, elf.EM_X86_64))
	put(t, filepath.Join(dir, "libcrypto.so.1.0.0"), elfFor(t, elf.EM_X86_64))
	put(t, filepath.Join(dir, "libssl.so.1.0.0"), elfFor(t, elf.EM_X86_64))
	put(t, filepath.Join(dir, "libssl.so.1.1"), elfFor(t, elf.EM_X86_64)) // its companion is missing
	if got, err := places.Locate(); err != nil || filepath.Base(got.SSL) != "libssl.so.1.0.0" || filepath.Base(got.Crypto) != "libcrypto.so.1.0.0" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTheUsersPathsWin(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	places := linux(dir)
	for _, name := range []string{"libparsec.so", "libcrypto.so.1.1", "libssl.so.1.1"} {
		put(t, filepath.Join(dir, name), elfFor(t, elf.EM_X86_64))
	}
	places.Library = filepath.Join(other, "libparsec.so")
	_, err := places.Locate()
	wrong(t, err, places.Library, "cannot be read")

	put(t, places.Library, elfFor(t, elf.EM_X86_64))
	places.OpenSSL = other
	_, err = places.Locate()
	wrong(t, err, other, "holds no libssl.so.1.1", "leave the setting out")
}

func TestWhatTheUserNamesIsChecked(t *testing.T) {
	dir := t.TempDir()
	for path, words := range map[string]string{
		"libparsec.so":                          "not an absolute path",
		dir:                                     "is a folder",
		os.DevNull:                              "is no file",
		put(t, filepath.Join(dir, "empty"), ""): "no library",
		put(t, filepath.Join(dir, "dll"), header(t, pe.FileHeader{Machine: 0x8664}, [100]byte{})):       "no library of this system",
		put(t, filepath.Join(dir, "fat"), header(t, uint32(0xbebafeca), uint32(0xffffffff), uint64(0))): "no library",
	} {
		places := linux()
		places.Library = path
		_, err := places.FindLibrary()
		wrong(t, err, words)
	}
	places := linux()
	places.OpenSSL = "lib"
	_, _, err := places.FindOpenSSL("")
	wrong(t, err, "not an absolute path")
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	dir := t.TempDir()
	_, err := linux(dir, "/home/anna/.local/lib").Locate()
	wrong(t, err, "libparsec.so not found", "into /home/anna/.local/lib")

	put(t, filepath.Join(dir, "libparsec.so"), elfFor(t, elf.EM_X86_64))
	put(t, filepath.Join(dir, "libcrypto.so.1.1"), elfFor(t, elf.EM_X86_64))
	put(t, filepath.Join(dir, "libssl.so.1.1"), elfFor(t, elf.EM_386))
	_, err = linux(dir).Locate()
	wrong(t, err, "OpenSSL 1.1 not found", "OpenSSL 3", "libssl1.1")

	_, err = Places{GOOS: "freebsd", GOARCH: "amd64"}.Locate()
	wrong(t, err, "does not exist for this system")
}

func TestALibraryForAnotherProcessor(t *testing.T) {
	for name, content := range map[string]string{
		"libparsec.so":    elfFor(t, elf.EM_AARCH64),
		"libparsec.dylib": header(t, macho.FileHeader{Magic: macho.Magic64, Cpu: macho.CpuArm64}, uint32(0)),
		"parsec.dll":      header(t, pe.FileHeader{Machine: pe.IMAGE_FILE_MACHINE_ARM64}, [100]byte{}),
	} {
		for _, goos := range []string{"linux", "darwin", "windows"} {
			if LibraryName(goos) != name {
				continue
			}
			dir := t.TempDir()
			put(t, filepath.Join(dir, name), content)
			_, err := Places{GOOS: goos, GOARCH: "amd64", Folders: []string{dir}}.FindLibrary()
			wrong(t, err, "another processor (arm64)", "x86-64")
		}
	}
}

func TestAnotherProcessorIsToldHowToEmulate(t *testing.T) {
	for goos, test := range map[string]struct{ content, words string }{
		"linux":   {elfFor(t, elf.EM_X86_64), "box64"},
		"darwin":  {header(t, macho.FileHeader{Magic: macho.Magic64, Cpu: macho.CpuAmd64}, uint32(0)), "Rosetta"},
		"windows": {header(t, pe.FileHeader{Machine: pe.IMAGE_FILE_MACHINE_AMD64}, [100]byte{}), "Windows 11"},
	} {
		places := Places{GOOS: goos, GOARCH: "arm64", Library: put(t, filepath.Join(t.TempDir(), "library"), test.content)}
		_, err := places.FindLibrary()
		wrong(t, err, "this program is for arm64", test.words)
		places.GOARCH = "amd64"
		if path, err := places.FindLibrary(); path != places.Library || err != nil {
			t.Errorf("%s: got %q, %v", goos, path, err)
		}
	}
}

func TestALibraryIsNeverLookedForInTheCurrentFolder(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("the paths are those of Unix")
	}
	vars := map[string]string{"LD_LIBRARY_PATH": ".:lib::/opt/parsec", "HOME": "", "PATH": "."}
	getenv := func(name string) string { return vars[name] }
	folders := Folders("linux", getenv)
	if !slices.Contains(folders, "/opt/parsec") || slices.ContainsFunc(folders, func(f string) bool { return !filepath.IsAbs(f) }) {
		t.Errorf("folders are %q", folders)
	}
	if folders := Folders("windows", getenv); len(folders) > 0 {
		t.Errorf("folders are %q", folders)
	}
}
