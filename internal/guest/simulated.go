package guest

import (
	"hash/fnv"
	"math"
	"time"

	"parsec-hosts/internal/parsecsdk"
)

// simulation is a library that only pretends. What becomes of a connection depends on the host, so that
// a demonstration shows everything that can happen, and the same again for the same host.
type simulation struct {
	peer   string
	now    func() time.Time
	random func() float64
	inits  int
}

// scene is how connections to a host go.
type scene struct {
	approval time.Duration // how long somebody at the host takes to answer
	refusal  int32         // the status of an attempt that fails
	failures int           // attempts that fail, -1 for all
	lossy    bool          // packets are lost now and then
}

// scenes are chosen from by the peer ID.
var scenes = []scene{
	{},
	{approval: 1500 * time.Millisecond},
	{lossy: true},
	{approval: 1500 * time.Millisecond, refusal: 8, failures: -1}, // declined
	{},
	{refusal: -6023, failures: -1}, // no path
	{approval: 1500 * time.Millisecond},
	{refusal: 11, failures: 1}, // full for a moment
}

const (
	simulatedSignalling = 500 * time.Millisecond
	simulatedPath       = 700 * time.Millisecond
)

func (s *simulation) Init() (Client, error) {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(s.peer)) // never fails
	client := &simulated{simulation: s, scene: scenes[hash.Sum32()%uint32(len(scenes))]}
	client.fails = client.failures < 0 || s.inits < client.failures
	s.inits++
	return client, nil
}

// simulated is one connection to a simulated host.
type simulated struct {
	*simulation
	scene
	fails     bool
	connected bool // Connect was called
	began     time.Time
	drift     [3]float64 // of the network, the encoder and the bitrate: between -1 and 1
	lost      uint32
}

func (s *simulated) Connect(string, string, parsecsdk.ClientConfig) error {
	s.connected, s.began = true, s.now()
	return nil
}

func (s *simulated) Disconnect() { s.connected = false }
func (s *simulated) Destroy()    { s.connected = false }

// PollEvents has none.
func (s *simulated) PollEvents(time.Duration) (parsecsdk.Event, bool) { return nil, false }

func (s *simulated) Status() parsecsdk.Status {
	lasted := s.now().Sub(s.began)
	switch {
	case !s.connected:
		return parsecsdk.Status{Code: parsecsdk.CodeNotRunning}
	case lasted < simulatedSignalling:
		return waiting(0)
	case lasted < simulatedSignalling+s.approval:
		return waiting(parsecsdk.GuestWaiting)
	case s.fails && s.refusal > 0:
		return parsecsdk.Status{Code: s.refusal}
	case lasted < simulatedSignalling+s.approval+simulatedPath:
		return waiting(parsecsdk.GuestConnecting)
	case s.fails:
		return parsecsdk.Status{Code: s.refusal}
	}
	return s.streaming(lasted)
}

func waiting(state parsecsdk.GuestState) parsecsdk.Status {
	return parsecsdk.Status{Code: parsecsdk.CodeConnecting, Guest: parsecsdk.Guest{State: state}}
}

// streaming is a connection whose figures wander.
func (s *simulated) streaming(lasted time.Duration) parsecsdk.Status {
	for i := range s.drift {
		s.drift[i] = min(1, max(-1, 0.98*s.drift[i]+0.3*(s.random()-0.5)))
	}
	failing := s.lossy && math.Mod(lasted.Seconds(), 20) > 17
	if failing && s.random() < 0.3 {
		s.lost++
	}
	metrics := parsecsdk.Metrics{
		EncodeLatency: 4 + s.drift[1], DecodeLatency: 3 + s.drift[1]/2,
		NetworkLatency: 12 + 8*s.drift[0], Bitrate: 18 + 6*s.drift[2], FastRTs: s.lost,
	}
	return parsecsdk.Status{
		Guest:          parsecsdk.Guest{State: parsecsdk.GuestConnected, Metrics: [2]parsecsdk.Metrics{metrics}},
		Decoders:       [2]parsecsdk.Decoder{{Width: 1920, Height: 1080, Name: "simulated", H265: true}},
		HostMode:       1,
		NetworkFailure: failing,
	}
}
