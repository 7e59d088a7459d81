// parsec-hosts is a terminal dashboard for the hosts a Parsec session may connect to. It watches
// them come and go, and hands the chosen one to a program that connects.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"parsec-hosts/internal/cli"
)

func main() {
	stdio := cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(cli.Run(os.Args[1:], stdio, os.Environ(), version()))
}

// version describes this build from what the Go tool recorded in it.
func version() string {
	number, revision, changed := "(devel)", "", ""
	if build, ok := debug.ReadBuildInfo(); ok {
		if build.Main.Version != "" {
			number = build.Main.Version
		}
		for _, setting := range build.Settings {
			switch {
			case setting.Key == "vcs.revision":
				revision = " " + setting.Value[:min(12, len(setting.Value))]
			case setting.Key == "vcs.modified" && setting.Value == "true":
				changed = " with changes"
			}
		}
	}
	return fmt.Sprintf("%s%s%s, %s %s/%s", number, revision, changed, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
