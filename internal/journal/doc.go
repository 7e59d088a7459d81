// Package journal keeps what happened to the hosts on disk, as one JSON object per line, and answers
// from it when a host was online and when it was last connected to.
//
// Every record has "time" and "kind"; records of a host have "peer_id" and, where they are not empty,
// "name", "user_name", "from" and "to". A record of another version of this schema has a "v". Only
// the fields of a host that are stable are ever written.
//
// Several programs may look at the same hosts at once. Each may append, but only the one that holds
// the lock, the recorder, writes what the pages tell; when it ends, another one takes over and first
// writes down what is different from what was written last. A page that tells nothing new leaves a
// "looking" every ten minutes, so that "offline" differs from "nobody looked".
//
//	record.go   the schema
//	journal.go  who writes, and when
//	append.go   lines onto the disk
//	files.go    names, rotation and removal of files
//	read.go     lines from the disk
//	stream.go   lines from anywhere else, one by one
//	scan.go     the texts of a line
//	scribe.go   which records a page makes
//	history.go  what the records say of each host
//	survey.go   how much there is, and who records
//	strip.go    when a host was online, in slots of time
package journal
