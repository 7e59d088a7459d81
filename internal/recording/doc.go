// Package recording keeps what the service answered over a while in a file that may be shown to
// others: a bug report, a demonstration and a test are the same file. Whoever made it can read it;
// nobody can read from it who was there.
//
// A recording is JSON, one object per line. The first line is the Header. Every other line is a
// poll: when it began and how long it took, in milliseconds since the start, the service's own
// clock, and one of
//
//	"answer"     the rows of all hosts, and what else the client understood
//	"unchanged"  the same answer as the one before
//	"failure"    what kind of failure it was
//
// A host is kept in the fields that say how it is used. What could say whose it is, is replaced by
// made-up texts of the same shape. Any other field is left out. Sessions, keys, addresses and the
// service's own words never get here: they are no part of what Writer.Add takes from a page.
//
//	format.go   the lines of the file
//	failure.go  the kinds of failure
//	rows.go     which fields of a host are kept, and how
//	redact.go   made-up texts
//	shape.go    the shape of a text, character by character
//	write.go    a file from polls
//	read.go     polls from a file
package recording
