package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/recording"
	"parsec-hosts/internal/textsafe"
)

const recordHelp = `record asks for the hosts again and again, as often as the dashboard would, and writes what
comes to FILE until it is interrupted (Ctrl-C). A recording can be shown to others, as in a bug
report, and played:

  parsec-hosts --demo=FILE
  parsec-hosts simulate --replay FILE

%s
Equal texts become equal ones within one recording, and nobody can find out later which text
became which. A made-up text keeps the length, the punctuation and the kinds of characters of the
original: peer IDs, digits, capitals, wide characters, emoji and control characters look like such.

FILE is JSON, one object per line, and must not exist yet.`

// recordOptions are what the command line of record says.
type recordOptions struct {
	path     string
	keep     []string
	yes      bool
	duration time.Duration // 0 for no end
	polls    int           // 0 for no end
}

func newRecordCommand(a *app) *cobra.Command {
	var o recordOptions
	cmd := &cobra.Command{
		Use:   "record FILE",
		Short: "Record what the service answers, without who is there",
		Long:  fmt.Sprintf(recordHelp, contents(nil)),
		Args:  oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.path = args[0]
			if err := cmp.Or(positive(cmd, "duration", o.duration), positive(cmd, "polls", o.polls), o.check()); err != nil {
				return err
			}
			return untilSignal(func(ctx context.Context) error { return a.record(ctx, o) })
		},
	}
	a.connectionFlags(cmd)
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask before recording")
	cmd.Flags().StringArrayVar(&o.keep, "keep", nil, "keep the values of this other `field` as they are; may be repeated")
	cmd.Flags().DurationVar(&o.duration, "duration", 0, "end after this `duration`")
	cmd.Flags().IntVar(&o.polls, "polls", 0, "end after `n` polls")
	return cmd
}

// contents says what a recording holds and what it does not.
func contents(keep []string) string {
	said := "Of each host are\n" +
		"  kept      " + strings.Join(recording.Kept(), ", ") + "\n" +
		"  replaced  " + strings.Join(recording.Replaced(keep), ", ") + "\n" +
		"            by made-up texts and numbers\n" +
		"  left out  every other field\n"
	if len(keep) > 0 {
		said += "  and kept as the service sends it, because --keep says so: " + textsafe.Clean(strings.Join(keep, ", ")) + "\n"
	}
	return said +
		"Of each answer it keeps when it came, how long it took and what kind of failure it was. Keys,\n" +
		"sessions, addresses and the service's own error texts are left out.\n"
}

func (o recordOptions) check() error {
	for _, name := range o.keep {
		if err := recording.CheckKeep(name); err != nil {
			return &usageError{"--keep cannot be " + quoted(name) + ": " + err.Error(), ""}
		}
	}
	if _, err := os.Lstat(o.path); err == nil {
		return existsAlready(o.path)
	}
	return nil
}

func existsAlready(path string) error {
	return &usageError{path + " exists already, and a recording overwrites nothing", "choose another name, or move it away"}
}

func (a *app) record(ctx context.Context, o recordOptions) error {
	c, closeAll, err := a.openSignedIn()
	if err != nil {
		return err
	}
	defer closeAll()
	if err := a.agreed(ctx, o); err != nil {
		return err
	}
	file, err := os.OpenFile(o.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return existsAlready(o.path)
	}
	if err != nil {
		return &usageError{o.path + " cannot be made: " + withoutPath(err).Error(), ""}
	}
	totals, err := a.recordTo(ctx, file, c, o)
	if closeErr := file.Close(); err == nil && closeErr != nil {
		err = unwritable(closeErr)
	}
	a.notes(c.source.Notices())
	if totals.Polls == 0 {
		_ = os.Remove(o.path)
		a.tell("nothing was recorded")
		return err
	}
	a.tell(o.path + " holds " + described(totals))
	a.tell("to play it: parsec-hosts --demo=" + o.path + ", or parsec-hosts simulate --replay " + o.path)
	return err
}

// agreed asks whether to record, unless --yes has answered.
func (a *app) agreed(ctx context.Context, o recordOptions) error {
	if o.yes {
		return nil
	}
	d := a.dialogue()
	if d == nil {
		return &usageError{"record asks before it records, and there is no terminal to ask on", "add --yes; parsec-hosts record --help says what a recording holds"}
	}
	d.say(strings.TrimSpace(contents(o.keep)))
	sure, err := d.confirm(ctx, "Record to "+textsafe.Clean(o.path)+"?")
	if err == nil && !sure {
		err = errors.New("nothing was recorded")
	}
	return err
}
