package parsecsdk

import (
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"slices"
)

// Architecture is the only processor that the SDK is made for, by the name that Go has for it.
const Architecture = "amd64"

// readHeader reads the header of a library: Go's names of its system and its processor, both "" for what
// is no library. A library for several processors counts as one for x86-64 if that is among them.
func readHeader(path string) (goos, arch string) {
	if f, err := elf.Open(path); err == nil {
		defer f.Close()
		return "linux", goName(f.Machine == elf.EM_X86_64, f.Machine == elf.EM_AARCH64)
	}
	if f, err := pe.Open(path); err == nil {
		defer f.Close()
		return "windows", goName(f.Machine == pe.IMAGE_FILE_MACHINE_AMD64, f.Machine == pe.IMAGE_FILE_MACHINE_ARM64)
	}
	if f, err := macho.Open(path); err == nil {
		defer f.Close()
		return "darwin", goName(f.Cpu == macho.CpuAmd64, f.Cpu == macho.CpuArm64)
	}
	if f, err := macho.OpenFat(path); err == nil {
		defer f.Close()
		has := func(cpu macho.Cpu) bool {
			return slices.ContainsFunc(f.Arches, func(a macho.FatArch) bool { return a.Cpu == cpu })
		}
		return "darwin", goName(has(macho.CpuAmd64), has(macho.CpuArm64))
	}
	return "", ""
}

func goName(amd64, arm64 bool) string {
	switch {
	case amd64:
		return Architecture
	case arm64:
		return "arm64"
	}
	return "neither x86-64 nor arm64"
}
