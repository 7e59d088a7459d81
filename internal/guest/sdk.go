package guest

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"parsec-hosts/internal/parsecsdk"
)

// SDK makes instances of the library.
type SDK interface {
	Init() (Client, error)
}

// Client is an instance of the library, such as a *parsecsdk.Client.
type Client interface {
	Connect(session, peer string, config parsecsdk.ClientConfig) error
	Status() parsecsdk.Status
	PollEvents(timeout time.Duration) (parsecsdk.Event, bool)
	Disconnect()
	Destroy()
}

// Screen is where a connection is shown while it stands. Its methods may be called from any goroutine,
// and return at once, but for Hide.
type Screen interface {
	// Show shows what client sends, and takes all its events.
	Show(client Client)
	// Hide ends that. It returns when client is not used any more.
	Hide()
	// Tell says how it stands, "" when all is well.
	Tell(line string)
	// Focus brings it to the front.
	Focus()
	// Pictures is how many were drawn until now.
	Pictures() uint64
	// Status is what the host said of its picture since it was last asked for, if it did.
	Status() (code int32, told bool)
}

// mostLibraryLog bounds what a talkative library adds to the log, in bytes.
const mostLibraryLog = 1 << 20

// library is the real one.
type library struct {
	*parsecsdk.Library
	options parsecsdk.InitOptions
}

func (l library) Init() (Client, error) {
	client, err := l.Library.Init(l.options)
	if err != nil {
		return nil, err
	}
	return client, nil
}

// open finds the library and loads it, unless the job is to be simulated. Its errors know a remedy.
func (j Job) open() (SDK, error) {
	if j.Settings.Simulated {
		return &simulation{peer: j.PeerID, now: j.Now, random: j.Random}, nil
	}
	if err := parsecsdk.Supported(); err != nil {
		return nil, err
	}
	files, err := parsecsdk.Places{
		GOOS: runtime.GOOS, GOARCH: runtime.GOARCH,
		Library: j.Settings.Library, OpenSSL: j.Settings.OpenSSL,
		Folders: parsecsdk.Folders(runtime.GOOS, j.Getenv),
	}.Locate()
	if err != nil {
		return nil, err
	}
	loaded, err := parsecsdk.Open(files)
	if err != nil {
		return nil, err
	}
	major, minor := loaded.Version()
	j.log(fmt.Sprintf("version %d.%d of the Parsec SDK is loaded from %s", major, minor, files.Library))
	loaded.SetLog(j.libraryLog())
	return library{loaded, j.Settings.initOptions()}, nil
}

// libraryLog passes the library's lines on, from whatever thread they come, until they are too many.
func (j Job) libraryLog() func(parsecsdk.LogLevel, string) {
	var written atomic.Int64
	return func(_ parsecsdk.LogLevel, line string) {
		size := int64(len(line)) + 1
		switch total := written.Add(size); {
		case total <= mostLibraryLog:
			j.log("SDK: " + j.mask(line))
		case total-size <= mostLibraryLog:
			j.log("SDK: it says so much that the rest is left out")
		}
	}
}
