// Package connection is what is known of a connection that a process of its own holds: the process
// writes reports into a record while the connection lasts and when it is over, and whoever is interested
// follows the record, also one who came later.
//
// A record is a file of one JSON object a line, which only this user can read; each line is complete in
// itself. Beside it lies a lock that its holder holds for as long as it lives, so that a holder that ended
// without a word is known from one that says nothing new. Whoever wants the connection to end, or
// to see its window, leaves a third file there, which the holder looks for: that works on every system, and
// never meets a stranger that has got the number of a process by now.
//
//	report.go   what a report says, in words too
//	record.go   the holder's side
//	follow.go   the other side: what is new, and whether the holder lives
//	watch.go    reports as they come, up to the last
//	list.go     the records of a folder; which ones are kept
//	gone.go     what it means when a holder ended without a last report
package connection
