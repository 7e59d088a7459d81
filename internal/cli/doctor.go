package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/doctor"
	"parsec-hosts/internal/private"
)

const doctorHelp = `doctor looks at everything that parsec-hosts depends on: the configuration, where secrets are
kept, the way to the service, the session, the launchers, the libraries a viewer would need, the
clipboard, the terminal and the journal. Each line has a sign, + ! x - where the locale wants ASCII:

  ✓ is well    ! is worth knowing    ✗ does not work    · could not be looked at

Below ! and ✗ stands what to do. No launcher is started and no library loaded. Requests go to the
configured service only, five or so; a session is taken from where it is kept, and where there is none
a new one is got and kept, as list would do. --offline does neither.

Exit codes: 0 nothing fails, 1 something does (a ✗), also the configuration, 2 wrong command line.

With --json the output is one object:

  version  of the program, as text
  checks   a list of objects:
    group    the heading, such as "service"
    name     what was looked at, such as "certificate"
    status   "ok", "warn" (!), "fail" (✗) or "skipped" (·)
    found    what was found, in words
    remedy   what to do, in words; "" when there is nothing to do
  ok       false when a check failed

--report FILE writes a text for a bug report into a new file, or to standard output for "-": the same
lines and the structure of the configuration file, without secrets, names, addresses, paths and
commands. It says itself what it holds and what was left out. Read it before you send it.`

// examination is what the user wants of doctor.
type examination struct {
	json    bool
	offline bool
	report  string
}

func newDoctorCommand(a *app) *cobra.Command {
	var e examination
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check everything and say what to do",
		Long:  doctorHelp,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if err := e.check(); err != nil {
				return err
			}
			return untilSignal(func(ctx context.Context) error { return a.doctor(ctx, e) })
		},
	}
	a.profileFlags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&e.json, "json", false, "print JSON")
	flags.BoolVar(&e.offline, "offline", false, "ask neither the service nor for a session")
	flags.StringVar(&e.report, "report", "", "write a report for others into a new `file`; - prints it")
	return cmd
}

// check refuses what would overwrite a file or mix two outputs, before anything takes time.
func (e examination) check() error {
	switch {
	case e.report == "":
		return nil
	case e.report == "-" && e.json:
		return &usageError{"--json and --report - both want standard output", "give --report a file"}
	case e.report == "-":
		return nil
	}
	if _, err := os.Lstat(e.report); err == nil {
		return reportExists(e.report)
	}
	return nil
}

func reportExists(path string) error {
	return &usageError{path + " exists already, and a report overwrites nothing", "choose another name, or move it away"}
}

func (a *app) doctor(ctx context.Context, e examination) error {
	subject := a.subject(e.offline)
	defer subject.close()
	printer := a.printer()
	quiet := e.json || e.report == "-"
	var gone error // the first error of writing
	separator := ""
	checks := doctor.Run(ctx, subject.groups(), func(group string, checks []doctor.Check) {
		if quiet || gone != nil {
			return
		}
		gone = write(a.stdio.Out, "list of checks", []byte(separator+printer.Group(group, checks)))
		separator = "\n"
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if gone == nil {
		gone = a.conclude(e, printer, checks)
	}
	if e.report != "" && gone == nil {
		gone = a.writeReport(e.report, subject.report(checks))
	}
	if gone != nil {
		return gone
	}
	if !doctor.Well(checks) {
		return &exitError{code: exitFailure}
	}
	return nil
}

// conclude prints what can only be printed when all checks are done.
func (a *app) conclude(e examination, printer doctor.Printer, checks []doctor.Check) error {
	switch {
	case e.json:
		text, err := doctor.JSON(a.version, checks)
		if err != nil {
			return err
		}
		return write(a.stdio.Out, "list of checks", text)
	case e.report == "-":
		return nil
	}
	return write(a.stdio.Out, "list of checks", []byte("\n"+printer.Summary(checks)))
}

func (a *app) writeReport(path string, report doctor.Report) error {
	if path == "-" {
		return write(a.stdio.Out, "report", []byte(report.String()))
	}
	err := report.Write(path)
	if errors.Is(err, fs.ErrExist) {
		return reportExists(path)
	}
	if err != nil {
		return errors.New("the report cannot be written: " + private.Explain(err))
	}
	a.note("the report is in " + path + ": read it before you send it to anybody")
	return nil
}

// printer fits the lines to standard output.
func (a *app) printer() doctor.Printer {
	paper := a.paper()
	return doctor.Printer{Width: paper.Width, ASCII: paper.ASCII, Color: paper.Color, Home: lookup(a.environ, "HOME")}
}
