// Package doctor looks at everything that parsec-hosts depends on and says what is well, what is not
// and what to do about it.
//
// Each group of checks is a function of what it is given, and changes nothing. A text keeps the
// private parts of what it says marked, so that a report to others can leave them out.
//
//	check.go          what a check finds, and all groups at once
//	text.go           texts with private parts
//	print.go          the checks for a person at a terminal
//	report.go         the checks and more for others, without the private parts
//	outline.go        the configuration file without its values
//	configuration.go  the file, the profile, what is not a default
//	storage.go        where secrets are
//	network.go        the way to the service, and the session
//	routes.go         what the service answers
//	launchers.go      the programs that a launch would start
//	sdk.go            the libraries that a viewer needs
//	clipboard.go      where copied text goes
//	terminal.go       what the terminal can do
//	journal.go        what happened to the hosts so far
package doctor
