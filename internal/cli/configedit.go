package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

const configEditHelp = `edit opens a copy of the configuration file in your editor: $VISUAL, $EDITOR, or else vi (notepad
on Windows). Their value is split at blanks without a shell; "…" and '…' keep blanks, as in
EDITOR="code --wait".

When the editor ends, the copy is checked like the file itself, and takes its place if there is
no mistake. Otherwise you are asked whether to go on editing. A file that is not there yet begins
as the one of config init.`

func newConfigEditCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edit",
		Short: "Edit the configuration file and check it",
		Long:  configEditHelp,
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return a.editConfig() },
	}
	cmd.Flags().StringVar(&a.flags.Config, "config", "", "configuration `file`")
	return cmd
}

func (a *app) editConfig() error {
	d := a.dialogue()
	if d == nil {
		return &usageError{"editing needs a terminal for input and messages", "parsec-hosts paths config tells where the file is"}
	}
	editor, err := a.editor()
	if err != nil {
		return err
	}
	e := edit{app: a, dialogue: d, editor: editor}
	if err := e.open(); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "parsec-hosts-edit-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	return e.run(filepath.Join(folder, "config.toml"))
}

// editor is the user's, as a program and its arguments.
func (a *app) editor() ([]string, error) {
	standard := "vi"
	if runtime.GOOS == "windows" {
		standard = "notepad"
	}
	given := cmp.Or(lookup(a.environ, "VISUAL"), lookup(a.environ, "EDITOR"), standard)
	words, err := splitWords(given)
	if err == nil && len(words) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		return nil, &usageError{"the editor in VISUAL or EDITOR cannot be used: " + err.Error(), ""}
	}
	return words, nil
}

// edit is one file being edited.
type edit struct {
	app      *app
	dialogue *dialogue
	editor   []string

	named  string // as the configuration is known by, for messages
	target string // what is written: named, or what it links to
	mode   fs.FileMode
	before []byte // nil when there is no file yet
}

// open reads the file.
func (e *edit) open() error {
	file, _ := config.Locate(config.Inputs{Flags: e.app.flags, Environ: e.app.environ})
	e.named, e.target = file.Value, file.Value
	if linked, err := filepath.EvalSymlinks(e.named); err == nil {
		e.target = linked
	}
	info, err := os.Stat(e.target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a regular file")
	}
	if err == nil {
		e.mode = info.Mode().Perm()
		e.before, err = os.ReadFile(e.target)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be edited: %s", e.named, private.Reason(err))
	}
	return nil
}

// run has the copy edited until it has no mistake or the user has enough.
func (e *edit) run(copied string) error {
	original := e.before
	if original == nil {
		original = []byte(config.Draft{}.TOML())
	}
	if err := os.WriteFile(copied, original, 0o600); err != nil {
		return err
	}
	for {
		if err := runEditor(e.editor, copied, e.app.stdio); err != nil {
			return err
		}
		edited, err := os.ReadFile(copied)
		if err != nil {
			return fmt.Errorf("the edited copy cannot be read: %s", private.Reason(err))
		}
		if bytes.Equal(edited, original) {
			fmt.Fprintln(e.app.stdio.Err, "Nothing was changed.")
			return nil
		}
		next, err := e.judge(edited)
		switch {
		case err != nil:
			return err
		case next == keepIt:
			return e.save(edited)
		case next == discardIt:
			fmt.Fprintln(e.app.stdio.Err, "The changes were discarded.")
			return nil
		}
	}
}

// verdict is what happens to an edited copy.
type verdict int

const (
	editAgain verdict = iota
	keepIt
	discardIt
)

// judge tells the mistakes in a copy and asks what to do about them.
func (e *edit) judge(edited []byte) (verdict, error) {
	_, faults := checkConfig(config.Inputs{
		Flags:   config.Flags{Config: e.named},
		Environ: byItself(e.app.environ),
		Open:    func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(edited)), nil },
	})
	if len(faults) == 0 {
		return keepIt, nil
	}
	for _, fault := range faults {
		e.app.report(fault)
	}
	chosen := editAgain
	err := untilSignal(func(ctx context.Context) error {
		return e.dialogue.until(ctx, "(e)dit again, (d)iscard the changes or (k)eep them with these mistakes", "e", func(answer string) error {
			var known bool
			chosen, known = map[string]verdict{"e": editAgain, "d": discardIt, "k": keepIt}[answer]
			if !known {
				return errors.New("type e, d or k")
			}
			return nil
		})
	})
	if errors.Is(err, errNoAnswer) {
		return discardIt, nil
	}
	return chosen, err
}

// save puts the copy in place of the file, which keeps its mode.
func (e *edit) save(edited []byte) error {
	var err error
	if e.before == nil {
		err = errors.Join(os.MkdirAll(filepath.Dir(e.target), 0o700), private.Create(e.target, edited))
	} else if err = private.Replace(e.target, edited); err == nil {
		err = os.Chmod(e.target, e.mode)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", e.named, private.Reason(err))
	}
	fmt.Fprintf(e.app.stdio.Err, "Wrote %s.\n", textsafe.Clean(e.named))
	return nil
}
