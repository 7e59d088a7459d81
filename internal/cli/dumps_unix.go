//go:build unix

package cli

import "golang.org/x/sys/unix"

// forbidDumps keeps the system from writing the memory of this process, with all secrets in it, to a
// file when it crashes, as it may in the SDK. Programs that are started inherit that. The limit that
// the user may raise again stays as it is. Where it cannot be set the system has its own reasons.
func forbidDumps() {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) == nil {
		limit.Cur = 0
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &limit)
	}
}
