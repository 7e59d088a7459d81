package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// maxFileSize is far beyond any sensible configuration and bounds what a wrong path can cost.
const maxFileSize = 64 << 10

// document is a configuration file, checked as a whole: also the profiles that are not in use.
// A nil document is a file that does not exist.
type document struct {
	path           string
	top            section
	defaultProfile Value[string]
	profiles       map[string]section
}

// section is the top of the file or one profile.
type section struct {
	settings  layer
	launchers []Launcher
	actions   []Launcher
	keys      map[string]Value[[]string] // by action
}

// readDocument reads the file and returns all the faults in it. The default one need not exist.
func readDocument(open func(string) (io.ReadCloser, error), path Value[string]) (*document, []error) {
	text, err := readFile(open, path.Value)
	if errors.Is(err, fs.ErrNotExist) && path.From.Kind == FromDefault {
		return nil, nil
	}
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = pathError.Err
		}
		return nil, []error{&Error{From: Origin{FromFile, path.Value}, Text: "the configuration cannot be read: " + err.Error()}}
	}
	return parseDocument(path.Value, text)
}

func readFile(open func(string) (io.ReadCloser, error), path string) (string, error) {
	file, err := open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFileSize+1))
	if err == nil && len(data) > maxFileSize {
		err = fmt.Errorf("it is larger than %d KiB", maxFileSize>>10)
	}
	return string(data), err
}

func parseDocument(path, text string) (*document, []error) {
	r := &reader{path: path}
	var content map[string]any
	if _, err := toml.Decode(text, &content); err != nil {
		return nil, []error{r.syntaxError(err)}
	}
	lines, at, err := indexLines(text)
	if err != nil {
		return nil, []error{r.fail(node{line: at}, "%v", err)}
	}
	r.lines = lines
	return r.document(content), r.faults
}

// sections returns the named profile and the top of the file; both are empty without a file.
func (d *document) sections(profile string) (own, top section) {
	if d == nil {
		return section{}, section{}
	}
	return d.profiles[profile], d.top
}

func (d *document) profileNames() string {
	return "the file has " + strings.Join(slices.Sorted(maps.Keys(d.profiles)), ", ")
}

// chooseProfile says which profile to use. A name that was asked for must exist in the file if
// there is one; without a file it only keeps sessions apart.
func chooseProfile(in Inputs, environ layer, doc *document) (Value[string], error) {
	chosen := pick(layers{environ}, "profile", DefaultProfile)
	if doc != nil && chosen.From.Kind == FromDefault && doc.defaultProfile.Value != "" {
		chosen = doc.defaultProfile
	}
	if in.Flags.Profile != "" {
		chosen = Value[string]{in.Flags.Profile, Origin{FromFlag, "--profile"}}
	}
	if in.Profile != "" {
		chosen = Value[string]{in.Profile, Origin{FromChoice, "the choice of a profile"}}
	}
	if !profileName.MatchString(chosen.Value) {
		return chosen, &Error{From: chosen.From, Text: "a profile's name consists of letters, digits, - and _"}
	}
	if doc == nil || chosen.From.Kind == FromDefault {
		return chosen, nil
	}
	return chosen, doc.require(chosen)
}

// require wants the profile in the file.
func (d *document) require(profile Value[string]) error {
	if slices.Contains(d.names(), profile.Value) {
		return nil
	}
	names := slices.Sorted(maps.Keys(d.profiles))
	advice := "add [profile." + profile.Value + "] to " + d.path
	if len(names) > 0 {
		advice = d.profileNames()
	}
	return &Error{
		From:   profile.From,
		Text:   fmt.Sprintf("there is no profile %q%s", profile.Value, DidYouMean(profile.Value, names)),
		Advice: advice,
	}
}
