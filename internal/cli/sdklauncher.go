package cli

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/guest"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/textsafe"
)

// connectionFolder is where the records of connections lie, in the state folder.
const connectionFolder = "connections"

// foundSDK is the launcher of those who have configured none and have the SDK.
var foundSDK = config.Launcher{Name: "Parsec SDK", Driver: config.DriverSDK}

// sdkLauncher turns a launcher that connects through the SDK into one that starts a program: this one,
// or the helper, as the process that holds the connection.
func sdkLauncher(l config.Launcher, stateDir string) (launch.Launcher, error) {
	program := l.SDK.Helper
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return launch.Launcher{}, err
		}
	}
	name := textsafe.Clean(l.Name)
	return launch.Launcher{
		Name: name,
		Command: []string{
			program, "connect-sdk", "--settings=" + literal(sdkSettings(l.SDK).String()), "--launcher=" + literal(name),
			"--peer-id={peer_id}", "--name={name}",
		},
		Session:   launch.HandStdin,
		AskSecret: l.AskSecret,
		Record:    func(run string) string { return connection.RecordPath(filepath.Join(stateDir, connectionFolder), run) },
	}, nil
}

// literal writes text so that it holds no placeholder.
func literal(text string) string { return strings.ReplaceAll(text, "{", "{{") }

// sdkSettings are the settings as the process that holds the connection takes them.
func sdkSettings(s config.SDK) guest.Settings {
	settings := guest.Settings{
		Library: s.Library, OpenSSL: s.OpenSSL, SignallingHost: s.SignallingHost, Options: s.Options,
		NoUPnP: s.NoUPnP, ClientPort: s.ClientPort, Protocol: s.Protocol, Decoder: s.Decoder,
		Width: s.Width, Height: s.Height, H265: s.H265, Color444: s.Color444, ConnectTimeout: s.ConnectTimeout,
		Window: guest.Window(s.Window), Simulated: s.Simulated,
	}
	if s.ReconnectOn != nil {
		codes := make([]int32, len(s.ReconnectOn))
		for i, code := range s.ReconnectOn {
			codes[i] = int32(code)
		}
		settings.ReconnectOn = &codes
	}
	return settings
}

// sdkPlaces is where the SDK is looked for, unless settings say where it is.
func sdkPlaces(s config.SDK, environ []string) parsecsdk.Places {
	getenv := func(name string) string { return lookup(environ, name) }
	return parsecsdk.Places{
		GOOS: runtime.GOOS, GOARCH: runtime.GOARCH, Library: s.Library, OpenSSL: s.OpenSSL,
		Folders: parsecsdk.Folders(runtime.GOOS, getenv),
	}
}

// launchersOf are the launchers of the configuration, or the SDK where there are none and it is there.
func launchersOf(cfg *config.Config, environ []string) []config.Launcher {
	if len(cfg.Launchers) == 0 && hasSDK(environ) {
		return []config.Launcher{foundSDK}
	}
	return cfg.Launchers
}

// hasSDK reports whether everything is there that the SDK needs to connect.
func hasSDK(environ []string) bool {
	if parsecsdk.Supported() != nil {
		return false
	}
	_, err := sdkPlaces(config.SDK{}, environ).Locate()
	return err == nil
}

// endConnections asks all connections whose records lie in the state folder to end, and waits for a moment
// until they have.
func endConnections(stateDir string) {
	running, _ := connection.Running(filepath.Join(stateDir, connectionFolder)) // one that is not found ends without its record
	ctx, cancel := context.WithTimeout(context.Background(), partingTime)
	defer cancel()
	for _, entry := range running {
		_ = connection.Stop(entry.Path)
	}
	for _, entry := range running {
		for range connection.Watch(ctx, connection.Watched{Path: entry.Path, Now: time.Now}) {
		}
	}
}
