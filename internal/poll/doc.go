// Package poll decides when the host list may be asked for: an interval between polls, a budget
// of requests over a sliding window, backoff after failures and the service's own Retry-After.
//
// It holds values only. Time and jitter are given by the caller, who reports every poll when its
// reply has come; with one request in flight, a request is therefore never younger than the
// schedule believes. The caller also chooses the clock. A time read by time.Now goes by a clock
// that, on some systems, stands still while the computer sleeps: a program that wants to poll at
// once after waking gives wall-clock times (Time.Round(0)) or asks Refresh. A clock that is set
// back never makes a wait longer than it was when it began.
package poll
