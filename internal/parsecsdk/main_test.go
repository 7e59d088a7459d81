package parsecsdk

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// buildFolder holds the stand-in library once a test has built it.
var buildFolder string

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if buildFolder != "" {
			_ = os.RemoveAll(buildFolder) // what stays behind is in the folder for temporary files
		}
		os.Exit(code)
	}))
}
