package cli

import (
	"testing"

	connections "parsec-hosts/internal/connection"
)

func TestTheLastReportGivesTheExitCode(t *testing.T) {
	for code, want := range map[int32]int{
		-3008: exitSignedOut, -3002: exitNetwork, -3009: exitNetwork, -3010: exitFailure,
		-6023: exitNetwork, -6101: exitNetwork, -12007: exitNetwork, -32003: exitNetwork, -700060: exitNetwork, -800111: exitNetwork,
		6: exitTimeout, 2000: exitTimeout, 4: exitFailure, 8: exitFailure, 11: exitFailure, -14: exitFailure, -15000: exitFailure, 0: exitFailure,
	} {
		last := connections.Report{State: connections.Ended, Code: code}
		if got := exitCodeOf(last); got != want {
			t.Errorf("after %d the exit code is %d, want %d", code, got, want)
		}
		last.Wanted = true
		if got := exitCodeOf(last); got != exitOK {
			t.Errorf("after a wanted end the exit code is %d", got)
		}
	}
	if got := exitCodeOf(connections.Report{State: connections.Ended, WaitsFor: connections.ForApproval}); got != exitTimeout {
		t.Errorf("after a time-out the exit code is %d", got)
	}
}
