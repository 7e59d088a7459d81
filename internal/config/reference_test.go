package config

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/page"
)

var update = flag.Bool("update", false, "rewrite docs/configuration.md")

// TestTheReferenceIsComplete writes docs/configuration.md, or wants it to be what the settings are.
func TestTheReferenceIsComplete(t *testing.T) {
	r := reference{t: t, defaults: defaults(t)}
	r.WriteString(referenceHead)
	r.variables()
	r.WriteString(settingsHead)
	for _, part := range referenceParts {
		r.table(part.title, part.about, settings, part.settings)
	}
	r.complete("settings", settings, r.done)
	r.colors()
	r.WriteString(launchersHead)
	r.table("A program", "", launcherKeys, referencePrograms)
	r.table("The Parsec SDK", sdkAbout, launcherKeys, referenceSDK)
	r.complete("launcher", launcherKeys, r.done)
	r.WriteString(actionsHead)
	r.table("", "", actionKeys, append(slices.Clone(referencePrograms[:len(referencePrograms)-2]), said{"key", "the key that runs it; without one the action menu has it"}))
	r.complete("action", actionKeys, r.done)
	r.WriteString(keysHead)
	page.Want(t, *update, "../../docs/configuration.md", []byte(r.String()))
}

// said is what a setting is for, in words.
type said struct{ name, words string }

// reference is the page in the making.
type reference struct {
	strings.Builder
	t        *testing.T
	defaults map[string]string
	done     []string // settings of this table so far
}

// table writes settings with what they take and what they are where nobody gives them.
func (r *reference) table(title, about string, known map[string]parser, list []said) {
	if title != "" {
		fmt.Fprintf(r, "\n### %s\n", title)
	}
	if about != "" {
		fmt.Fprintf(r, "\n%s\n", about)
	}
	r.WriteString("\n| setting | is | default | for |\n|---|---|---|---|\n")
	for _, s := range list {
		parse, ok := known[s.name]
		if !ok {
			r.t.Errorf("there is no setting %s", s.name)
			continue
		}
		r.done = append(r.done, s.name)
		fmt.Fprintf(r, "| `%s` | %s | %s | %s |\n", s.name, accepts(parse), r.byDefault(s.name, known), s.words)
	}
}

func (r *reference) byDefault(name string, known map[string]parser) string {
	value := entryDefaults[name]
	if _, top := settings[name]; top && len(known) == len(settings) {
		value = r.defaults[name]
	}
	if value == "" {
		return ""
	}
	return "`" + value + "`"
}

// complete wants every setting to have been told, and begins anew.
func (r *reference) complete(noun string, known map[string]parser, done []string) {
	for name := range known {
		if !slices.Contains(done, name) {
			r.t.Errorf("the reference does not tell of %s (%s)", name, noun)
		}
	}
	r.done = nil
}

// accepts is what a setting takes, in the words with which its parser refuses anything else.
func accepts(parse parser) string {
	_, err := parse(time.Time{})
	words, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "must be "), ", not a date")
	for _, extreme := range []any{int64(math.MinInt64), "1ns"} {
		if _, err := parse(extreme); err != nil {
			if _, limits, found := strings.Cut(err.Error(), "from "); found {
				words += ", from " + limits
			}
		}
	}
	return coded(strings.TrimPrefix(words, "a "))
}

// coded sets what stands in quotes as it is written.
func coded(words string) string {
	parts := strings.Split(words, `"`)
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "`\"" + parts[i] + "\"`"
	}
	text := strings.Join(parts, "")
	// A list or a table is one piece of code.
	for _, bracket := range []string{"[]", "{}"} {
		from, to := strings.Index(text, bracket[:1]), strings.LastIndex(text, bracket[1:])
		if from >= 0 && to > from {
			text = text[:from] + "`" + strings.ReplaceAll(text[from:to+1], "`", "") + "`" + text[to+1:]
		}
	}
	return text
}

// defaults are the settings of somebody who gives none.
func defaults(t *testing.T) map[string]string {
	t.Helper()
	cfg, err := Load(Inputs{Environ: signedIn, Open: withoutFile})
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, s := range cfg.Settings() {
		switch s.Value.(type) {
		case string:
			list[s.Name] = fmt.Sprintf("%q", s.Value)
		case bool, int:
			list[s.Name] = fmt.Sprint(s.Value)
		}
	}
	return list
}

// variables writes the table of what flags and the environment can give.
func (r *reference) variables() {
	untold := map[string]bool{EnvNoMotion: true}
	for _, name := range envNames {
		untold[name] = true
	}
	flags, err := Flags{Theme: Themes[0], ASCII: true, NoMotion: true, ReadOnly: true}.layer()
	if err != nil {
		r.t.Fatal(err)
	}
	r.WriteString("\n| what | flag | variable | in the file |\n|---|---|---|---|\n")
	for _, row := range referenceGivers {
		flag := row.flag
		if row.variable != "" && !untold[row.variable] {
			r.t.Errorf("there is no variable %s", row.variable)
		}
		delete(untold, row.variable)
		if given, ok := flags[row.setting]; ok {
			flag = given.From.Where
			delete(flags, row.setting)
		}
		fmt.Fprintf(r, "| %s | %s | %s | %s |\n", row.words, code(flag), code(row.variable), code(row.written()))
	}
	for _, name := range slices.Sorted(maps.Keys(untold)) {
		r.t.Errorf("the reference does not tell of %s", name)
	}
	for setting := range flags {
		r.t.Errorf("the reference does not tell of the flag for %s", setting)
	}
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// colors writes what the table of colours may have.
func (r *reference) colors() {
	var own, named []string
	for _, name := range ColorNames {
		own = append(own, code(name))
	}
	for _, name := range slices.Sorted(maps.Keys(namedColors)) {
		named = append(named, fmt.Sprintf("%s (`%s`)", code(name), namedColors[name]))
	}
	fmt.Fprintf(r, colorsText, strings.Join(own, ", "), strings.Join(named, ", "))
}
