// Package guest holds one connection to a host through the Parsec SDK, and reports how it goes. It is what
// the process does that was started for nothing else: the SDK may end that process at any moment.
//
// The library may also never come back from a call. So one goroutine makes the calls, and another one
// does everything else: it watches the time, looks for the wish to end, and reports. Whatever the library
// does short of ending the process, there is a last report, and Run returns.
//
//	settings.go   how a launcher connects
//	run.go        Run: one attempt after the other, and the pauses between them
//	attempt.go    one attempt: from an instance of the library to its end
//	ask.go        a call of the library that need not return
//	tell.go       the reports, and the lines of the log
//	ending.go     why a connection ended
//	sdk.go        the library as it is used here, found and loaded
//	simulated.go  a library that only pretends, for the demonstration
package guest
