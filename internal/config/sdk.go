package config

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// DriverSDK is the driver of a launcher that connects through the Parsec SDK instead of a program.
const DriverSDK = "sdk"

// Launchers that start a program may say so, too.
var drivers = []string{"command", DriverSDK}

// SDK is what a launcher with driver = "sdk" says of the connection. Zero values were not given; what
// they stand for then is for package guest.
type SDK struct {
	Helper         string // an x86-64 build of this program, for computers that the SDK does not run on
	Library        string // paths are absolute
	OpenSSL        string
	SignallingHost string
	Options        map[string]any // texts, whole numbers, true and false
	NoUPnP         bool
	ClientPort     int
	Protocol       string
	Width, Height  int // pixels
	Decoder        string
	H265, Color444 bool
	ConnectTimeout time.Duration
	ReconnectOn    []int // statuses of the SDK; nil was not given, an empty list is none
	Window         Window
	Simulated      bool // connects to nothing, for the demonstration; no file can say so
}

// Window is what such a launcher says of the window that shows the connection.
type Window struct {
	None, Optional      bool
	Fullscreen          bool
	Width, Height       int // points
	NoVSync, NoAudio    bool
	GrabKeys, Clipboard bool
}

var sdkKeys = map[string]parser{
	"helper":          text,
	"library":         text,
	"openssl":         text,
	"signalling_host": signallingHost,
	"sdk_options":     sdkOptions,
	"upnp":            boolean,
	"client_port":     count(1, math.MaxUint16),
	"protocol":        oneOf([]string{"bud", "sctp"}),
	"resolution":      resolution,
	"decoder":         oneOf([]string{"hardware", "software"}),
	"h265":            boolean,
	"color444":        boolean,
	"connect_timeout": between(5*time.Second, time.Hour),
	"reconnect_on":    statuses,
	"window":          boolean,
	"window_optional": boolean,
	"fullscreen":      boolean,
	"window_size":     resolution,
	"vsync":           boolean,
	"audio":           boolean,
	"grab_keys":       boolean,
	"clipboard":       boolean,
}

func pickSDK(own layers) SDK {
	size := pick(own, "resolution", [2]int{}).Value
	return SDK{
		Helper:         pick(own, "helper", "").Value,
		Library:        pick(own, "library", "").Value,
		OpenSSL:        pick(own, "openssl", "").Value,
		SignallingHost: pick(own, "signalling_host", "").Value,
		Options:        pick(own, "sdk_options", map[string]any(nil)).Value,
		NoUPnP:         !pick(own, "upnp", true).Value,
		ClientPort:     pick(own, "client_port", 0).Value,
		Protocol:       pick(own, "protocol", "").Value,
		Width:          size[0],
		Height:         size[1],
		Decoder:        pick(own, "decoder", "").Value,
		H265:           pick(own, "h265", false).Value,
		Color444:       pick(own, "color444", false).Value,
		ConnectTimeout: pick(own, "connect_timeout", time.Duration(0)).Value,
		ReconnectOn:    pick(own, "reconnect_on", []int(nil)).Value,
		Window:         pickWindow(own),
	}
}

func pickWindow(own layers) Window {
	size := pick(own, "window_size", [2]int{}).Value
	return Window{
		None:       !pick(own, "window", true).Value,
		Optional:   pick(own, "window_optional", false).Value,
		Fullscreen: pick(own, "fullscreen", false).Value,
		Width:      size[0],
		Height:     size[1],
		NoVSync:    !pick(own, "vsync", true).Value,
		NoAudio:    !pick(own, "audio", true).Value,
		GrabKeys:   pick(own, "grab_keys", false).Value,
		Clipboard:  pick(own, "clipboard", false).Value,
	}
}

