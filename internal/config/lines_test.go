package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

func TestIndexLines(t *testing.T) {
	tests := []struct {
		name, text string
		want       lineIndex
	}{
		{"plain", "a = 1\n\n# b = 2\nc = 3", lineIndex{"a": 1, "c": 4}},
		{"Windows line ends", "a = 1\r\n\r\nb = 2\r\n", lineIndex{"a": 1, "b": 3}},
		{"byte order mark", "\ufeff[a]\nb = 1", lineIndex{"a": 1, "a.b": 2}},
		{"text that looks like keys", "a = '''\nb = 1\n[c]\n'''\nd = \"\"\"\\\n  e = 2 \\\n  \"\"\"\nf = 3", lineIndex{"a": 1, "d": 5, "f": 8}},
		{"list over lines", "a = [ # ]\n  ']', # [x]\n  '''\n]''',\n]\nb = 1", lineIndex{"a": 1, "b": 6}},
		{"quoted and dotted keys", "\"x.y\" = 1\na.'b c'.d = 2\n[ t . \"u=v\" ]\nw = 3", lineIndex{
			`"x.y"`: 1, `a."b c".d`: 2, `t."u=v"`: 3, `t."u=v".w`: 4,
		}},
		{"inline tables", "a = {b = 1, c = {d = 2}}\ne = [{f = 1}, {f = 2}]", lineIndex{
			"a": 1, "a.b": 1, "a.c": 1, "a.c.d": 1, "e": 2, "e.f": 2,
		}},
		{"arrays of tables", "[[l]]\na = 1\n[[l]]\na = 2\n[l.s]\nb = 1\n[p.x]\nc = 1\n[[p.x.l]]\na = 3\n[[p.x.l]]\na = 4", lineIndex{
			"l": 1, "l[0]": 1, "l[0].a": 2, "l[1]": 3, "l[1].a": 4, "l[1].s": 5, "l[1].s.b": 6, "p.x": 7, "p.x.c": 8,
			"p.x.l": 9, "p.x.l[0]": 9, "p.x.l[0].a": 10, "p.x.l[1]": 11, "p.x.l[1].a": 12,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := indexLines(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("index (-want +got)\n%s", diff)
			}
		})
	}
}

// FuzzLoad holds that no file makes the loader panic, that its errors are one printable line,
// and that every setting of a file that loads knows its line.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		"", "interval = '8s'\n[profile.a]\nbudget = 3\n", "[[launcher]]\nname = 'a'\ncommand = ['a', '{peer_id}']\n",
		"default_profile = 'a'\nprofile = {a = {proxy = 'http://h:1'}}", "\"a\\u001b\" = 1", "a = '''\n[b]\n'''\n[[a]]", "x = [\n[\n]\n]", "\"\\\n",
		"profile.a.route = 'hosts'\nprofile.a.launcher = [{name='x', command=['y']}]", "\ufeffbudget = 1\r\n", "api_key = 'x'", "[[profile.a.launcher]]\n[profile.a.launcher.b]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cfg, err := Load(Inputs{Environ: signedIn, Open: withFile(text)})
		if err != nil {
			if _, ok := err.(*Error); !ok || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Fatalf("error %#v", err)
			}
		} else if cfg.BaseURL.Value == "" || cfg.Interval.Value <= 0 || cfg.Budget.Value <= 0 {
			t.Fatalf("configuration %+v", cfg)
		}
		var content map[string]any
		if _, err := toml.Decode(text, &content); err != nil {
			return
		}
		if index, _, err := indexLines(text); err == nil {
			requireLines(t, index, "", content)
		}
	})
}

// requireLines fails when a value of table has no line. Values of inline tables in a list carry
// the line of the list's own key.
func requireLines(t *testing.T, index lineIndex, path string, table map[string]any) {
	t.Helper()
	for key, value := range table {
		at := childPath(path, key)
		switch value := value.(type) {
		case map[string]any:
			requireLines(t, index, at, value)
		case []map[string]any:
			for i := range value {
				if _, ok := index[itemPath(at, i)]; !ok {
					t.Fatalf("%s has no line", itemPath(at, i))
				}
				requireLines(t, index, itemPath(at, i), value[i])
			}
		default:
			if _, ok := index[at]; !ok {
				t.Fatalf("%s has no line in %v", at, fmt.Sprint(index))
			}
		}
	}
}
