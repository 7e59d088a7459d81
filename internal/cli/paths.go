package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/textsafe"
)

const pathsHelp = `paths prints where everything is, for the profile in use: a name and a path on each line, and
whether there is something yet. With NAME it prints that path alone.

  config       the configuration file
  state        the folder of what is kept between runs
  session      the file of the session, where no keyring keeps it
  journal      the file of what happened to the hosts
  preferences  the file of how the dashboard was left
  logs         the folder with the words of programs that were started
  reports      the folder with reports of crashes

With --json the output is one object with a member for each name:

  NAME      an object:
    path      absolute, or as given by --config or PARSEC_HOSTS_CONFIG
    exists    whether there is something

There is no "session" without a way to sign in, or with a session ID in the environment.`

// place is where something is.
type place struct {
	name, path string
}

func (p place) exists() bool {
	_, err := os.Lstat(p.path)
	return err == nil
}

func newPathsCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "paths [NAME]",
		Short: "Print where files and folders are",
		Long:  pathsHelp,
		Args:  atMostOne("name"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.paths(args, asJSON) },
	}
	a.profileFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (a *app) paths(names []string, asJSON bool) error {
	places, wrong := a.places()
	if len(names) == 1 {
		at := slices.IndexFunc(places, func(p place) bool { return p.name == names[0] })
		if at < 0 && wrong != nil {
			return wrong
		}
		if at < 0 {
			return unknownPlace(names[0], places)
		}
		places = places[at : at+1]
		wrong = nil // whatever it is, it does not concern what was asked for
	}
	const what = "list of paths"
	switch {
	case asJSON:
		return errors.Join(wrong, writeJSON(a.stdio.Out, what, placesJSON(places)))
	case len(names) == 1:
		return errors.Join(wrong, write(a.stdio.Out, what, []byte(places[0].path+"\n")))
	}
	return errors.Join(wrong, write(a.stdio.Out, what, placesTable(places)))
}

// places are all that are known. Where a mistake in the configuration hides which profile is in use,
// its own places are missing.
func (a *app) places() ([]place, error) {
	in := config.Inputs{Flags: a.flags, Environ: a.environ}
	file, state := config.Locate(in)
	places := []place{{"config", file.Value}, {"state", state}}
	own, wrong := a.profilePlaces(in)
	return slices.Concat(places, own, []place{
		{"logs", filepath.Join(state, logFolder)},
		{"reports", filepath.Join(state, reportFolder)},
	}), wrong
}

// profilePlaces are those of the profile in use.
func (a *app) profilePlaces(in config.Inputs) ([]place, error) {
	cfg, err := config.Load(in)
	signedIn := err == nil
	if err != nil && !errors.Is(err, config.ErrNotConfigured) {
		return nil, err
	}
	var places []place
	if signedIn {
		c, err := a.accessFor(cfg, a.keyring)
		if err != nil {
			return nil, err
		}
		if file := c.source.File(); file != "" {
			places = append(places, place{"session", file})
		}
	}
	j, err := journal.Open(journalOptions(cfg))
	if err != nil {
		return nil, err
	}
	return append(places, place{"journal", j.Path()}, place{"preferences", preferences(cfg).Path()}), nil
}

func unknownPlace(name string, places []place) error {
	if name == "session" {
		return &usageError{"no session is kept for this profile", "nothing says how to sign in, or " + config.EnvSessionID + " gives the session"}
	}
	var names []string
	for _, p := range places {
		names = append(names, p.name)
	}
	return &usageError{"there is no path named " + quoted(name) + config.DidYouMean(name, names), "known are " + strings.Join(names, ", ")}
}

func placesTable(places []place) []byte {
	var b bytes.Buffer
	for _, p := range places {
		b.WriteString(textsafe.Pad(p.name, len("preferences")) + "  " + textsafe.Clean(p.path))
		if !p.exists() {
			b.WriteString("  (not there yet)")
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

// placesJSON keeps the order of the table.
func placesJSON(places []place) object {
	members := make(object, len(places))
	for i, p := range places {
		members[i] = member{p.name, struct {
			Path   string `json:"path"`
			Exists bool   `json:"exists"`
		}{p.path, p.exists()}}
	}
	return members
}
