// Package parsecsdk is what parsec-hosts knows about the Parsec SDK: what its status codes mean, where
// its library is, and how to call it.
//
// # The child process
//
// The library can end the process it lives in: silently, with status 1 and without running any exit
// handler, when it misses OpenSSL 1.1 (on Linux, inside Connect, after everything before it succeeded);
// or with a crash, since it decodes what comes over the network. It also writes to standard error by
// itself. So Open is called in a child process that was started for one connection, and by nothing else:
// its parent learns what happened from the child's reports and from how it ended. What asks only for the
// meaning of a code or for the place of a file loads nothing.
//
// # Calls
//
// A Library gives a Client, whose methods may be called from several goroutines at once. There are two
// places where none of them may be called: the functions given to PollFrame and PollAudio, where the
// library would wait for itself for ever, and the log function, which may run in the midst of any call.
// Drawing with OpenGL (GLRenderFrame, GLDestroy) belongs to the one thread that has the OpenGL context.
//
//   - codes.go, codetable.go: the meaning of every status code. Explain is safe to call anywhere.
//   - library.go, header.go: where the library is, and whether it fits. Locate loads nothing.
//   - errors.go: what went wrong, each with a remedy.
//   - binding.go, client.go, media.go: the library loaded, an instance, its pictures and sound.
//   - config.go, status.go, event.go, message.go, frame.go: what goes in and what comes out.
//   - functions.go, callbacks.go, layout.go, cstring.go: the library as C sees it.
//   - load.go, load_unix.go, load_windows.go, trampolines.go: loading it, through purego and without
//     cgo. load_none.go stands in for them on systems that the library does not exist for, and with the
//     build tag nosdk.
//
// Package standin builds a library of our own that behaves like the SDK as a script tells it to.
package parsecsdk
