//go:build !nosdk && amd64 && (linux || darwin)

package cli

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"parsec-hosts/internal/parsecsdk/standin"
)

// TestScriptsOfTheSDK runs scripts whose launchers connect through a library that stands in for the SDK's.
func TestScriptsOfTheSDK(t *testing.T) {
	library := standin.Build(t)
	older := standin.Build(t, "-DMAJOR=5")
	runScripts(t, "testdata/sdk", func(env *testscript.Env) error {
		env.Setenv("LIBRARY", library)
		env.Setenv("LIBRARIES", filepath.Dir(library))
		env.Setenv("OLDER", older)
		return setUpScript(env)
	})
}
