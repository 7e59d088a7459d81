package cli

import (
	"syscall"
	"testing"

	"parsec-hosts/parsecapi"
)

// A broken pipe to the service is a failure; one to the reader of the output is not.
func TestABrokenPipeIsSilentForTheOutputOnly(t *testing.T) {
	network := &parsecapi.TransportError{Op: parsecapi.OpListHosts, Kind: parsecapi.KindReset, Err: syscall.EPIPE}
	if code := exitCode(network); code != exitNetwork {
		t.Errorf("a lost connection exits with %d, want %d", code, exitNetwork)
	}
	if code := exitCode(errReaderGone); code != exitOK {
		t.Errorf("a reader that has gone exits with %d, want %d", code, exitOK)
	}
}
