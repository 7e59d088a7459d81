package cli

import (
	"os"
	"os/exec"
	"path/filepath"

	"parsec-hosts/internal/config"
)

// finder looks for programs and files on this computer.
type finder struct {
	program func(name string) (path string, err error) // as exec.LookPath
	exists  func(path string) bool
	home    string
	sdk     bool // all that a connection through the Parsec SDK needs is there
}

func newFinder(environ []string) finder {
	home, _ := os.UserHomeDir() // without one, nothing is found there
	return finder{
		program: exec.LookPath,
		exists:  func(path string) bool { _, err := os.Stat(path); return err == nil },
		home:    home,
		sdk:     hasSDK(environ),
	}
}

// Where installers put programs that are in no PATH.
var (
	parsecApps = []string{
		"/usr/bin/parsecd", "/Applications/Parsec.app/Contents/MacOS/parsecd", `C:\Program Files\Parsec\parsecd.exe`,
	}
	flatpakApp = filepath.Join("flatpak", "app", "com.parsecgaming.parsec")
)

// clients are launchers for the known programs that are there, the simplest to use first.
func (f finder) clients() []config.Launcher {
	const peer = "peer_id={peer_id}"
	var found []config.Launcher
	if path := f.parsec(); path != "" {
		found = append(found, config.Launcher{Name: "parsec", Command: []string{path, peer}})
	}
	if _, err := f.program("flatpak"); err == nil && f.hasFlatpak() {
		found = append(found, config.Launcher{Name: "parsec-flatpak", Command: []string{"flatpak", "run", "com.parsecgaming.parsec", peer}})
	}
	if _, err := f.program("vdi-stream-client"); err == nil {
		found = append(found, config.Launcher{
			Name:    "vdi-stream-client",
			Command: []string{"vdi-stream-client", "--session", "{session_id}", "--peer", "{peer_id}"},
			Session: "argv", AllowSessionInArguments: true,
		})
	}
	if f.sdk {
		found = append(found, config.Launcher{Name: "sdk", Driver: config.DriverSDK})
	}
	return found
}

func (f finder) parsec() string {
	if _, err := f.program("parsecd"); err == nil {
		return "parsecd"
	}
	for _, path := range parsecApps {
		if f.exists(path) {
			return path
		}
	}
	return ""
}

func (f finder) hasFlatpak() bool {
	return f.exists(filepath.Join("/var/lib", flatpakApp)) || f.exists(filepath.Join(f.home, ".local/share", flatpakApp))
}
