//go:build !nosdk && amd64 && (linux || darwin || windows)

package parsecsdk

import "unsafe"

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

func (c *calls[F]) find(number uintptr) (fn F, ok bool) {
	v, ok := c.running.Load(number)
	if ok {
		fn = v.(F)
	}
	return fn, ok
}
