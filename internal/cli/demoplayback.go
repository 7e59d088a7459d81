package cli

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/recording"
)

// bareDemo is what --demo without a value means to the flag parser. Its help shows it as [=FILE]. A
// file of that very name is ./FILE.
const bareDemo = "FILE"

// demoFlag is --demo, or --demo=FILE for the recording in FILE.
func (a *app) demoFlag(cmd *cobra.Command) {
	flag := cmd.Flags().VarPF(demoValue{a}, "demo", "", "use simulated hosts, or those of a recording, and nothing of yours")
	flag.NoOptDefVal = bareDemo
	flag.DefValue = "false"
	arguments := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		var err error
		if arguments != nil {
			err = arguments(cmd, args)
		}
		if a.demo && a.played == "" && len(args) > 0 && isRecordingName(args[0], err != nil) {
			return &usageError{"--demo and its recording are one word: --demo=" + args[0], ""}
		}
		return err
	}
}

// isRecordingName reports whether an argument was meant to be the recording of --demo: it names
// one, or it is out of place and looks like the name of a file.
func isRecordingName(arg string, outOfPlace bool) bool {
	if outOfPlace && strings.ContainsAny(arg, `./\`) {
		return true
	}
	if info, err := os.Stat(arg); err != nil || !info.Mode().IsRegular() {
		return false // a FIFO would wait for a writer
	}
	file, err := os.Open(arg)
	if err != nil {
		return false
	}
	defer file.Close()
	beginning := make([]byte, 64)
	n, _ := io.ReadFull(file, beginning)
	return recording.Is(beginning[:n])
}

// demoValue is the value of the flag. It calls itself a bool because the parser's help then
// speaks of --demo[=FILE].
type demoValue struct{ app *app }

func (v demoValue) Type() string { return "bool" }

func (v demoValue) String() string {
	if v.app == nil || !v.app.demo {
		return "false"
	}
	return v.app.played
}

func (v demoValue) Set(value string) error {
	if value == "" {
		return errors.New("no file")
	}
	v.app.demo, v.app.played = true, value
	if value == bareDemo {
		v.app.played = ""
	}
	return nil
}

// demonstrated says what kind of hosts the demonstration shows, "" when there is none.
func (a *app) demonstrated() string {
	switch {
	case !a.demo:
		return ""
	case a.played != "":
		return "recorded hosts"
	}
	return "simulated hosts"
}

// recording returns the recording that the demonstration plays, nil for none.
func (a *app) recording() (*recording.Recording, error) {
	if a.played == "" {
		return nil, nil
	}
	return a.openRecording(a.played)
}

// openRecording reads a recording.
func (a *app) openRecording(path string) (*recording.Recording, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &usageError{"the recording " + path + " cannot be opened: " + withoutPath(err).Error(), ""}
	}
	defer file.Close()
	played, err := recording.Read(file)
	if err != nil {
		return nil, &usageError{path + ": " + withoutPath(err).Error(), "parsec-hosts record FILE makes a recording"}
	}
	if played.CutOff {
		a.note(path + ": the last line breaks off and is left out")
	}
	return played, nil
}
