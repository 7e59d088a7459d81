// Package prefs keeps what the dashboard remembers of a profile between runs, such as its columns and
// pins: one JSON value in a file of its own. What the value is made of is the caller's business.
package prefs
