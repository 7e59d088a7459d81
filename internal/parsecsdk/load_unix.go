//go:build !nosdk && amd64 && (linux || darwin)

package parsecsdk

import (
	"runtime"

	"github.com/ebitengine/purego"
)

// rtldDeepBind makes a library prefer its own symbols, on Linux with glibc.
const rtldDeepBind = 0x8

// openFiles opens OpenSSL first and for everyone, since the SDK then finds it by its name wherever it
// lies: libcrypto before libssl, which needs it.
func openFiles(files Files) (uintptr, error) {
	for _, path := range []string{files.Crypto, files.SSL} {
		if path == "" {
			continue
		}
		if _, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_GLOBAL); err != nil {
			return 0, loadError("OpenSSL 1.1", path, err)
		}
	}
	mode := purego.RTLD_NOW | purego.RTLD_LOCAL
	if runtime.GOOS == "linux" {
		mode |= rtldDeepBind
	}
	handle, err := purego.Dlopen(files.Library, mode)
	if err != nil {
		return 0, loadError("libparsec", files.Library, err)
	}
	return handle, nil
}

func symbol(handle uintptr, name string) (uintptr, error) { return purego.Dlsym(handle, name) }
