// Package cli is the command line, and the only place where the packages are wired together.
//
//   - run.go runs a command line and turns its outcome into an exit code.
//   - root.go, list.go, simulate.go, paths.go and showhandover.go hold one command each, config*.go
//     those of config; the command without a name is the dashboard, in dashboard.go.
//   - wire.go goes from the configuration to a client with a session; demo.go does so for --demo.
//   - screen.go puts the dashboard on a guarded terminal.
//   - log.go is what --log-file and -v tell; ask.go asks people questions.
//   - signals.go ends the other commands in order.
//
// testdata/script shows every command at work, as a person would use it.
package cli
