package cli

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestKnownClientsAreFoundWhereTheyAre(t *testing.T) {
	home := filepath.Join("/home", "anna")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name            string
		programs, files []string
		want            []string
		sdk             bool
	}{
		{name: "nothing"},
		{name: "the SDK", sdk: true, want: []string{"sdk: " + self}},
		{"in PATH", []string{"parsecd", "vdi-stream-client"}, nil, []string{"parsec: parsecd", "vdi-stream-client: vdi-stream-client"}, false},
		{"where installers put it", nil, []string{parsecApps[1]}, []string{"parsec: " + parsecApps[1]}, false},
		{"flatpak without the app", []string{"flatpak"}, nil, nil, false},
		{"flatpak of the user", []string{"flatpak"}, []string{filepath.Join(home, ".local/share", flatpakApp)}, []string{"parsec-flatpak: flatpak"}, false},
		{"the app without flatpak", nil, []string{filepath.Join("/var/lib", flatpakApp)}, nil, false},
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
			sdk:    c.sdk,
		}
		var got []string
		for _, l := range f.clients() {
			launcher, err := launcherOf(l, "")
			if err != nil {
				t.Errorf("%s: the launcher %s: %v", c.name, l.Name, err)
			}
			got = append(got, l.Name+": "+launcher.Command[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}
