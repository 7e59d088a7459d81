package parsecsdk

import (
	"encoding/hex"
	"math"
	"strings"
	"testing"
	"unsafe"
)

// TestStructsAreLaidOutAsTheLibraryHasThem asserts sizes and offsets in bytes.
func TestStructsAreLaidOutAsTheLibraryHasThem(t *testing.T) {
	var (
		config cConfig
		client cClientConfig
		video  cVideoConfig
		status cStatus
		guest  cGuest
		metric cMetrics
		dec    cDecoder
		event  cEvent
		cursor cCursor
		ce     cCursorEvent
		re     cRumbleEvent
		ue     cUserDataEvent
		se     cStreamEvent
		frame  cFrame
	)
	for _, test := range []struct {
		what      string
		got, want uintptr
	}{
		{"size of ParsecConfig", unsafe.Sizeof(config), 12},
		{"clientPort", unsafe.Offsetof(config.ClientPort), 4},
		{"hostPort", unsafe.Offsetof(config.HostPort), 8},

		{"size of ParsecClientConfig", unsafe.Sizeof(client), 76},
		{"size of a video config", unsafe.Sizeof(video), 16},
		{"second video config", uintptr(unsafe.Pointer(&client.Video[1])) - uintptr(unsafe.Pointer(&client)), 16},
		{"resolutionX", unsafe.Offsetof(video.ResolutionX), 4},
		{"resolutionY", unsafe.Offsetof(video.ResolutionY), 8},
		{"decoderCompatibility", unsafe.Offsetof(video.Compatibility), 12},
		{"h265", unsafe.Offsetof(video.H265), 13},
		{"color444", unsafe.Offsetof(video.Color444), 14},
		{"mediaContainer", unsafe.Offsetof(client.MediaContainer), 32},
		{"protocol", unsafe.Offsetof(client.Protocol), 36},
		{"secret", unsafe.Offsetof(client.Secret), 40},
		{"pngCursor", unsafe.Offsetof(client.PNGCursor), 72},

		{"size of ParsecClientStatus", unsafe.Sizeof(status), 252},
		{"decoders", unsafe.Offsetof(status.Decoders), 180},
		{"hostMode", unsafe.Offsetof(status.HostMode), 244},
		{"networkFailure", unsafe.Offsetof(status.NetworkFailure), 248},
		{"size of a guest", unsafe.Sizeof(guest), 180},
		{"keyboard", unsafe.Offsetof(guest.Keyboard), 1},
		{"mouse", unsafe.Offsetof(guest.Mouse), 2},
		{"metrics", unsafe.Offsetof(guest.Metrics), 4},
		{"state", unsafe.Offsetof(guest.State), 68},
		{"id", unsafe.Offsetof(guest.ID), 72},
		{"userID", unsafe.Offsetof(guest.UserID), 76},
		{"name", unsafe.Offsetof(guest.Name), 80},
		{"externalID", unsafe.Offsetof(guest.ExternalID), 112},
		{"owner", unsafe.Offsetof(guest.Owner), 176},
		{"size of metrics", unsafe.Sizeof(metric), 32},
		{"queuedFrames", unsafe.Offsetof(metric.QueuedFrames), 12},
		{"encodeLatency", unsafe.Offsetof(metric.EncodeLatency), 16},
		{"bitrate", unsafe.Offsetof(metric.Bitrate), 28},
		{"size of a decoder", unsafe.Sizeof(dec), 32},
		{"width of a decoder", unsafe.Offsetof(dec.Width), 4},
		{"name of a decoder", unsafe.Offsetof(dec.Name), 12},
		{"h265 of a decoder", unsafe.Offsetof(dec.H265), 28},
		{"color444 of a decoder", unsafe.Offsetof(dec.Color444), 29},

		{"size of ParsecClientEvent", unsafe.Sizeof(event), 32},
		{"size of ParsecCursor", unsafe.Sizeof(cursor), 24},
		{"position of a cursor", unsafe.Offsetof(cursor.X), 4},
		{"width of a cursor", unsafe.Offsetof(cursor.Width), 12},
		{"hotX of a cursor", unsafe.Offsetof(cursor.HotX), 16},
		{"hidden", unsafe.Offsetof(cursor.Hidden), 20},
		{"imageUpdate", unsafe.Offsetof(cursor.ImageUpdate), 21},
		{"relative", unsafe.Offsetof(cursor.Relative), 22},
		{"stream of a cursor", unsafe.Offsetof(cursor.Stream), 23},
		{"cursor in its event", unsafe.Offsetof(ce.Cursor), 4},
		{"key of a cursor", unsafe.Offsetof(ce.Key), 28},
		{"size of a cursor event", unsafe.Sizeof(ce), 32},
		{"gamepad of a rumble", unsafe.Offsetof(re.Gamepad), 4},
		{"big motor", unsafe.Offsetof(re.Big), 8},
		{"small motor", unsafe.Offsetof(re.Small), 9},
		{"id of user data", unsafe.Offsetof(ue.ID), 4},
		{"key of user data", unsafe.Offsetof(ue.Key), 8},
		{"status of a stream", unsafe.Offsetof(se.Status), 4},
		{"stream of a stream event", unsafe.Offsetof(se.Stream), 8},

		{"size of ParsecFrame", unsafe.Sizeof(frame), 28},
		{"rotation", unsafe.Offsetof(frame.Rotation), 4},
		{"size of a picture", unsafe.Offsetof(frame.Size), 8},
		{"width of a picture", unsafe.Offsetof(frame.Width), 12},
		{"height of a picture", unsafe.Offsetof(frame.Height), 16},
		{"fullWidth", unsafe.Offsetof(frame.FullWidth), 20},
		{"fullHeight", unsafe.Offsetof(frame.FullHeight), 24},
	} {
		if test.got != test.want {
			t.Errorf("%s is %d, want %d", test.what, test.got, test.want)
		}
	}
}

