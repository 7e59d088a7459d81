package doctor

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"encoding/binary"
	"errors"
	"path/filepath"
	"testing"

	"parsec-hosts/internal/parsecsdk"
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

func linux(folders ...string) Libraries {
	return Libraries{Places: parsecsdk.Places{GOOS: "linux", GOARCH: "amd64", Folders: folders}}
}

func TestLibrariesThatAreThere(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	for _, name := range []string{"libparsec.so", "libssl.so.1.1", "libSDL2-2.0.so.0", "libGL.so.1"} {
		put(t, filepath.Join(dir, name), elfFor(t, elf.EM_X86_64), 0o644)
	}
	put(t, filepath.Join(other, "libcrypto.so.1.1"), "", 0o644)
	checks := linux(dir, other).SDK()
	want(t, checks, "libparsec", OK, filepath.Join(dir, "libparsec.so"), "x86-64")
	want(t, checks, "OpenSSL 1.1", OK, "libssl.so.1.1", "libcrypto.so.1.1")
	want(t, checks, "SDL", OK, "libSDL2-2.0.so.0")
	want(t, checks, "OpenGL", OK, "libGL.so.1")

	arm := linux(dir)
	arm.GOARCH = "arm64"
	want(t, arm.SDK(), "libparsec", Warn, "this program is for arm64")
}

func TestLibrariesThatAreMissingAreOptional(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "libssl.so.1.1"), "", 0o644)
	put(t, filepath.Join(dir, "libcrypto.so.1.0.0"), "", 0o644)
	checks := linux(dir).SDK()
	want(t, checks, "libparsec", Warn, "not found", "libparsec.so")
	want(t, checks, "OpenSSL 1.1", Warn, "OpenSSL 3", "libssl1.1")
	want(t, checks, "SDL", Warn, "for a window, install SDL")
	want(t, checks, "OpenGL", Warn, "for a window, install libgl1")
	want(t, Libraries{Places: parsecsdk.Places{GOOS: "freebsd"}}.SDK(), "libparsec", Skipped)
	none(t, Libraries{Places: parsecsdk.Places{GOOS: "darwin"}}.SDK(), "OpenSSL 1.1")
	none(t, Libraries{Places: parsecsdk.Places{GOOS: "darwin"}}.SDK(), "OpenGL")
}

func TestALauncherThroughTheSDKNeedsItsLibraries(t *testing.T) {
	dir := t.TempDir()
	libraries := linux(dir)
	libraries.Wanted = true
	want(t, libraries.SDK(), "libparsec", Fail, "not found")
	want(t, libraries.SDK(), "OpenSSL 1.1", Fail, "OpenSSL 3")
	want(t, libraries.SDK(), "SDL", Warn)

	put(t, filepath.Join(dir, "libparsec.so"), elfFor(t, elf.EM_X86_64), 0o644)
	want(t, libraries.SDK(), "libparsec", OK)
	libraries.Unsupported = errors.New("this build cannot load it")
	want(t, libraries.SDK(), "libparsec", Fail, "this build cannot load it")
}

func TestALibraryForAnotherProcessor(t *testing.T) {
	for _, test := range []struct{ name, content, words string }{
		{"ELF", elfFor(t, elf.EM_AARCH64), "another processor (arm64)"},
		{"ELF of 32 bits", elfFor(t, elf.EM_386), "another processor"},
		{"PE", header(t, pe.FileHeader{Machine: pe.IMAGE_FILE_MACHINE_ARM64}, [100]byte{}), "another processor (arm64)"},
		{"Mach-O", header(t, macho.FileHeader{Magic: macho.Magic64, Cpu: macho.CpuArm64}, uint32(0)), "another processor (arm64)"},
		{"a text", "not a library", "no library of this system"},
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "libparsec.so"), test.content, 0o644)
		check := want(t, linux(dir).SDK(), "libparsec", Warn, test.words)
		if check.Status != Warn {
			t.Errorf("it is %s", test.name)
		}
	}
}
