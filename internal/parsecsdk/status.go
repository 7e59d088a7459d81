package parsecsdk

// Status is the state of a connection. Its texts come from strangers: make them safe before they are shown.
type Status struct {
	Code           int32 // CodeConnecting, CodeOK when connected, else why it ended: see Explain
	Guest          Guest // this side, as the host sees it
	Decoders       [2]Decoder
	HostMode       int32 // 0 none, 1 desktop, 2 game
	NetworkFailure bool  // packets are being lost at this very moment
}

// Guest is one who is connected to a host.
type Guest struct {
	Gamepad, Keyboard, Mouse bool // what the host permits
	Metrics                  [2]Metrics
	State                    GuestState
	ID, UserID               uint32
	Name, ExternalID         string
	Owner                    bool // of the host
}

// GuestState is how far a guest got.
type GuestState int32

// The states of a Guest.
const (
	GuestWaiting      GuestState = 1 // for somebody at the host to accept
	GuestConnecting   GuestState = 2
	GuestConnected    GuestState = 4
	GuestDisconnected GuestState = 8
	GuestFailed       GuestState = 16
)

// Metrics measure one stream. Latencies are milliseconds; values are finite and not negative.
type Metrics struct {
	PacketsSent, FastRTs, SlowRTs, QueuedFrames  uint32 // RTs are packets sent again, soon or late
	EncodeLatency, DecodeLatency, NetworkLatency float64
	Bitrate                                      float64 // megabits per second
}

// Decoder is what decodes one stream here. Width and Height are pixels.
type Decoder struct {
	Index, Width, Height uint32
	Name                 string
	H265, Color444       bool
}

func (c *cStatus) status(code int32) Status {
	s := Status{Code: code, Guest: c.Guest.guest(), HostMode: c.HostMode, NetworkFailure: c.NetworkFailure != 0}
	for i, d := range c.Decoders {
		s.Decoders[i] = Decoder{Index: d.Index, Width: d.Width, Height: d.Height, Name: cText(d.Name[:]), H265: d.H265 != 0, Color444: d.Color444 != 0}
	}
	return s
}

func (c *cGuest) guest() Guest {
	g := Guest{
		Gamepad: c.Gamepad != 0, Keyboard: c.Keyboard != 0, Mouse: c.Mouse != 0,
		State: GuestState(c.State), ID: c.ID, UserID: c.UserID,
		Name: cText(c.Name[:]), ExternalID: cText(c.ExternalID[:]), Owner: c.Owner != 0,
	}
	for i, m := range c.Metrics {
		g.Metrics[i] = Metrics{
			PacketsSent: m.PacketsSent, FastRTs: m.FastRTs, SlowRTs: m.SlowRTs, QueuedFrames: m.QueuedFrames,
			EncodeLatency: finite(m.EncodeLatency), DecodeLatency: finite(m.DecodeLatency),
			NetworkLatency: finite(m.NetworkLatency), Bitrate: finite(m.Bitrate),
		}
	}
	return g
}
