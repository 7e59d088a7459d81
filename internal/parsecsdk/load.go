//go:build !nosdk && amd64 && (linux || darwin || windows)

package parsecsdk

import (
	"strings"
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

// symbols are the names in the library and where their functions go.
func (f *functions) symbols() map[string]any {
	return map[string]any{
		"ParsecVersion":             &f.version,
		"ParsecInit":                &f.init,
		"ParsecDestroy":             &f.destroy,
		"ParsecSetLogCallback":      &f.setLog,
		"ParsecGetBuffer":           &f.getBuffer,
		"ParsecFree":                &f.free,
		"ParsecClientConnect":       &f.connect,
		"ParsecClientDisconnect":    &f.disconnect,
		"ParsecClientGetStatus":     &f.status,
		"ParsecClientSetConfig":     &f.setConfig,
		"ParsecClientPause":         &f.pause,
		"ParsecClientSetDimensions": &f.dimensions,
		"ParsecClientGLRenderFrame": &f.glRender,
		"ParsecClientGLDestroy":     &f.glDestroy,
		"ParsecClientPollFrame":     &f.pollFrame,
		"ParsecClientPollAudio":     &f.pollAudio,
		"ParsecClientPollEvents":    &f.pollEvents,
		"ParsecClientSendMessage":   &f.sendMessage,
		"ParsecClientSendUserData":  &f.sendData,
	}
}

// loadError says that the system did not load a file, in the system's words.
func loadError(name, path string, err error) *FileError {
	words := strings.TrimRight(strings.Join(strings.Fields(err.Error()), " "), ".")
	return &FileError{
		Name: name, Path: path, Problem: "could not be loaded: " + strings.TrimPrefix(words, path+": "),
		Advice: "put a complete copy for this system in its place",
	}
}
