// Package launch hands a chosen host to another program: a Launcher is what the configuration
// says, a Plan is what would run for one host, and a Starter runs it, in the background with its
// output in a log, or in the terminal in place of the dashboard.
//
// A launcher is an argv, never a shell line: a host's name is data, whatever it contains. The
// session ID reaches a child only in the way its launcher asks for, and never shows in a plan, a
// log, a status or an error.
package launch
