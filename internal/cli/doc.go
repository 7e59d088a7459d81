// Package cli is the command line, and the only place where the packages are wired together.
//
//   - run.go runs a command line and turns its outcome into an exit code.
//   - root.go, list.go, simulate.go and showhandover.go hold one command each; the command without
//     a name is the dashboard, in dashboard.go.
//   - doctor.go checks everything; examine.go collects what it looks at, and
//     watchedsource.go tells whether a session is new.
//   - wire.go goes from the configuration to a client with a session; demo.go does so for --demo.
//   - screen.go puts the dashboard on a guarded terminal.
//   - signals.go ends the other commands in order.
//
// testdata/script shows every command at work, as a person would use it.
package cli
