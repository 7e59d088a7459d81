package ui

import (
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

// LeaveMsg asks the dashboard to end as its own keys do, so that it can leave the screen in order.
type LeaveMsg struct{}

// hostsLoadedMsg is the answer to poll number seq.
type hostsLoadedMsg struct {
	seq     int
	at      time.Time // when it came
	page    parsecapi.Page
	err     error
	notices []string
}

// sizeSettledMsg says that size number number has stayed for a moment.
type sizeSettledMsg struct{ number int }

// pollDueMsg says that the wait before poll number seq is over.
type pollDueMsg struct{ seq int }

// foundMsg is what search number number has found for a filter, among hosts in the order of the number.
type foundMsg struct {
	number, order int
	filter        string
	search        search
}

// clockMsg says that something shown may have aged; seq drops timers that were replaced.
type clockMsg struct{ seq int }

// toastExpiredMsg ends toast number seq.
type toastExpiredMsg struct{ seq int }

// historyLoadedMsg is what earlier runs have written down. It is for the profile before which so
// many were shown.
type historyLoadedMsg struct {
	shown   int
	history *journal.History
	records []journal.Record // the newest
	skipped int              // lines that could not be read
	err     error
}

// journalWrittenMsg is the end of an attempt to write something down.
type journalWrittenMsg struct{ err error }

// viewSavedMsg is the end of an attempt to keep the view for the next time.
type viewSavedMsg struct{ err error }

// copiedMsg is the end of a copy outside the terminal's own protocol.
type copiedMsg struct {
	copied copied
	via    string
	err    error
}

// checkExpiredMsg ends wait number id for a fresh list.
type checkExpiredMsg struct{ id int }

// countdownOverMsg ends countdown number id before a connection that nobody pressed a key for.
type countdownOverMsg struct{ id int }

// launchPlannedMsg says what will run for a host, or why nothing can.
type launchPlannedMsg struct {
	target   launch.Target
	launcher string
	purpose  purpose
	plan     launch.Plan
	err      error
}

// launchStartedMsg is the outcome of starting connection number id.
type launchStartedMsg struct {
	id  int
	run Run
	err error
}

// launchStatusMsg is a change of connection number id; over says that it was the last.
type launchStatusMsg struct {
	id     int
	status launch.Status
	over   bool
}

// connectionsFoundMsg are the connections that were made earlier and last.
type connectionsFoundMsg struct {
	found []Found
	err   error
}

// reportMsg is a report of connection number id; over says that there are no more.
type reportMsg struct {
	id     int
	report connection.Report
	over   bool
}

// stopAskedMsg says whether connection number id could be asked to end.
type stopAskedMsg struct {
	id  int
	err error
}

// focusAskedMsg says whether the window of the connection to a host could be asked for.
type focusAskedMsg struct {
	name string // the host's
	err  error
}

// logReadMsg is the end of a log, for panel number number.
type logReadMsg struct {
	number int
	text   string
	err    error
}

// logDueMsg says that the log in panel number number is to be read again.
type logDueMsg struct{ number int }

// profileOpenedMsg is the outcome of opening another profile.
type profileOpenedMsg struct {
	options Options
	err     error
}

// terminalEndedMsg says that the program for a host gave the terminal back.
type terminalEndedMsg struct {
	host   string // its name
	status launch.Status
}