// given are what the file says, by the names that the file has for it.
func (s SDK) given() []Setting {
	var list []Setting
	add := func(name string, given bool, value any) {
		if given {
			list = append(list, Setting{Name: name, Value: value})
		}
	}
	add("helper", s.Helper != "", s.Helper)
	add("library", s.Library != "", s.Library)
	add("openssl", s.OpenSSL != "", s.OpenSSL)
	add("signalling_host", s.SignallingHost != "", s.SignallingHost)
	add("sdk_options", s.Options != nil, s.Options)
	add("upnp", s.NoUPnP, false)
	add("client_port", s.ClientPort != 0, s.ClientPort)
	add("protocol", s.Protocol != "", s.Protocol)
	add("resolution", s.Width != 0, fmt.Sprintf("%dx%d", s.Width, s.Height))
	add("decoder", s.Decoder != "", s.Decoder)
	add("h265", s.H265, true)
	add("color444", s.Color444, true)
	add("connect_timeout", s.ConnectTimeout != 0, s.ConnectTimeout.String())
	add("reconnect_on", s.ReconnectOn != nil, s.ReconnectOn)
	w := s.Window
	add("window", w.None, false)
	add("window_optional", w.Optional, true)
	add("fullscreen", w.Fullscreen, true)
	add("window_size", w.Width != 0, fmt.Sprintf("%dx%d", w.Width, w.Height))
	add("vsync", w.NoVSync, false)
	add("audio", w.NoAudio, false)
	add("grab_keys", w.GrabKeys, true)
	add("clipboard", w.Clipboard, true)
	return list
}

// withPaths makes the paths absolute.
func (s SDK) withPaths(absolute func(string) string) SDK {
	s.Library, s.OpenSSL = absolute(s.Library), absolute(s.OpenSSL)
	if filepath.Base(s.Helper) != s.Helper { // a name alone is looked for in PATH, as any program
		s.Helper = absolute(s.Helper)
	}
	return s
}

// hostName is what the name or the address of a computer consists of.
var hostName = regexp.MustCompile(`^[0-9A-Za-z._:\[\]-]{1,253}$`)

func signallingHost(value any) (any, error) {
	s, err := text(value)
	if err == nil && !hostName.MatchString(s.(string)) {
		err = errors.New(`must be the name of a computer such as "kessel-ws.parsec.app", without https:// and port`)
	}
	return s, err
}

// sdkOptions are handed to the library as they are. It takes no tables and no lists.
func sdkOptions(value any) (any, error) {
	const want = "a table such as { ssPort = 443 }"
	table, ok := value.(map[string]any)
	if !ok {
		return nil, wrongType(want, value)
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		switch table[key].(type) {
		case string, bool, int64:
		default:
			return nil, fmt.Errorf("must be %s: %s must be text in quotes, a whole number, true or false", want, key)
		}
	}
	return table, nil
}

var size = regexp.MustCompile(`^([1-9][0-9]{1,4})x([1-9][0-9]{1,4})$`)

// resolution is written as people write it, in pixels.
func resolution(value any) (any, error) {
	const want = `a width and a height in pixels such as "1920x1080"`
	s, ok := value.(string)
	if !ok {
		return nil, wrongType(want, value)
	}
	parts := size.FindStringSubmatch(s)
	if parts == nil {
		return nil, errors.New("must be " + want)
	}
	width, _ := strconv.Atoi(parts[1]) // they are digits
	height, _ := strconv.Atoi(parts[2])
	if max(width, height) > mostPixels {
		return nil, fmt.Errorf("must be at most %d pixels wide and high", mostPixels)
	}
	return [2]int{width, height}, nil
}

// mostPixels is the widest and the highest that a screen can be.
const mostPixels = 16384

func statuses(value any) (any, error) {
	const want = "a list of statuses of the SDK such as [-12007, 11]"
	list, ok := value.([]any)
	if !ok {
		return nil, wrongType(want, value)
	}
	codes := make([]int, len(list))
	for i, item := range list {
		n, ok := item.(int64)
		if !ok || n < math.MinInt32 || n > math.MaxInt32 {
			return nil, wrongType(want, item)
		}
		codes[i] = int(n)
	}
	return codes, nil
}
