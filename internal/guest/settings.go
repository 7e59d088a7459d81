package guest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"parsec-hosts/internal/parsecsdk"
)

// DefaultConnectTimeout is how long an attempt may take. Somebody at the host has half a minute to accept.
const DefaultConnectTimeout = time.Minute

// Settings are how a launcher connects through the SDK. They hold no secret, and go to the process that
// holds the connection as one JSON argument. Zero values are the defaults.
type Settings struct {
	Library        string         `json:"library,omitempty"`         // its path; empty looks in the usual places
	OpenSSL        string         `json:"openssl,omitempty"`         // the folder of OpenSSL 1.1, on Linux; empty likewise
	SignallingHost string         `json:"signalling_host,omitempty"` // empty is parsecsdk.DefaultHost
	Options        map[string]any `json:"options,omitempty"`         // more of what the library takes when it starts
	NoUPnP         bool           `json:"no_upnp,omitempty"`         // the router is not asked to open a port
	ClientPort     int            `json:"client_port,omitempty"`     // the first UDP port to use; 0 is any
	Protocol       string         `json:"protocol,omitempty"`        // a key of protocols
	Decoder        string         `json:"decoder,omitempty"`         // a key of decoders
	Width          int            `json:"width,omitempty"`           // pixels to ask the host for; 0 leaves it as it is
	Height         int            `json:"height,omitempty"`
	H265           bool           `json:"h265,omitempty"`
	Color444       bool           `json:"color444,omitempty"`
	ConnectTimeout time.Duration  `json:"connect_timeout,omitempty"` // 0 is DefaultConnectTimeout
	// ReconnectOn are the statuses after which the connection is made again. Nil means those of which
	// parsecsdk.Explain says so, an empty list none.
	ReconnectOn *[]int32 `json:"reconnect_on,omitempty"`
	Window      Window   `json:"window,omitzero"`
	// Simulated connects to nothing, as the demonstration does.
	Simulated bool `json:"simulated,omitempty"`
}

// Window is how to show the connection. Zero values are the defaults.
type Window struct {
	None       bool `json:"none,omitempty"`       // the connection is held without one
	Optional   bool `json:"optional,omitempty"`   // so it is where none can be had
	Fullscreen bool `json:"fullscreen,omitempty"` // covers the screen
	Width      int  `json:"width,omitempty"`      // points, which are pixels on most screens; 0 is DefaultWidth
	Height     int  `json:"height,omitempty"`     // likewise
	NoVSync    bool `json:"no_vsync,omitempty"`   // does not wait for the screen
	NoAudio    bool `json:"no_audio,omitempty"`
	GrabKeys   bool `json:"grab_keys,omitempty"` // also keys that the desktop has a use for
	Clipboard  bool `json:"clipboard,omitempty"` // both sides share it
}

// DefaultWidth and DefaultHeight are the size of a window, in points.
const (
	DefaultWidth  = 1280
	DefaultHeight = 720
)

// Size is that of the window.
func (w Window) Size() (width, height int) {
	if w.Width == 0 || w.Height == 0 {
		return DefaultWidth, DefaultHeight
	}
	return w.Width, w.Height
}

var (
	protocols = map[string]parsecsdk.Protocol{"": parsecsdk.ProtocolBUD, "bud": parsecsdk.ProtocolBUD, "sctp": parsecsdk.ProtocolSCTP}
	decoders  = map[string]uint32{"": parsecsdk.HardwareDecoder, "hardware": parsecsdk.HardwareDecoder, "software": parsecsdk.SoftwareDecoder}
)

// ParseSettings reads what Settings.String wrote.
func ParseSettings(text string) (Settings, error) {
	var s Settings
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil {
		return s, fmt.Errorf("the settings of the connection cannot be read: %w", err)
	}
	return s, nil
}

// String is s as JSON in one line.
func (s Settings) String() string {
	text, err := json.Marshal(s)
	if err != nil {
		return "{}" // only Options could be at fault, and they come from TOML
	}
	return string(text)
}

// Reconnects reports whether the connection is made again after a status.
func (s Settings) Reconnects(code int32) bool {
	if s.ReconnectOn == nil {
		return parsecsdk.Explain(code).Retry
	}
	return slices.Contains(*s.ReconnectOn, code)
}

func (s Settings) initOptions() parsecsdk.InitOptions {
	return parsecsdk.InitOptions{UPnP: !s.NoUPnP, ClientPort: s.ClientPort, Host: s.SignallingHost, Extra: s.Options}
}

func (s Settings) clientConfig(secret func() string) parsecsdk.ClientConfig {
	config := parsecsdk.DefaultClientConfig()
	config.Protocol, config.Secret = protocols[s.Protocol], secret
	for i := range config.Video {
		v := &config.Video[i]
		v.Decoder, v.Width, v.Height = decoders[s.Decoder], s.Width, s.Height
		v.H265, v.Color444 = s.H265, s.Color444
	}
	return config
}

func (s Settings) connectTimeout() time.Duration {
	return cmp.Or(s.ConnectTimeout, DefaultConnectTimeout)
}
