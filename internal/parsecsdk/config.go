package parsecsdk

import (
	"encoding/json"
	"maps"
	"math"
	"strings"
)

// DefaultHost is the signalling host that the service answers on. The one that version 6.0 has built
// in does not answer any more.
const DefaultHost = "kessel-ws.parsec.app"

// InitOptions are for the library as a whole.
type InitOptions struct {
	UPnP       bool           // may open a port in the router
	ClientPort int            // the first UDP port to use, 0 for any
	Host       string         // the signalling host, "" for DefaultHost
	Extra      map[string]any // further keys of the library's JSON options, such as ssPort
}

func (o InitOptions) config() (*cConfig, error) {
	if o.ClientPort < 0 || o.ClientPort > math.MaxUint16 {
		return nil, &misuse{"the client port is not between 0 and 65535", "correct it, or leave it out for any port"}
	}
	return &cConfig{UPnP: int32(cBool(o.UPnP)), ClientPort: int32(o.ClientPort)}, nil
}

// json is the text that the library takes its further options from.
func (o InitOptions) json() (string, error) {
	keys := map[string]any{"ssHost": DefaultHost}
	maps.Copy(keys, o.Extra)
	if o.Host != "" {
		keys["ssHost"] = o.Host
	}
	text, err := json.Marshal(keys)
	if err != nil {
		return "", &misuse{"the further options of the library cannot be written as JSON", "use texts, numbers, true and false"}
	}
	return string(text), nil
}

// Protocol is how the two computers talk to each other.
type Protocol int32

// The protocols.
const (
	ProtocolBUD  Protocol = 1 // the SDK's own
	ProtocolSCTP Protocol = 2 // that of web browsers
)

// The decoders that VideoConfig can ask for.
const (
	SoftwareDecoder = 0
	HardwareDecoder = 1
)

// ClientConfig is for one connection.
type ClientConfig struct {
	Video     [2]VideoConfig
	Protocol  Protocol
	Secret    func() string // that the host was started with, nil for none; a function cannot be printed
	PNGCursor bool          // cursors come as PNG instead of RGBA
}

// VideoConfig is for one stream.
type VideoConfig struct {
	Decoder        uint32 // SoftwareDecoder or HardwareDecoder
	Width, Height  int    // pixels to ask the host for, 0 to leave its resolution as it is
	Compatible     bool   // the decoder avoids what some drivers do badly
	H265, Color444 bool   // where both sides can
}

// DefaultClientConfig is what the SDK itself starts from.
func DefaultClientConfig() ClientConfig {
	video := VideoConfig{Decoder: HardwareDecoder}
	return ClientConfig{Video: [2]VideoConfig{video, video}, Protocol: ProtocolBUD}
}

func (c ClientConfig) encode() (*cClientConfig, error) {
	encoded := &cClientConfig{Protocol: int32(c.Protocol), PNGCursor: cBool(c.PNGCursor)}
	for i, v := range c.Video {
		if min(v.Width, v.Height) < 0 || max(v.Width, v.Height) > mostPixels {
			return nil, &misuse{"the resolution is not one that a screen can have", "correct it, or leave it out for that of the host"}
		}
		encoded.Video[i] = cVideoConfig{
			Decoder: v.Decoder, ResolutionX: int32(v.Width), ResolutionY: int32(v.Height),
			Compatibility: cBool(v.Compatible), H265: cBool(v.H265), Color444: cBool(v.Color444),
		}
	}
	if c.Secret == nil {
		return encoded, nil
	}
	secret := c.Secret()
	if len(secret) >= len(encoded.Secret) || strings.ContainsRune(secret, 0) {
		return nil, &misuse{"the host's secret is longer than 31 bytes or holds a zero byte", "use the secret that the host was started with"}
	}
	copy(encoded.Secret[:], secret)
	return encoded, nil
}
