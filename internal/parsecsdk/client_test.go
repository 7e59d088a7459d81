//go:build !nosdk && amd64 && (linux || darwin)

package parsecsdk

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// second is how long a call may wait for what comes at once.
const second = time.Second

func TestTheStatusFollowsTheConnection(t *testing.T) {
	if !inChild(t, "20:3,0:2,-6023") {
		return
	}
	client := initialized(t)
	if code := client.Status().Code; code != CodeNotRunning {
		t.Errorf("before the connection the status is %d", code)
	}
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
		t.Fatal(err)
	}
	var codes []int32
	for range 7 {
		codes = append(codes, client.Status().Code)
	}
	if want := []int32{20, 20, 20, 0, 0, -6023, CodeNotRunning}; !slices.Equal(codes, want) {
		t.Errorf("the statuses are %v, want %v", codes, want)
	}
}

func TestAStatusHasTheGuestTheDecodersAndTheMetrics(t *testing.T) {
	if !inChild(t, "20:1,0") {
		return
	}
	client := connected(t)
	ready(t, client)
	got := client.Status()
	want := Status{
		Guest: Guest{Keyboard: true, Mouse: true, State: GuestConnected, ID: 41, UserID: 42, Name: "anna", ExternalID: "ext-1", Owner: true,
			Metrics: [2]Metrics{
				{PacketsSent: 300, FastRTs: 3, SlowRTs: 1, QueuedFrames: 0, EncodeLatency: 4.5, DecodeLatency: 2.25, NetworkLatency: 13, Bitrate: 20},
				{PacketsSent: 301, FastRTs: 3, SlowRTs: 1, QueuedFrames: 0, EncodeLatency: 4.5, DecodeLatency: 2.25, NetworkLatency: 13, Bitrate: 20},
			}},
		Decoders: [2]Decoder{{Width: 1920, Height: 1080, Name: "standin", H265: true}, {Index: 1, Width: 1920, Height: 1080, Name: "standin", H265: true, Color444: true}},
		HostMode: 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if later := client.Status().Guest.Metrics[0].PacketsSent; later <= got.Guest.Metrics[0].PacketsSent {
		t.Errorf("then there are %d packets", later)
	}
}

func TestOptionsReachTheLibraryAndItsLogReachesUs(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	loaded, err := Open(Files{Library: library()})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	loaded.SetLog(func(level LogLevel, line string) {
		if level != LogInfo {
			t.Errorf("%q has the level %c", line, level)
		}
		lines = append(lines, line)
	})
	client, err := loaded.Init(InitOptions{UPnP: true, ClientPort: 8000, Host: "signal.example", Extra: map[string]any{"ssPort": 8443, "script": "-3008"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
		t.Fatal(err)
	}
	if code := client.Status().Code; code != -3008 {
		t.Errorf("the status is %d, not that of the script in the options", code)
	}
	client.Destroy()
	loaded.SetLog(nil)
	if _, err := loaded.Init(InitOptions{}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`init: upnp 1, ports 8000 0, options {"script":"-3008","ssHost":"signal.example","ssPort":8443}`,
		"connect: 9 bytes of session, peer a peer", "destroyed",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestEveryEventArrives(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	image := make([]byte, 8*8*4)
	for i := range image {
		image[i] = byte(i)
	}
	client, freed := connected(t), 0
	(&Library{client.f}).SetLog(func(_ LogLevel, line string) {
		if line == "freed" {
			freed++
		}
	})
	got := events(client)
	want := []Event{
		CursorEvent{X: 10, Y: 20, Width: 8, Height: 8, HotX: 1, HotY: 2, Stream: 1, Relative: true, Image: image},
		RumbleEvent{Gamepad: 3, Big: 200, Small: 100}, BlockedEvent{}, UnblockedEvent{},
		StreamEvent{Code: -14003, Stream: 1}, UnknownEvent{Type: 77}, UserDataEvent{ID: ClipboardID, Text: "Grüße"},
	}
	if len(got) == 0 {
		t.Fatal("there are none")
	}
	if diff := cmp.Diff(want, got[1:]); diff != "" { // the first one tells of the configuration
		t.Error(diff)
	}
	if freed != 3 { // of the cursor and the two texts
		t.Errorf("%d buffers were given back", freed)
	}
}

func TestWhatIsSentAndSetReachesTheLibrary(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	client := initialized(t)
	config := DefaultClientConfig()
	config.Video[1] = VideoConfig{Decoder: SoftwareDecoder, Width: 2560, Height: 1440, Compatible: true, H265: true, Color444: true}
	config.Protocol, config.PNGCursor = ProtocolSCTP, true
	config.Secret = func() string { return "geheim" }
	if err := client.Connect("a session", "a peer", config); err != nil {
		t.Fatal(err)
	}
	ready(t, client)
	told := "decoder 1 0, 0x0 2560x1440, compatible 0 1, h265 0 1, 444 0 1, container 0, protocol 2, secret geheim, png 1"
	heard(t, client, "connect: "+told)
	for want, send := range map[string]func() error{
		"config: " + told:                             func() error { return client.SetConfig(config) },
		"pause: video 1, audio 0":                     func() error { return client.Pause(true, false) },
		"dimensions: stream 1, 1280x720 at 1.50":      func() error { return client.SetDimensions(1, 1280, 720, 1.5) },
		"gl destroy: stream 1":                        func() error { client.GLDestroy(1); return nil },
		"key: 4, mod 64, pressed 1":                   func() error { return client.SendMessage(Key(4, 64, true)) },
		"button: 3, pressed 0":                        func() error { return client.SendMessage(Button(MouseRight, false)) },
		"wheel: -1 2":                                 func() error { return client.SendMessage(Wheel(-1, 2)) },
		"motion: 5 6, relative 0, scale 0, stream 1":  func() error { return client.SendMessage(MoveTo(1, 5, 6)) },
		"motion: -5 6, relative 1, scale 1, stream 0": func() error { return client.SendMessage(MoveBy(0, -5, 6, true)) },
		"pad button: 11 of 9, pressed 1":              func() error { return client.SendMessage(PadButton(9, 11, true)) },
		"pad axis: 5 of 9 is -2":                      func() error { return client.SendMessage(PadAxis(9, 5, -2)) },
		"pad unplugged: 9":                            func() error { return client.SendMessage(PadUnplug(9)) },
		"message 9":                                   func() error { return client.SendMessage(ReleaseAll()) },
		"päste":                                       func() error { return client.SendUserData(ClipboardID, "päste") },
	} {
		if err := send(); err != nil {
			t.Errorf("%s: %v", want, err)
		}
		heard(t, client, want)
	}
	if err := client.SendUserData(1, "a\x00b"); err == nil {
		t.Error("a text with a zero byte was sent")
	}
	if err := client.SetDimensions(0, 0, 720, 1); err == nil {
		t.Error("a window without width was announced")
	}
}

// heard wants a user data event with this text among those that are waiting.
func heard(t *testing.T, client *Client, want string) {
	t.Helper()
	all := events(client)
	if !slices.ContainsFunc(all, func(e Event) bool { data, ok := e.(UserDataEvent); return ok && data.Text == want }) {
		t.Errorf("the library says %+v, want %q", all, want)
	}
}

func TestPicturesMoveAndSoundIsATone(t *testing.T) {
	if !inChild(t, "20:1,0") {
		return
	}
	client := connected(t)
	if shown, err := client.PollFrame(0, 0, func(Frame) {}); shown || !isCode(err, CodeNotRunning) {
		t.Errorf("before the connection stands there is a picture: %v, %v", shown, err)
	}
	ready(t, client)
	pictures := make([][]byte, 2)
	for i := range pictures {
		shown, err := client.PollFrame(1, second, func(f Frame) {
			if f.Format != FormatRGBA || f.Rotation != RotationNone || f.Width != 64 || f.Height != 35 || f.FullHeight != 36 || len(f.Pixels) != 64*36*4 {
				t.Errorf("the picture is %+v", f)
			}
			pictures[i] = bytes.Clone(f.Pixels)
		})
		if !shown || err != nil {
			t.Errorf("there is no picture: %v", err)
		}
	}
	if bytes.Equal(pictures[0], pictures[1]) {
		t.Error("the picture does not move")
	}
	played, err := client.PollAudio(second, func(samples []int16) {
		if left, right := samples[54], samples[55]; len(samples) != 2*480 || left < 7900 || right != left/2 {
			t.Errorf("%d samples, a quarter of a wave in they are %d and %d", len(samples), left, right)
		}
	})
	if !played || err != nil {
		t.Errorf("there is no sound: %v", err)
	}
	if drawn, err := client.GLRenderFrame(0, second); !drawn || err != nil {
		t.Errorf("nothing is drawn: %v", err)
	}
	// What was there just now is not there again yet, which is no error.
	if drawn, err := client.GLRenderFrame(0, 0); drawn || err != nil {
		t.Errorf("the same picture is drawn twice: %v, %v", drawn, err)
	}
}

func TestAnEndedConnectionTakesNothing(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	client := connected(t)
	ready(t, client)
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); !isCode(err, -4) {
		t.Errorf("a second connection: %v", err)
	}
	client.Disconnect()
	if err := client.SendMessage(ReleaseAll()); !isCode(err, CodeNotRunning) {
		t.Errorf("after Disconnect: %v", err)
	}
	if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
		t.Errorf("connecting again: %v", err)
	}
	client.Destroy()
	client.Destroy()
	_, ok := client.PollEvents(second)
	_, played := client.PollAudio(second, func([]int16) {})
	if !isCode(client.Connect("a session", "a peer", DefaultClientConfig()), CodeNotRunning) || client.Status().Code != CodeNotRunning ||
		ok || !isCode(played, CodeNotRunning) || !isCode(client.SetConfig(DefaultClientConfig()), CodeNotRunning) {
		t.Error("an instance that is gone was used")
	}
}

func TestDestroyWaitsForWhatIsRunning(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	client := connected(t)
	ready(t, client)
	var running sync.WaitGroup
	for _, poll := range []func() error{
		func() error { _, err := client.PollFrame(0, time.Millisecond, func(Frame) {}); return err },
		func() error { _, err := client.PollAudio(time.Millisecond, func([]int16) {}); return err },
		func() error { client.PollEvents(time.Millisecond); return client.Pause(false, false) },
	} {
		running.Go(func() {
			var err error
			for polls := 0; err == nil && polls < 100_000; polls++ {
				err = poll()
			}
			if !isCode(err, CodeNotRunning) {
				t.Errorf("the last poll says %v", err)
			}
		})
	}
	if shown, err := client.PollFrame(0, second, func(Frame) {}); !shown {
		t.Error(err)
	}
	client.Destroy()
	running.Wait()
}

func TestTheLibraryRefusesWhatItCannotUse(t *testing.T) {
	if !inChild(t, "0") {
		return
	}
	client := initialized(t)
	for _, test := range [][2]string{{"", "a peer"}, {"a session", ""}, {"a\x00session", "a peer"}} {
		err := client.Connect(test[0], test[1], DefaultClientConfig())
		if known, ok := err.(interface{ Remedy() string }); !ok || known.Remedy() == "" {
			t.Errorf("%q and %q: %v", test[0], test[1], err)
		}
	}
	config, _ := DefaultClientConfig().encode()
	if code := client.f.connect(client.instance, config, cString(""), cString("a peer")); code != -1 {
		t.Errorf("an empty session gives %d", code)
	}
	if code := client.f.connect(client.instance, config, cString("a session"), nil); code != -1 {
		t.Errorf("no peer gives %d", code)
	}
}

func TestGarbageDoesNoHarm(t *testing.T) {
	if !inChild(t, "garbage,0") {
		return
	}
	client := connected(t)
	status := client.Status()
	if got := status.Guest.Name; got != strings.Repeat("n", 32) {
		t.Errorf("a name without an end is %q", got)
	}
	if got := status.Guest.ExternalID; got == "" || strings.Trim(got, "\uFFFD") != "" {
		t.Errorf("an ID of nonsense is %q", got)
	}
	if _, err := json.Marshal(status); err != nil {
		t.Errorf("measured values are no numbers: %v", err)
	}
	for _, event := range events(client) {
		switch event := event.(type) {
		case CursorEvent:
			if event.Image != nil {
				t.Errorf("a cursor of 4 GB has %d bytes", len(event.Image))
			}
		case UserDataEvent:
			if len(event.Text) != mostUserData {
				t.Errorf("a text without an end has %d bytes", len(event.Text))
			}
		}
	}
	if shown, err := client.PollFrame(0, second, func(Frame) { t.Error("a senseless picture is shown") }); shown || err == nil {
		t.Errorf("a picture without sense: %v, %v", shown, err)
	}
	if played, err := client.PollAudio(second, func([]int16) { t.Error("senseless sound is played") }); played || err != nil {
		t.Errorf("sound without sense: %v, %v", played, err)
	}
}

func TestAHundredConnectionsLeaveNothingBehind(t *testing.T) {
	if !inChild(t, "20:1,0") {
		return
	}
	cycle := func() {
		loaded, err := Open(Files{Library: library()})
		if err != nil {
			t.Fatal(err)
		}
		loaded.SetLog(func(LogLevel, string) {})
		client, err := loaded.Init(InitOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer client.Destroy()
		if err := client.Connect("a session", "a peer", DefaultClientConfig()); err != nil {
			t.Fatal(err)
		}
		ready(t, client)
		if shown, err := client.PollFrame(0, second, func(Frame) {}); !shown {
			t.Fatal(err)
		}
		events(client)
	}
	cycle() // what a process has once and for all is there now
	descriptors, goroutines := openDescriptors(), runtime.NumGoroutine()
	for range 100 {
		cycle()
	}
	if d, g := openDescriptors(), runtime.NumGoroutine(); d != descriptors || g != goroutines {
		t.Errorf("%d descriptors and %d goroutines became %d and %d", descriptors, goroutines, d, g)
	}
	frameCalls.running.Range(func(number, _ any) bool { t.Errorf("call %v is still held", number); return true })
}

// openDescriptors counts them, where the system tells.
func openDescriptors() int {
	entries, _ := os.ReadDir("/dev/fd")
	return len(entries)
}

func isCode(err error, code int32) bool {
	call, ok := errors.AsType[*CallError](err)
	return ok && call.Code.Number == code && call.Call != "" && call.Remedy() != "" && call.Error() != ""
}
