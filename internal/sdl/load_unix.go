//go:build !nosdk && amd64 && (linux || darwin)

package sdl

import (
	"path/filepath"
	"runtime"

	"github.com/ebitengine/purego"
)

// brewed are the folders of Homebrew, where macOS does not look by itself.
var brewed = []string{"/usr/local/lib", "/opt/homebrew/lib"}

func open(name string) (uintptr, error) {
	const mode = purego.RTLD_NOW | purego.RTLD_LOCAL
	handle, err := purego.Dlopen(name, mode)
	for i := 0; err != nil && runtime.GOOS == "darwin" && i < len(brewed); i++ {
		if found, failed := purego.Dlopen(filepath.Join(brewed[i], name), mode); failed == nil {
			return found, nil
		}
	}
	return handle, err
}

func symbol(handle uintptr, name string) (uintptr, error) { return purego.Dlsym(handle, name) }
