// Package parsecsdk is what parsec-hosts knows about the Parsec SDK: what its status codes mean, where
// its library is, and how to call it.
//
//   - codes.go, codetable.go: the meaning of every status code. Explain is safe to call anywhere.
//   - library.go, header.go: where the library is, and whether it fits. Locate loads nothing.
//   - errors.go: what went wrong, each with a remedy.
package parsecsdk
