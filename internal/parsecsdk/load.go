//go:build !nosdk && amd64 && (linux || darwin || windows)

package parsecsdk

import (
	"sync"

	"github.com/ebitengine/purego"
)

var callbacks = sync.OnceValue(func() [3]uintptr {
	return [3]uintptr{purego.NewCallback(onFrame), purego.NewCallback(onAudio), purego.NewCallback(onLog)}
})

// Supported says why this build cannot load the library; it is nil when it can.
func Supported() error { return nil }

// load opens the files and finds every function.
func load(files Files) (*functions, error) {
	handle, err := openFiles(files)
	if err != nil {
		return nil, err
	}
	f := &functions{}
	for name, function := range f.symbols() {
		address, err := symbol(handle, name)
		if err != nil {
			return nil, &FileError{Name: "libparsec", Path: files.Library, Problem: "lacks the function " + name, Advice: libraryRemedy}
		}
		purego.RegisterFunc(function, address)
	}
	f.onFrame, f.onAudio, f.onLog = callbacks()[0], callbacks()[1], callbacks()[2]
	return f, nil
}
