package cli

import (
	"context"
	"net/url"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"

	"parsec-hosts/internal/clipboard"
	"parsec-hosts/internal/config"
	"parsec-hosts/internal/doctor"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// tmuxLimit is how long tmux may take to tell an option.
const tmuxLimit = 2 * time.Second

// subject is what doctor looks at: whatever there is of a configuration and what follows from it.
type subject struct {
	app       *app
	file      config.Value[string]
	stateDir  string
	config    *config.Config // nil when it could not be read
	faults    []error
	variables []string
	offline   bool

	creator *parsecapi.Client // nil when there is no service to ask
}

// subject reads the configuration as every command does, but goes on where that stops.
func (a *app) subject(offline bool) *subject {
	in := config.Inputs{Flags: a.flags, Environ: a.environ}
	s := &subject{app: a, variables: config.Variables(a.environ), offline: offline}
	s.file, s.stateDir = config.Locate(in)
	cfg, err := config.Load(in)
	s.config = cfg
	if err != nil {
		s.faults = append(s.faults, err)
	}
	if cfg != nil {
		s.examine(cfg)
	}
	return s
}

// examine finds what is wrong with the words of the configuration. What is wrong with a launcher is
// told with the launchers.
func (s *subject) examine(cfg *config.Config) {
	fault := func(err error) {
		if err != nil {
			s.faults = append(s.faults, err)
		}
	}
	c := access{config: cfg}
	c.readLaunchers(s.app.environ, func(error) {})
	c.readSettings(fault)
	var err error
	s.creator, err = newClient(cfg)
	fault(err)
}

func (s *subject) close() {
	if s.creator != nil {
		s.creator.CloseIdleConnections()
	}
}

func (s *subject) getenv(name string) string { return lookup(s.app.environ, name) }

func (s *subject) groups() []doctor.Group {
	plain := func(checks func() []doctor.Check) func(context.Context) []doctor.Check {
		return func(context.Context) []doctor.Check { return checks() }
	}
	configuration := doctor.Configuration{File: s.file, Config: s.config, Faults: s.faults, Variables: s.variables}
	return []doctor.Group{
		{Name: "configuration", Run: plain(configuration.Settings)},
		{Name: "secrets", Run: s.storage().Secrets},
		{Name: "service", Run: func(ctx context.Context) []doctor.Check { return s.network().Service(ctx) }},
		{Name: "launchers", Run: plain(s.programs().Launchers)},
		{Name: "SDK", Run: plain(s.libraries().SDK)},
		{Name: "clipboard", Run: func(ctx context.Context) []doctor.Check { return s.copying(ctx).Clipboard() }},
		{Name: "terminal", Run: plain(s.terminal().Screen)},
		{Name: "journal", Run: plain(s.diary().Records)},
	}
}

func (s *subject) storage() doctor.Storage {
	storage := doctor.Storage{StateDir: s.stateDir, Keyring: s.app.keyring, Variables: s.variables}
	if s.config != nil {
		storage.APIKeyFile = s.config.SignIn.Value.APIKeyFile
		storage.NeedsRing = s.config.SignIn.Value.APIKeyKeyring
	}
	return storage
}

func (s *subject) network() doctor.Network {
	cfg := s.config
	n := doctor.Network{Skip: doctor.NotAsked(cfg)}
	switch {
	case s.offline:
		n.Skip = "not looked at: --offline"
	case n.Skip == "" && s.creator == nil:
		n.Skip = doctor.NotAsked(nil)
	}
	if n.Skip != "" {
		return n
	}
	n.BaseURL, n.Route, n.CAFile, n.Proxy = cfg.BaseURL.Value, cfg.Route.Value, cfg.CAFile.Value, "the setting proxy"
	if cfg.Proxy.Value == "" {
		n.Proxy = doctor.ProxyVariable(n.BaseURL, s.getenv)
	}
	n.Probe, n.Skew, n.Now = s.creator.Probe, s.creator.ClockSkew, time.Now
	n.List = s.list
	if cfg.SignIn.Value.Method != "" {
		if source, err := newWatchedSource(cfg, s.creator, s.app.keyring); err == nil {
			n.SignIn = source
		}
	}
	return n
}

// list asks one route with one session, which is not replaced: a route that nobody uses may refuse it.
func (s *subject) list(ctx context.Context, route parsecapi.Route, with parsecapi.Session) (parsecapi.Page, error) {
	client, err := newClient(s.config, parsecapi.WithRoute(route), parsecapi.WithSessionSource(parsecapi.StaticSession(with)))
	if err != nil {
		return parsecapi.Page{}, err
	}
	defer client.CloseIdleConnections()
	return client.Hosts(ctx)
}

func (s *subject) programs() doctor.Programs {
	p := doctor.Programs{File: s.file.Value}
	cfg := s.config
	if cfg == nil {
		p.Skip = doctor.NotAsked(nil)
		return p
	}
	for i, l := range launchersOf(cfg, s.app.environ) {
		launcher, err := launcherOf(l, s.stateDir)
		preferred := l.Name == cfg.DefaultLauncher.Value || cfg.DefaultLauncher.Value == "" && i == 0
		p.List = append(p.List, doctor.Program{Kind: "launcher", Launcher: launcher, Fault: err, Default: preferred})
	}
	for _, l := range cfg.Actions {
		launcher, err := launcherOf(l, s.stateDir)
		p.List = append(p.List, doctor.Program{Kind: "action", Launcher: launcher, Fault: err})
	}
	return p
}

// libraries are those of the first launcher that connects through the SDK.
func (s *subject) libraries() doctor.Libraries {
	l := doctor.Libraries{Unsupported: parsecsdk.Supported()}
	var own config.SDK
	if s.config != nil {
		i := slices.IndexFunc(s.config.Launchers, func(l config.Launcher) bool { return l.Driver == config.DriverSDK })
		if l.Wanted = i >= 0; l.Wanted {
			own = s.config.Launchers[i].SDK
			l.Window = !own.Window.None
		}
	}
	l.Places = sdkPlaces(own, s.app.environ)
	if own.Helper != "" { // which is for the processor that the library is for
		l.GOARCH, l.Unsupported = parsecsdk.Architecture, nil
	}
	return l
}

func (s *subject) copying(ctx context.Context) doctor.Copying {
	chosen := clipboard.Choose(s.getenv)
	c := doctor.Copying{
		Getenv: s.getenv, Native: chosen.Native(), Tmux: chosen.Tmux(), System: runtime.GOOS,
		Found: func(program string) bool { _, err := exec.LookPath(program); return err == nil },
	}
	if c.Tmux {
		ctx, cancel := context.WithTimeout(ctx, tmuxLimit)
		defer cancel()
		cmd := exec.CommandContext(ctx, "tmux", "show-options", "-sv", "set-clipboard")
		cmd.WaitDelay = tmuxLimit
		option, _ := cmd.Output() // one that tmux does not tell stays untold
		c.TmuxOption = textsafe.CleanLine(option)
	}
	return c
}

var colorWords = map[colorprofile.Profile]string{
	colorprofile.NoTTY: "none without a terminal", colorprofile.ASCII: "none", colorprofile.ANSI: "16",
	colorprofile.ANSI256: "256", colorprofile.TrueColor: "all (true colour)",
}

func (s *subject) terminal() doctor.Terminal {
	in, out := s.app.stdio.In, s.app.stdio.Out
	t := doctor.Terminal{
		In:     isTerminal(in),
		Out:    isTerminal(out),
		ASCII:  needsASCII(s.app.environ),
		Colors: colorWords[colorprofile.Detect(out, s.app.environ)],
		Getenv: s.getenv,
	}
	if t.Out {
		t.Width, t.Height, _ = term.GetSize(int(out.Fd())) // 0 is not known
	}
	return t
}

func (s *subject) diary() doctor.Diary {
	d := doctor.Diary{StateDir: s.stateDir, Folder: filepath.Join(s.stateDir, "journal")}
	if s.config != nil {
		d.Off = !s.config.Journal.Value
		d.Journal, _ = openJournal(s.config) // only a program could be wrong about it
	}
	return d
}

func (s *subject) report(checks []doctor.Check) doctor.Report {
	return doctor.Report{
		Version:   s.app.version,
		Checks:    checks,
		Outline:   doctor.Outline(s.file.Value),
		Variables: s.variables,
		LogDir:    filepath.Join(s.stateDir, logFolder),
		Private:   s.private(),
	}
}

// private are the texts that are known to be nobody else's business.
func (s *subject) private() []string {
	texts := []string{s.getenv("HOME"), device(), s.file.Value, s.stateDir}
	if u, err := user.Current(); err == nil {
		texts = append(texts, u.Username, u.Name)
	}
	if s.config == nil {
		return texts
	}
	texts = append(texts, s.config.ExternalID.Value)
	if s.config.Profile.From.Kind != config.FromDefault {
		texts = append(texts, s.config.Profile.Value)
	}
	if base, err := url.Parse(s.config.BaseURL.Value); err == nil && s.config.BaseURL.From.Kind != config.FromDefault {
		texts = append(texts, base.Hostname())
	}
	return texts
}
