package parsecsdk

import (
	"bytes"
	"math"
	"strings"
	"unsafe"
)

// cText is the text in a field: up to its terminator, or all of it where there is none. It is valid
// UTF-8, but may hold anything else that strangers write.
func cText(field []byte) string {
	text, _, _ := bytes.Cut(field, []byte{0})
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// cTextAt is the text at p, as cText returns it, or its first limit bytes. Memory is read one byte after
// the other, because what lies behind a terminator need not be there.
func cTextAt(p *byte, limit int) string {
	if p == nil {
		return ""
	}
	n := 0
	for n < limit && *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return cText(unsafe.Slice(p, n))
}

// cString is text as C wants it. text holds no zero byte.
func cString(text string) *byte {
	return unsafe.SliceData(append([]byte(text), 0))
}

// finite is a measured value, or 0 for what cannot be one, so that it can be shown and encoded.
func finite(f float32) float64 {
	v := float64(f)
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return 0
	}
	return v
}

func cBool(b bool) byte {
	if b {
		return 1
	}
	return 0
}
