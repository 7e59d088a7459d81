package parsecsdk

import (
	"sync"
	"sync/atomic"
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
