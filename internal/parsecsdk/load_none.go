//go:build nosdk || !amd64 || !(linux || darwin || windows)

package parsecsdk

// Supported says why this build cannot load the library; it is nil when it can.
func Supported() error {
	return &misuse{"this build of parsec-hosts cannot load the Parsec SDK", "use an x86-64 build for Linux, macOS or Windows made without the tag nosdk, or a launcher that starts another program"}
}

func load(Files) (*functions, error) { return nil, Supported() }
