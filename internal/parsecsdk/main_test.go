package parsecsdk

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"parsec-hosts/internal/parsecsdk/standin"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		standin.Remove()
		os.Exit(code)
	}))
}
