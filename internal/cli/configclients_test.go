package cli

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
)

func TestKnownClientsAreFoundWhereTheyAre(t *testing.T) {
	home := filepath.Join("/home", "anna")
	for _, c := range []struct {
		name            string
		programs, files []string
		want            []string
	}{
		{name: "nothing"},
		{"in PATH", []string{"parsecd", "vdi-stream-client"}, nil, []string{"parsec: parsecd", "vdi-stream-client: vdi-stream-client"}},
		{"where installers put it", nil, []string{parsecApps[1]}, []string{"parsec: " + parsecApps[1]}},
		{"flatpak without the app", []string{"flatpak"}, nil, nil},
		{"flatpak of the user", []string{"flatpak"}, []string{filepath.Join(home, ".local/share", flatpakApp)}, []string{"parsec-flatpak: flatpak"}},
		{"the app without flatpak", nil, []string{filepath.Join("/var/lib", flatpakApp)}, nil},
	} {
		f := finder{
			program: func(name string) (string, error) {
				if slices.Contains(c.programs, name) {
					return name, nil
				}
				return "", errors.New("not found")
			},
			exists: func(path string) bool { return slices.Contains(c.files, path) },
			home:   home,
		}
		var got []string
		for _, l := range f.clients() {
			got = append(got, l.Name+": "+l.Command[0])
			if _, err := launcherOf(l, ""); err != nil {
				t.Errorf("%s: the launcher %s: %v", c.name, l.Name, err)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}
