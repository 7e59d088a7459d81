package parsecsdk

// The structs of the library, byte for byte as it lays them out on 64-bit systems. A bool is a byte
// here: Go would misbehave over a bool that is neither 0 nor 1.

type cConfig struct {
	UPnP, ClientPort, HostPort int32
}

type cVideoConfig struct {
	Decoder                       uint32
	ResolutionX, ResolutionY      int32
	Compatibility, H265, Color444 byte
}

type cClientConfig struct {
	Video          [2]cVideoConfig
	MediaContainer int32
	Protocol       int32
	Secret         [32]byte
	PNGCursor      byte
}

type cMetrics struct {
	PacketsSent, FastRTs, SlowRTs, QueuedFrames           uint32
	EncodeLatency, DecodeLatency, NetworkLatency, Bitrate float32
}

type cGuest struct {
	Gamepad, Keyboard, Mouse byte
	Metrics                  [2]cMetrics
	State                    int32
	ID, UserID               uint32
	Name                     [32]byte
	ExternalID               [64]byte
	Owner                    byte
}

type cDecoder struct {
	Index, Width, Height uint32
	Name                 [16]byte
	H265, Color444       byte
}

type cStatus struct {
	Guest          cGuest
	Decoders       [2]cDecoder
	HostMode       int32
	NetworkFailure byte
}

// cEvent is a union: its type says which of the structs below it is.
type cEvent struct {
	Type int32
	_    [7]uint32
}

type cCursorEvent struct {
	Type   int32
	Cursor cCursor
	Key    uint32
}

type cRumbleEvent struct {
	Type       int32
	Gamepad    uint32
	Big, Small byte
}

type cUserDataEvent struct {
	Type    int32
	ID, Key uint32
}

type cStreamEvent struct {
	Type, Status int32
	Stream       byte
}

type cCursor struct {
	Size, X, Y                    uint32
	Width, Height, HotX, HotY     uint16
	Hidden, ImageUpdate, Relative byte
	Stream                        byte
}

type cFrame struct {
	Format, Rotation      int32
	Size                  uint32
	Width, Height         uint32
	FullWidth, FullHeight uint32
}

// cMessage is a union, too, of the structs below.
type cMessage struct {
	Type int32
	_    [4]uint32
}

type cKeyboard struct {
	Type, Code, Mod int32
	Pressed         bool
}

type cMouseButton struct {
	Type, Button int32
	Pressed      bool
}

type cMouseWheel struct {
	Type, X, Y int32
}

type cMouseMotion struct {
	Type, X, Y              int32
	Relative, ScaleRelative bool
	Stream                  byte
}

type cPadButton struct {
	Type, Button int32
	ID           uint32
	Pressed      bool
}

type cPadAxis struct {
	Type, Axis int32
	ID         uint32
	Value      int16
}

type cPadUnplug struct {
	Type int32
	ID   uint32
}
