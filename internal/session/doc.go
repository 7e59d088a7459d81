// Package session gets, keeps and renews the device's one session.
//
// A new session comes from an Origin: a command of the user's, an API key, or an identifier given
// in the environment. A Source asks its origin as rarely as it can. Between runs the session is
// kept in the OS keyring, or in a file that only its owner can read; a lock file beside it makes
// sure that any number of programs started at once create one session together.
//
//	source.go     the order of things: memory, store, origin
//	manage.go     what a user may ask for: look, renew, forget, revoke
//	state.go      what is in memory, when it must be renewed, what the user should know
//	describe.go   a session in words
//	hold.go       when a session must not be created by itself
//	origin.go     where new sessions come from
//	keysource.go  where an API key is found
//	storedkey.go  putting an API key into the OS keyring, and removing it
//	command*.go   how a command of the user's is run
//	printed.go    what a session_command may print
//	store.go      where the session is kept between runs
//	record.go     what is kept, and what it is bound to
//	lock.go       one program at a time
//	keyring.go    the OS keyring, which may hang or lie
//	errors.go     words for a sign-in that failed
package session
