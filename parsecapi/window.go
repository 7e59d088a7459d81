package parsecapi

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"sync"
)

// What is wrong with a text that is not whole JSON.
const (
	cutOff  = "cut off"
	notJSON = "not JSON"
)

// window reads an answer value by value and holds no more of it than it must: an answer of any
// length passes through the same few kilobytes, while it comes in.
//
// After the first fault nothing more is read, and the methods return their zero values.
type window struct {
	from  io.Reader
	buf   []byte // of which buf[at:] is still to be read
	at    int
	ended bool   // nothing more comes; a space stands behind the last byte, so that numbers end
	fault string // why the answer cannot be read
}

// windows are used again: a poll that brings nothing new needs no memory of its own.
var windows = sync.Pool{New: func() any { return &window{buf: make([]byte, 0, windowSize)} }}

// windowSize saves system calls: a large answer comes in in large pieces.
const windowSize = 256 << 10

// openWindow returns a window on what from gives. It must be closed.
func openWindow(from io.Reader) *window {
	w := windows.Get().(*window)
	*w = window{from: from, buf: w.buf[:0]}
	return w
}

func (w *window) close() {
	w.from = nil
	if cap(w.buf) <= 2*windowSize {
		windows.Put(w)
	}
}

// more gets at least as many bytes as there are already, so that looking again at a value that is
// not whole yet never costs more than twice the value. It reports false at the end.
func (w *window) more() bool {
	if w.ended {
		return false
	}
	w.buf = w.buf[:copy(w.buf, w.buf[w.at:])]
	w.at = 0
	for enough := 2 * len(w.buf); !w.ended && len(w.buf) <= enough; {
		if cap(w.buf)-len(w.buf) < bytes.MinRead {
			w.buf = slices.Grow(w.buf, cap(w.buf))
		}
		n, err := w.from.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		if err != nil {
			w.ended, w.buf = true, append(w.buf, ' ')
		}
	}
	return true
}

func (w *window) fail(fault string) {
	if w.fault == "" {
		w.fault = fault
	}
}

// skipMark reads a byte order mark.
func (w *window) skipMark() {
	for len(w.buf) < len(mark) && w.more() {
	}
	if bytes.HasPrefix(w.buf, mark) {
		w.at = len(mark)
	}
}

// name reads a name in an object and the colon behind it.
func (w *window) name() string {
	if w.peek() != '"' {
		w.fail(notJSON)
	}
	name, _ := str(w.value(1))
	w.expect(':')
	return name
}

// peek returns the next byte that is no white space, without reading it.
func (w *window) peek() byte {
	for w.fault == "" {
		if w.at = skipSpace(w.buf, w.at); w.at < len(w.buf) {
			return w.buf[w.at]
		}
		if !w.more() {
			w.fail(cutOff)
		}
	}
	return 0
}

// accept reads c if it comes next.
func (w *window) accept(c byte) bool {
	if w.peek() != c || w.fault != "" {
		return false
	}
	w.at++
	return true
}

func (w *window) expect(c byte) {
	if !w.accept(c) {
		w.fail(notJSON)
	}
}

// another reads what follows an item of a list or an object, and reports whether another one comes.
func (w *window) another(closing byte) bool {
	if w.accept(',') {
		return true
	}
	w.expect(closing)
	return false
}

// value returns the next value, which is valid until the next call. Depth is as in scanValue.
func (w *window) value(depth int) json.RawMessage {
	var value json.RawMessage
	w.scan(func(b []byte) int {
		end := scanValue(b, 0, depth)
		value = b[:max(0, end)]
		return end
	})
	return value
}

// scan reads what read finds at the beginning of the bytes given to it, which is asked again with
// more bytes when they were too short.
func (w *window) scan(read func([]byte) int) {
	for w.peek(); w.fault == ""; {
		end := read(w.buf[w.at:])
		switch {
		case end >= 0:
			w.at += end
			return
		case end == wrong:
			w.fail(notJSON)
		case !w.more():
			w.fail(cutOff)
		}
	}
}

// startsWith reads known if it comes next, byte for byte.
func (w *window) startsWith(known []byte) bool {
	for len(w.buf)-w.at < len(known) {
		if !w.more() {
			return false
		}
	}
	if !bytes.HasPrefix(w.buf[w.at:], known) {
		return false
	}
	w.at += len(known)
	return true
}

// end wants nothing but white space to follow.
func (w *window) end() {
	for w.fault == "" {
		if w.at = skipSpace(w.buf, w.at); w.at < len(w.buf) {
			w.fail(notJSON)
		} else if !w.more() {
			return
		}
	}
}

// rest reads all that is left.
func (w *window) rest() []byte {
	for w.more() {
	}
	return bytes.TrimSuffix(w.buf[w.at:], []byte{' '})
}
