package ui

import (
	"context"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// Service is what the dashboard asks for hosts.
type Service interface {
	// Hosts returns one page; a failure may be any error that package problem explains.
	Hosts(ctx context.Context) (parsecapi.Page, error)
}

// Launching starts the program that connects to a host.
type Launching struct {
	Launchers []launch.Launcher // in the order of the configuration
	Default   int               // index of the one that Enter uses
	// Start runs a background launcher.
	Start func(launch.Plan) (Run, error)
	// Running finds the connections that were made earlier and last; nil: there are none.
	Running func() ([]Found, error)
	// Stop asks the process that holds the connection with this record to end it. That it has done so
	// tells its last report.
	Stop func(record string) error
	// Focus asks the process that holds the connection with this record to bring its window to the front.
	Focus func(record string) error
	// ReadLog returns the end of a program's log.
	ReadLog func(path string) (string, error)
	// Terminal prepares a launcher that takes the terminal.
	Terminal func(launch.Plan) TerminalRun
}

// Run is a background launcher that was started. Of a program that keeps a record of its connection,
// what the reports say counts, not the end of the process.
type Run struct {
	Updates <-chan launch.Status     // its status changes; closed after the last one
	Record  string                   // the path of its record; "" for a program that keeps none
	Reports <-chan connection.Report // at least one a second; closed after the last one, which is Ended; nil without a record
}

// Found is a connection that was made earlier and lasts.
type Found struct {
	Record, LogPath string
	Last            connection.Report
	Reports         <-chan connection.Report // those that follow, as of a Run
}

// TerminalRun is a program that takes the terminal until it ends.
type TerminalRun interface {
	tea.ExecCommand
	// Status tells how it ended.
	Status() launch.Status
}

// Clipboard copies text outside the terminal's own protocol.
type Clipboard interface {
	// Copy sends text and says where it went, as in "sent to VIA".
	Copy(ctx context.Context, text string) (via string, err error)
}

// Options is everything the dashboard is given. Zero values are usable unless noted.
type Options struct {
	Service Service // required unless Welcome
	Profile string  // name of the profile, or empty
	User    string  // whom the session belongs to, as far as the configuration tells
	BaseURL string  // shown in states without hosts
	Demo    string  // marks every screen as a demonstration of these, such as "simulated hosts"

	// Welcome shows the first-run screen in place of the list.
	Welcome *Welcome

	// Pick has hosts chosen from the list; nil for the dashboard, which does things with them.
	Pick *Picking

	Looks     Looks
	Poll      poll.Config
	Launching Launching
	Clipboard Clipboard // nil: the terminal's clipboard (OSC 52)

	View    View    // how the list is shown at first
	Memory  Memory  // keeps the view for the next time; nil forgets it
	Journal Journal // keeps what happens; nil remembers it for as long as the program runs

	// Profiles are those that can be shown, this one among them; OneProfile says why no other can
	// be, "" when one can. OpenProfile prepares another one in a moment, without asking the network;
	// when it fails, everything stays as it is.
	Profiles    []ProfileChoice
	OneProfile  string
	OpenProfile func(name string) (Options, error)
	// Close lets go of what this profile holds, once another one is shown. Its requests have been
	// cancelled by then, and it may wait for their end.
	Close func()

	Actions  []UserAction
	Keys     Keys // of actions, where they are not the usual ones; they passed Check
	ReadOnly bool // nothing is started from here
	Confirm  bool // ask before every connection
	Mouse    bool // take the mouse from the start
	Progress bool // the terminal shows progress in the taskbar (OSC 9;4)

	Watching Watching // how the user hears of what is watched

	// SignInAgain is called when the user asks to try again after a refusal.
	SignInAgain func()
	// Notices returns what the user should know about configuration and session so far.
	Notices func() []string

	Log *slog.Logger // hears what came of each poll; nil for nobody

	Now    func() time.Time // default time.Now
	Jitter func() float64   // in [0,1); default 0
}

// Welcome is what the first-run screen tells.
type Welcome struct {
	ConfigPath string // where a configuration file would be read from
}

// Outcome is why the dashboard ended.
type Outcome int

// The outcomes.
const (
	Quit      Outcome = iota
	StartDemo         // the first-run screen's offer was taken
)
