package parsecsdk

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
	"unsafe"
)

// memory is what the library may point at. A cursor of the largest size fits.
var memory = make([]byte, mostCursor+1)

// overlay copies bytes over a struct of the library, as the library does.
func overlay[C any](content []byte) *C {
	c := new(C)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(c)), unsafe.Sizeof(*c)), content)
	return c
}

// FuzzLibrary wants whatever the library writes into a status, an event or a picture to be understood, or
// refused, without reading what is not there.
func FuzzLibrary(f *testing.F) {
	f.Add([]byte{}, []byte{}, int32(0))
	f.Add([]byte(strings.Repeat("\xff", int(unsafe.Sizeof(cStatus{})))), []byte("text"), int32(-6023))
	f.Add([]byte(strings.Repeat("ab\xc3\x00\x7f", 60)), []byte{}, int32(20))
	f.Add([]byte{3, 0, 0, 0, 7, 0, 0, 0, 1}, []byte("text\x00more\xff"), int32(-3))
	f.Add([]byte{1, 0, 0, 0, 4, 0, 0, 0, 25: 1}, []byte("RGBA"), int32(6023))
	f.Add([]byte{1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 25: 1}, []byte{}, int32(-13010))
	f.Add([]byte{6, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}, []byte{}, int32(math.MinInt32))
	f.Add([]byte{6, 0, 0, 0, 1, 0, 0, 0, 128, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0}, []byte{}, int32(math.MaxInt32))
	f.Fuzz(func(t *testing.T, content, pointed []byte, code int32) {
		checkStatus(t, overlay[cStatus](content), code)
		checkCode(t, code)
		checkEvent(t, overlay[cEvent](content), pointed)
		checkFrame(t, overlay[cFrame](content))
	})
}

// checkStatus wants texts that are valid and end where their field ends, and numbers that can be shown
// and encoded.
func checkStatus(t *testing.T, raw *cStatus, code int32) {
	t.Helper()
	s := raw.status(code)
	checkText(t, s.Guest.Name, raw.Guest.Name[:])
	checkText(t, s.Guest.ExternalID, raw.Guest.ExternalID[:])
	for i, d := range s.Decoders {
		checkText(t, d.Name, raw.Decoders[i].Name[:])
	}
	for i, m := range s.Guest.Metrics {
		for _, v := range []float64{m.EncodeLatency, m.DecodeLatency, m.NetworkLatency, m.Bitrate} {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Errorf("stream %d measures %v", i, v)
			}
		}
	}
	if _, err := json.Marshal(s); err != nil {
		t.Error(err)
	}
}

func checkText(t *testing.T, text string, field []byte) {
	t.Helper()
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) || utf8.RuneCountInString(text) > len(field) {
		t.Errorf("%q is the text of %q", text, field)
	}
	if utf8.Valid(field) && !strings.HasPrefix(string(field), text) {
		t.Errorf("%q is not what %q begins with", text, field)
	}
	if at := cTextAt(&field[0], len(field)); at != text {
		t.Errorf("in its field the text is %q, in memory %q", text, at)
	}
}

// checkCode wants every code to be explained in one line each, with its own number or that of the error
// that is quoted without its sign.
func checkCode(t *testing.T, code int32) {
	t.Helper()
	for _, goos := range []string{"linux", "darwin", "windows"} {
		c := explain(code, goos)
		if c.Number != code && c.Number != -code || code <= 0 && c.Number != code {
			t.Errorf("%d is explained as %d", code, c.Number)
		}
		for _, text := range []string{c.Meaning, c.Remedy, c.String()} {
			if text == "" || strings.ContainsAny(text, "\n\r\x00") || strings.HasSuffix(text, ".") || !utf8.ValidString(text) {
				t.Errorf("%d on %s: %q", code, goos, text)
			}
		}
	}
}

// checkEvent wants an event to be decoded, with no more memory read than the library said there is.
func checkEvent(t *testing.T, raw *cEvent, pointed []byte) {
	t.Helper()
	fill := copy(memory, pointed)
	memory[min(fill, len(memory)-1)] = 0
	asked := 0
	event := raw.decode(func(_ uint32, read func(*byte)) { asked++; read(&memory[0]) })
	if asked > 1 {
		t.Errorf("%+v asked for %d buffers", event, asked)
	}
	switch event := event.(type) {
	case UserDataEvent:
		checkText(t, event.Text, append(pointed[:len(pointed):len(pointed)], 0))
	case CursorEvent:
		size := (*cCursorEvent)(unsafe.Pointer(raw)).Cursor.Size
		if len(event.Image) > 0 && uint32(len(event.Image)) != size || len(event.Image) > mostCursor {
			t.Errorf("a cursor of %d bytes has %d", size, len(event.Image))
		}
	case UnknownEvent:
		if event.Type != raw.Type || 1 <= event.Type && event.Type <= 6 {
			t.Errorf("an event of type %d is of the unknown type %d", raw.Type, event.Type)
		}
	case nil:
		t.Error("no event")
	}
}

// checkFrame wants no picture to have more pixels than the library gave bytes, or to be larger than its
// rows.
func checkFrame(t *testing.T, raw *cFrame) {
	t.Helper()
	frame, ok := raw.frame(&memory[0])
	if !ok {
		return
	}
	if uint64(len(frame.Pixels)) > uint64(raw.Size) || len(frame.Pixels) == 0 || halfBytes[frame.Format] == 0 {
		t.Errorf("%+v has %d bytes of pixels", raw, len(frame.Pixels))
	}
	if frame.Width > frame.FullWidth || frame.Height > frame.FullHeight || max(frame.FullWidth, frame.FullHeight) > mostPixels {
		t.Errorf("%+v does not fit into its rows", raw)
	}
}
