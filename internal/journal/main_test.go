package journal

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain also plays the programs that tests start: this binary with a part's name as its first
// argument.
func TestMain(m *testing.M) {
	parts := map[string]func([]string) error{"part:other": partOther, "part:recorder": partRecorder}
	if len(os.Args) > 1 {
		if part, ok := parts[os.Args[1]]; ok {
			if err := part(os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			os.Exit(0)
		}
	}
	goleak.VerifyTestMain(m)
}
