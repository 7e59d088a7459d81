// Package watch says what happens to hosts, event by event: the records of the journal's schema that a
// query lets through, from polls as they come or from a file that was written earlier, and one line of
// text for each.
//
//	watch.go    events from polls
//	replay.go   events from records
//	text.go     events for people
//	wait.go     whether what somebody waits for has come
package watch
