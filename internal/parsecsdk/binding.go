package parsecsdk

import "strconv"

// sdkMajor is the version of the library that the layouts in this package are those of.
const sdkMajor = 6

// Library is a library that is loaded. It stays so until the process ends, because its threads may
// outlive whatever they work for.
type Library struct{ f *functions }

// Open loads the files and checks the version. It must not be called but in a process that may end at
// any moment: see the package's documentation.
func Open(files Files) (*Library, error) {
	f, err := load(files)
	if err != nil {
		return nil, err
	}
	library := &Library{f}
	if major, minor := library.Version(); major != sdkMajor {
		return nil, &FileError{
			Name: "libparsec", Path: files.Library,
			Problem: "is version " + strconv.Itoa(major) + "." + strconv.Itoa(minor) + " of the Parsec SDK",
			Advice:  "take version " + strconv.Itoa(sdkMajor),
		}
	}
	return library, nil
}

// Version is that of the library, such as 6 and 0.
func (l *Library) Version() (major, minor int) {
	version := l.f.version()
	return int(version >> 16), int(version & 0xffff)
}

// LogLevel is how much a line of the library's log matters.
type LogLevel int32

// The levels.
const (
	LogInfo  LogLevel = 'i'
	LogDebug LogLevel = 'd'
)

// SetLog has the library's log given to log, line by line, or to nobody when log is nil. It is called
// from any thread, also during other calls, and must not call the library. Lines may hold what
// strangers wrote.
func (l *Library) SetLog(log func(LogLevel, string)) {
	if log == nil {
		l.f.setLog(0, 0)
		logger.Store(nil)
		return
	}
	logger.Store(&log)
	l.f.setLog(l.f.onLog, 0)
}

// Init makes an instance, which can connect to one host at a time.
func (l *Library) Init(options InitOptions) (*Client, error) {
	const call = "ParsecInit"
	config, err := options.config()
	if err != nil {
		return nil, err
	}
	text, err := options.json()
	if err != nil {
		return nil, err
	}
	client := &Client{f: l.f}
	reserved := client.keep(text)
	if code := l.f.init(sdkMajor<<16, config, reserved, &client.instance); code != CodeOK {
		return nil, &CallError{call, Explain(code)}
	}
	if client.instance == 0 {
		return nil, &misuse{"the library started and gave nothing to work with", "take a complete copy of version 6.0 of the Parsec SDK"}
	}
	return client, nil
}
