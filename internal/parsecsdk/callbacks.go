package parsecsdk

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

// Callbacks are made once for the whole process, because none can ever be given back. Which call one
// belongs to is told by the number that the library hands through.
var (
	frameCalls calls[func(*cFrame, *byte)]
	audioCalls calls[func([]int16)]
	logger     atomic.Pointer[func(LogLevel, string)]
)

// calls are those that are running and wait for their callback.
type calls[F any] struct {
	last    atomic.Uintptr
	running sync.Map // from a number to an F
}

// during makes one call, whose callback finds fn.
func (c *calls[F]) during(fn F, call func(opaque uintptr) int32) int32 {
	number := c.last.Add(1)
	c.running.Store(number, fn)
	defer c.running.Delete(number)
	return call(number)
}

func (c *calls[F]) find(number uintptr) (fn F, ok bool) {
	v, ok := c.running.Load(number)
	if ok {
		fn = v.(F)
	}
	return fn, ok
}

// The functions that C calls. What they return is not looked at; Windows wants them to return something.

func onFrame(frame *cFrame, image *byte, opaque uintptr) uintptr {
	if fn, ok := frameCalls.find(opaque); ok && frame != nil {
		fn(frame, image)
	}
	return 0
}

func onAudio(samples *int16, count uint32, opaque uintptr) uintptr {
	if fn, ok := audioCalls.find(opaque); ok && samples != nil && count <= mostSamples {
		fn(unsafe.Slice(samples, 2*int(count)))
	}
	return 0
}

func onLog(level int32, text *byte, _ uintptr) uintptr {
	if log := logger.Load(); log != nil {
		(*log)(LogLevel(level), cTextAt(text, mostLog))
	}
	return 0
}

const mostLog = 8 << 10
