// Package cli is the command line, and the only place where the packages are wired together.
//
//   - run.go runs a command line and turns its outcome into an exit code; root.go has the tree of
//     commands, and topics.go the help that is about none of them.
//   - Each command has a file of its name, and what belongs to it alone is in files that begin with
//     that name. The command without a name is the dashboard, in dashboard.go, and screen.go puts it,
//     or the list of pick, on a guarded terminal.
//   - open.go opens the way to the service for a command; wire.go goes from the configuration to a
//     client with a session, and demo.go does so for --demo. profiles.go switches, kept.go has what is
//     kept of a profile between runs; log.go tells what happens.
//   - understand.go gives the words of the configuration their meaning, with view.go, keys.go and
//     looks.go.
//   - arguments.go reads what stands on a command line, write.go and paper.go print, ask.go asks a
//     person, complete.go answers shells, signals.go ends commands in order.
//
// testdata/script shows every command at work, as a person would use it.
package cli
