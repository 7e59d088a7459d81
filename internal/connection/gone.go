package connection

import (
	"fmt"
	"time"
)

// Exit is how a holder ended, as far as its parent saw it.
type Exit struct {
	Known  bool
	Code   int
	Signal string // such as SIGKILL; empty when no signal ended it
}

// Gone is the last report of a connection whose holder ended without one. The SDK can end the process it
// lives in: what it meant is told from how far it was and from how the process ended.
func Gone(last Report, exit Exit, at time.Time) Report {
	r := last
	r.Time, r.Since, r.State, r.Wanted = at, at, Ended, false
	r.Code, r.CodeName, r.WaitsFor, r.Again, r.Window = 0, "", "", time.Time{}, false
	r.Meaning, r.Remedy = exit.meaning(last.State), exit.remedy(last.State)
	return r
}

func (e Exit) meaning(state State) string {
	while := map[State]string{
		Connecting: "while it connected", Connected: "while it was connected",
		Pausing: "between two attempts", Stalled: "after it had not answered for a while",
	}[state]
	switch {
	case while == "":
		return "the process of the connection ended before it had begun" + e.how()
	case e.crashed():
		return "the Parsec SDK crashed " + while + e.how()
	case e.Signal != "":
		return "the process of the connection was ended by " + e.Signal + " " + while
	case e.Known:
		return "the Parsec SDK ended its process without a word " + while + e.how()
	}
	return "the process of the connection ended without a word " + while
}

// how is the signal or the exit code, in brackets.
func (e Exit) how() string {
	switch {
	case e.Signal != "":
		return " (" + e.Signal + ")"
	case e.Known:
		return fmt.Sprintf(" (exit code %d)", e.Code)
	}
	return ""
}

// crashed knows a fault of the processor by its signal, inside Go's runtime by the exit code of that, and
// on Windows by the range of exit codes that it has for them.
func (e Exit) crashed() bool {
	switch e.Signal {
	case "SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGTRAP", "SIGSYS":
		return true
	}
	return e.Known && (e.Code == 2 || uint32(e.Code) >= 0xC0000000)
}

func (e Exit) remedy(state State) string {
	switch {
	case state == "":
		return "the log says more"
	case e.Signal == "SIGKILL":
		return "somebody ended it, or the system was short of memory; connect again"
	case e.crashed():
		return `connect again; if it stays, set decoder = "software" and look into the log`
	case e.Signal != "":
		return "connect again"
	case state == Connecting:
		return "it does that where it misses OpenSSL 1.1: parsec-hosts doctor looks; the log may say more"
	}
	return "connect again; the log may say more"
}