// TestMessagesHaveTheBytesThatTheLibraryReads holds every kind of input against its 20 bytes.
func TestMessagesHaveTheBytesThatTheLibraryReads(t *testing.T) {
	for _, test := range []struct {
		what    string
		message Message
		bytes   string
	}{
		{"key", Key(4, 0x40, true), "01000000 04000000 40000000 01000000 00000000"},
		{"button", Button(MouseRight, true), "02000000 03000000 01000000 00000000 00000000"},
		{"wheel", Wheel(-1, 2), "03000000 ffffffff 02000000 00000000 00000000"},
		{"pointer", MoveTo(2, 3, 4), "04000000 03000000 04000000 00000200 00000000"},
		{"movement", MoveBy(1, -3, 4, true), "04000000 fdffffff 04000000 01010100 00000000"},
		{"gamepad button", PadButton(9, 11, true), "05000000 0b000000 09000000 01000000 00000000"},
		{"gamepad axis", PadAxis(9, 5, -2), "06000000 05000000 09000000 feff0000 00000000"},
		{"gamepad unplugged", PadUnplug(9), "07000000 09000000 00000000 00000000 00000000"},
		{"release", ReleaseAll(), "09000000 00000000 00000000 00000000 00000000"},
	} {
		raw := test.message.raw
		got := hex.EncodeToString(unsafe.Slice((*byte)(unsafe.Pointer(&raw)), unsafe.Sizeof(raw)))
		if want := strings.ReplaceAll(test.bytes, " ", ""); got != want {
			t.Errorf("%s is %s, want %s", test.what, got, want)
		}
	}
}

func TestATextWithoutATerminatorEndsWithItsField(t *testing.T) {
	for field, want := range map[string]string{"": "", "abc": "abc", "abc\x00def": "abc", "a\xff\xfeb": "a\uFFFDb", "\x00": ""} {
		if got := cText([]byte(field)); got != want {
			t.Errorf("%q is %q, want %q", field, got, want)
		}
	}
	memory := []byte("abcdef")
	if got := cTextAt(&memory[0], 4); got != "abcd" {
		t.Errorf("the first 4 bytes are %q", got)
	}
	if got := cTextAt(cString("abc"), 100); got != "abc" {
		t.Errorf("a terminated text is %q", got)
	}
	if got := cTextAt(nil, 100); got != "" {
		t.Errorf("no text is %q", got)
	}
}

func TestMeasuredValuesAreNumbers(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	raw := cStatus{}
	raw.Guest.Metrics[1] = cMetrics{EncodeLatency: nan, DecodeLatency: inf, NetworkLatency: -1, Bitrate: 2.5}
	raw.Guest.Owner, raw.NetworkFailure = 0xff, 2
	got := raw.status(CodeOK)
	if want := (Metrics{Bitrate: 2.5}); got.Guest.Metrics[1] != want {
		t.Errorf("got %+v, want %+v", got.Guest.Metrics[1], want)
	}
	if !got.Guest.Owner || !got.NetworkFailure || got.Guest.Mouse {
		t.Errorf("a bool other than 0 and 1 is %+v", got)
	}
}

func TestAPictureThatMakesNoSenseIsNotRead(t *testing.T) {
	fine := cFrame{Format: 6, Rotation: 1, Size: 4 * 8 * 2, Width: 7, Height: 2, FullWidth: 8, FullHeight: 2}
	image := make([]byte, fine.Size)
	if got, ok := fine.frame(&image[0]); !ok || len(got.Pixels) != len(image) || got.Width != 7 || got.FullWidth != 8 {
		t.Errorf("a picture is %+v, %v", got, ok)
	}
	for what, spoil := range map[string]func(*cFrame){
		"an unknown format":            func(f *cFrame) { f.Format = 99 },
		"too few bytes":                func(f *cFrame) { f.Size-- },
		"a row wider than its memory":  func(f *cFrame) { f.Width = 9 },
		"more rows than its memory":    func(f *cFrame) { f.Height = 3 },
		"no rows":                      func(f *cFrame) { f.FullHeight, f.Height = 0, 0 },
		"rows that no screen has":      func(f *cFrame) { f.FullWidth, f.Size = 1<<20, math.MaxUint32 },
		"a size that wraps to nothing": func(f *cFrame) { f.FullWidth, f.FullHeight = math.MaxUint32, math.MaxUint32 },
	} {
		odd := fine
		spoil(&odd)
		if got, ok := odd.frame(&image[0]); ok {
			t.Errorf("%s: got %d bytes", what, len(got.Pixels))
		}
	}
	if _, ok := fine.frame(nil); ok {
		t.Error("a picture without pixels was read")
	}
}
