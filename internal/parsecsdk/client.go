package parsecsdk

import (
	"math"
	"strings"
	"sync"
	"time"
)

// Client is an instance of the library. Its methods may be called at the same time from several
// goroutines, but none of them inside the functions that PollFrame and PollAudio call: the library
// would wait for itself for ever. After Destroy they all say that there is no connection.
type Client struct {
	f *functions

	// mu is held for reading during every call and for writing by Destroy, so that no call works on
	// an instance that is gone.
	mu       sync.RWMutex
	instance uintptr
	kept     []*byte // texts that the library may go on reading after the call that gave them
}

// keep returns text for C and holds it as long as the client lives.
func (c *Client) keep(text string) *byte {
	p := cString(text)
	c.kept = append(c.kept, p)
	return p
}

// Destroy ends the connection and the instance. It waits for the calls that are running, and the library
// for its own threads. Version 6.0 crashes in it while it still looks for the signalling service.
func (c *Client) Destroy() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.instance != 0 {
		c.f.destroy(c.instance)
	}
	c.instance, c.kept = 0, nil
}

// Connect begins to connect to the host peer with a session ID. What becomes of it tells Status. On
// Linux, this is the call in which the library ends the process without a word when it misses OpenSSL.
func (c *Client) Connect(session, peer string, config ClientConfig) error {
	switch {
	case session == "":
		return &misuse{"there is no session to connect with", "make a new session"}
	case peer == "":
		return &misuse{"there is no host to connect to", "choose a host"}
	case strings.ContainsRune(session+peer, 0):
		return &misuse{"the session or the peer ID holds a zero byte", "make a new session, refresh the list of hosts and choose again"}
	}
	encoded, err := config.encode()
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.instance == 0 {
		return refused("ParsecClientConnect", CodeNotRunning)
	}
	return refused("ParsecClientConnect", c.f.connect(c.instance, encoded, c.keep(session), c.keep(peer)))
}

// Disconnect ends the connection; the instance can connect again. It does not wait: the host hears of it
// a moment later, if there is one.
func (c *Client) Disconnect() {
	c.call(func() int32 { c.f.disconnect(c.instance); return CodeOK })
}

// Status returns how the connection is. It does not wait.
func (c *Client) Status() Status {
	var raw cStatus
	return raw.status(c.call(func() int32 { return c.f.status(c.instance, &raw) }))
}

// PollEvents waits for an event, at most for timeout.
func (c *Client) PollEvents(timeout time.Duration) (event Event, ok bool) {
	c.call(func() int32 {
		var raw cEvent
		if ok = c.f.pollEvents(c.instance, milliseconds(timeout), &raw); ok {
			event = raw.decode(c.buffer)
		}
		return CodeOK
	})
	return event, ok
}

// buffer lets read look at a buffer of the library, if there is one with this key.
func (c *Client) buffer(key uint32, read func(*byte)) {
	if p := c.f.getBuffer(c.instance, key); p != nil {
		defer c.f.free(p)
		read(p)
	}
}

// SetConfig changes the connection while it lasts. The resolution goes to the host.
func (c *Client) SetConfig(config ClientConfig) error {
	encoded, err := config.encode()
	if err != nil {
		return err
	}
	return refused("ParsecClientSetConfig", c.call(func() int32 { return c.f.setConfig(c.instance, encoded) }))
}

// SetDimensions tells the size of the window in pixels, and how many pixels a point of its system has.
func (c *Client) SetDimensions(stream uint8, width, height int, scale float32) error {
	if min(width, height) < 1 || max(width, height) > mostPixels {
		return &misuse{"the window has no size that can be drawn to", "make it larger or smaller"}
	}
	return refused("ParsecClientSetDimensions", c.call(func() int32 {
		return c.f.dimensions(c.instance, stream, uint32(width), uint32(height), scale)
	}))
}

// Pause stops the video, the sound or both, or lets them go on.
func (c *Client) Pause(video, audio bool) error {
	return refused("ParsecClientPause", c.call(func() int32 { return c.f.pause(c.instance, video, audio) }))
}

// SendMessage sends input to the host.
func (c *Client) SendMessage(message Message) error {
	return refused("ParsecClientSendMessage", c.call(func() int32 { return c.f.sendMessage(c.instance, &message.raw) }))
}

// SendUserData sends a text to the host, with a number that says what it is: see ClipboardID.
func (c *Client) SendUserData(id uint32, text string) error {
	if strings.ContainsRune(text, 0) {
		return &misuse{"the text holds a zero byte", "send it without"}
	}
	return refused("ParsecClientSendUserData", c.call(func() int32 { return c.f.sendData(c.instance, id, cString(text)) }))
}

// call makes a call unless the instance is gone.
func (c *Client) call(do func() int32) int32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.instance == 0 {
		return CodeNotRunning
	}
	return do()
}

// refused is the error of a call, or nil for success and warnings.
func refused(call string, code int32) error {
	if code >= CodeOK {
		return nil
	}
	return &CallError{call, Explain(code)}
}

// milliseconds rounds up, so that a short wait is one.
func milliseconds(d time.Duration) uint32 {
	ms := (max(d, 0) + time.Millisecond - 1) / time.Millisecond
	return uint32(min(ms, math.MaxUint32))
}
