package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
)

const configShowHelp = `show prints every setting that is in effect for the profile, as a configuration file of the same
effect: flags, environment and the defaults are put into it.

With --json the output is one object with a member for each setting, named as in the file, in the
order of the example file:

  NAME      an object:
    value     text, true or false, a number, or a list; null for what was not given
    origin    where it came from: "default", a flag, a variable, or FILE:LINE

"config" and "profile" come first; colours are "colors.NAME", keys "keys.ACTION", launchers
"launcher.NAME" and actions "action.NAME", whose value is an object of what the file says.

An API key or a session ID is never shown, only that it is set: as a comment, or as "[secret]".`

func newConfigShowCommand(a *app) *cobra.Command {
	var asJSON, origins, changed bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Print the settings in effect",
		Long:  configShowHelp,
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return a.showConfig(asJSON, origins, changed) },
	}
	a.profileFlags(cmd)
	cmd.Flags().BoolVar(&origins, "origin", false, "tell where each value came from")
	cmd.Flags().BoolVar(&changed, "changed", false, "leave out what has its default")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (a *app) showConfig(asJSON, origins, changed bool) error {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	a.notes(cfg.Notices)
	settings := cfg.Settings()
	if changed {
		settings = slices.DeleteFunc(settings, func(s config.Setting) bool { return s.From.Kind == config.FromDefault })
	}
	if !asJSON {
		return write(a.stdio.Out, "configuration", []byte(cfg.TOML(settings, origins)))
	}
	return writeJSON(a.stdio.Out, "configuration", settingsJSON(slices.Concat([]config.Setting{
		{Name: "config", Value: cfg.File.Value, From: cfg.File.From},
		{Name: "profile", Value: cfg.Profile.Value, From: cfg.Profile.From},
	}, settings)))
}

// settingsJSON keeps the order of the settings, which for launchers means something.
func settingsJSON(settings []config.Setting) object {
	members := make(object, len(settings))
	for i, s := range settings {
		members[i] = member{s.Name, struct {
			Value  any    `json:"value"`
			Origin string `json:"origin"`
		}{valueJSON(s.Value), s.From.String()}}
	}
	return members
}

func valueJSON(value any) any {
	program, ok := value.(config.Launcher)
	if !ok {
		return value
	}
	given := map[string]any{}
	for _, s := range program.Given() {
		given[s.Name] = s.Value
	}
	return given
}
