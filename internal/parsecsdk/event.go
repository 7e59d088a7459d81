package parsecsdk

import "unsafe"

// Event is one of the events below. Their texts come from strangers.
type Event interface{ event() }

// The events of a connection.
type (
	// CursorEvent changes the pointer.
	CursorEvent struct {
		X, Y, Width, Height, HotX, HotY int
		Stream                          uint8
		Hidden, Relative                bool
		Image                           []byte // RGBA, or PNG where the configuration asked for it; nil when it stays the same
	}
	// RumbleEvent shakes a gamepad: the strength of its motors, 0 to 255.
	RumbleEvent struct {
		Gamepad    uint32
		Big, Small uint8
	}
	// UserDataEvent is a text from the host, with the number that both sides agreed on.
	UserDataEvent struct {
		ID   uint32
		Text string
	}
	// BlockedEvent says that the host takes no input for now, UnblockedEvent that it does again.
	BlockedEvent   struct{}
	UnblockedEvent struct{}
	// StreamEvent says that a stream came to a status: see Explain.
	StreamEvent struct {
		Code   int32
		Stream uint8
	}
	// UnknownEvent is of a type that this package does not know.
	UnknownEvent struct{ Type int32 }
)

func (CursorEvent) event()    {}
func (RumbleEvent) event()    {}
func (UserDataEvent) event()  {}
func (BlockedEvent) event()   {}
func (UnblockedEvent) event() {}
func (StreamEvent) event()    {}
func (UnknownEvent) event()   {}

// ClipboardID is the number of a UserDataEvent that carries the clipboard, by convention.
const ClipboardID = 7

// What a buffer of the library may hold at most.
const (
	mostUserData = 1 << 20
	mostCursor   = 4 << 20
)

// decode turns the union into one event. Its buffer is fetched and given back by buffer.
func (c *cEvent) decode(buffer func(key uint32, read func(*byte))) Event {
	switch c.Type {
	case 1:
		return (*cCursorEvent)(unsafe.Pointer(c)).decode(buffer)
	case 2:
		r := (*cRumbleEvent)(unsafe.Pointer(c))
		return RumbleEvent{Gamepad: r.Gamepad, Big: r.Big, Small: r.Small}
	case 3:
		u := (*cUserDataEvent)(unsafe.Pointer(c))
		event := UserDataEvent{ID: u.ID}
		buffer(u.Key, func(p *byte) { event.Text = cTextAt(p, mostUserData) })
		return event
	case 4:
		return BlockedEvent{}
	case 5:
		return UnblockedEvent{}
	case 6:
		s := (*cStreamEvent)(unsafe.Pointer(c))
		return StreamEvent{Code: s.Status, Stream: s.Stream}
	}
	return UnknownEvent{Type: c.Type}
}

func (c *cCursorEvent) decode(buffer func(key uint32, read func(*byte))) Event {
	cursor := c.Cursor
	event := CursorEvent{
		X: int(cursor.X), Y: int(cursor.Y), Width: int(cursor.Width), Height: int(cursor.Height),
		HotX: int(cursor.HotX), HotY: int(cursor.HotY), Stream: cursor.Stream,
		Hidden: cursor.Hidden != 0, Relative: cursor.Relative != 0,
	}
	if cursor.ImageUpdate != 0 {
		buffer(c.Key, func(p *byte) {
			if cursor.Size <= mostCursor {
				event.Image = append(event.Image, unsafe.Slice(p, cursor.Size)...)
			}
		})
	}
	return event
}
