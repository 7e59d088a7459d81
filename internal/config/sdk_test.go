package config

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestALauncherThroughTheSDK(t *testing.T) {
	cfg := mustLoad(t, `
[[launcher]]
name = "plain"
driver = "sdk"
[[launcher]]
name = "all"
driver = "sdk"
ask_secret = true
helper = "bin/parsec-hosts-amd64"
library = "~/sdk/libparsec.so"
openssl = "ssl"
signalling_host = "signal.example"
sdk_options = { ssPort = 8443, ssInsecure = true, note = "a" }
upnp = false
client_port = 8000
protocol = "sctp"
resolution = "2560x1440"
decoder = "software"
h265 = true
color444 = true
connect_timeout = "90s"
reconnect_on = [11, -12007]
window = false
window_optional = true
fullscreen = true
window_size = "1920x1200"
vsync = false
audio = false
grab_keys = true
clipboard = true
[[launcher]]
name = "never again"
driver = "sdk"
helper = "found-in-path"
reconnect_on = []
`)
	folder := filepath.Dir(defaultPath)
	want := []SDK{{}, {
		Helper: filepath.Join(folder, "bin/parsec-hosts-amd64"), Library: filepath.Join(home, "sdk/libparsec.so"), OpenSSL: filepath.Join(folder, "ssl"),
		SignallingHost: "signal.example", Options: map[string]any{"ssPort": int64(8443), "ssInsecure": true, "note": "a"},
		NoUPnP: true, ClientPort: 8000, Protocol: "sctp", Width: 2560, Height: 1440, Decoder: "software", H265: true, Color444: true,
		ConnectTimeout: 90 * time.Second, ReconnectOn: []int{11, -12007},
		Window: Window{None: true, Optional: true, Fullscreen: true, Width: 1920, Height: 1200, NoVSync: true, NoAudio: true, GrabKeys: true, Clipboard: true},
	}, {Helper: "found-in-path", ReconnectOn: []int{}}}
	for i, l := range cfg.Launchers {
		if diff := cmp.Diff(want[i], l.SDK); diff != "" || l.Driver != DriverSDK || l.Command != nil || l.AskSecret != (i == 1) {
			t.Errorf("%s: %s", l.Name, diff)
		}
	}
}
