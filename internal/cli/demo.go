package cli

import (
	"io"
	"io/fs"
	"os"
	"slices"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/recording"
	"parsec-hosts/internal/simulator"
)

// demo is a service in this very process and a configuration for it. Everything else about a
// demonstration is real. It reads and writes nothing of the user's: its environment is made up but
// for the wish to see nothing move, and its state folder is temporary.
type demo struct {
	config *config.Config
	server *simulator.Server
	folder string
}

// startDemo plays a recording, or a simulated fleet when played is nil.
func startDemo(played *recording.Recording, flags config.Flags, environ []string) (*demo, error) {
	options := simulator.Demo()
	options.Replay = played
	sim := simulator.New(options)
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	d := &demo{server: server}
	if d.folder, err = os.MkdirTemp("", "parsec-hosts-demo-"); err != nil {
		d.close()
		return nil, err
	}
	if d.config, err = d.configure(sim.APIKey(), flags, environ); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *demo) configure(apiKey string, flags config.Flags, environ []string) (*config.Config, error) {
	cfg, err := config.Load(config.Inputs{
		Flags: config.Flags{Theme: flags.Theme, ASCII: flags.ASCII, NoMotion: flags.NoMotion, ReadOnly: flags.ReadOnly},
		Environ: []string{
			config.EnvBaseURL + "=" + d.server.BaseURL(),
			config.EnvAPIKey + "=" + apiKey,
			config.EnvExternalID + "=anna",
			config.EnvProfile + "=demo",
			config.EnvNoMotion + "=" + lookup(environ, config.EnvNoMotion),
			"XDG_CONFIG_HOME=" + d.folder,
			"XDG_STATE_HOME=" + d.folder,
		},
		Open: func(path string) (io.ReadCloser, error) {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		},
	})
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	handed := []string{"peer_id={peer_id}", "name={name}", "user_name={user_name}", "external_id={external_id}"}
	cfg.Launchers = []config.Launcher{{
		Name:   "simulated connection",
		Driver: config.DriverSDK,
		SDK:    config.SDK{Simulated: true},
	}, {
		Name:    "show-handover",
		Command: slices.Concat([]string{program, "show-handover"}, handed),
		Mode:    "terminal",
		Session: "env",
	}, {
		Name:    "background program",
		Command: slices.Concat([]string{program, "show-handover", "--for", "20s"}, handed),
		Mode:    "background",
		Session: "env",
	}}
	return cfg, nil
}

// close ends the service and the connections, and removes what the demonstration wrote.
func (d *demo) close() {
	_ = d.server.Close()
	if d.config != nil {
		endConnections(d.config.StateDir)
	}
	if d.folder != "" {
		_ = os.RemoveAll(d.folder)
	}
}
