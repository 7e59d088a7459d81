package manpage

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is one manual page.
type Page struct {
	Name string // of the file, such as "parsec-hosts-list.1"
	Text []byte
}

// Pages returns the pages of root and of everything below it that is not hidden. Topics, which run
// nothing, are in section 7. version is of the program.
func Pages(root *cobra.Command, version string) []Page {
	if root.Hidden {
		return nil
	}
	pages := []Page{page(root, version)}
	for _, child := range root.Commands() {
		pages = append(pages, Pages(child, version)...)
	}
	return pages
}

func title(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func section(cmd *cobra.Command) int {
	if isTopic(cmd) {
		return 7
	}
	return 1
}

func isTopic(cmd *cobra.Command) bool { return !cmd.Runnable() && !cmd.HasSubCommands() }

func page(cmd *cobra.Command, version string) Page {
	var b bytes.Buffer
	program := cmd.Root().Name()
	fmt.Fprintf(&b, ".TH %s %d \"\" %s %s\n", quote(strings.ToUpper(title(cmd))), section(cmd), quote(program+" "+version), quote("Manual of "+program))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", escape(title(cmd)), escape(lowerFirst(cmd.Short)))
	if !isTopic(cmd) {
		fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", escape(cmd.UseLine()))
	}
	b.WriteString(".SH DESCRIPTION\n")
	writeText(&b, longText(cmd))
	writeOptions(&b, cmd.NonInheritedFlags())
	writeCommands(&b, cmd)
	writeSeeAlso(&b, cmd)
	return Page{Name: fmt.Sprintf("%s.%d", title(cmd), section(cmd)), Text: b.Bytes()}
}

func longText(cmd *cobra.Command) string {
	if cmd.Long == "" {
		return cmd.Short + "."
	}
	return cmd.Long
}

// writeText writes a text as it was laid out.
func writeText(b *bytes.Buffer, text string) {
	b.WriteString(".nf\n")
	for line := range strings.Lines(text) {
		b.WriteString(escapeLine(strings.TrimSuffix(line, "\n")) + "\n")
	}
	b.WriteString(".fi\n")
}

func writeOptions(b *bytes.Buffer, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	b.WriteString(".SH OPTIONS\n")
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		name := "--" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}
		if flag.NoOptDefVal != "" && flag.NoOptDefVal != "true" {
			name += "[=" + flag.NoOptDefVal + "]" // a value that may be left out, as the help has it
		}
		fmt.Fprintf(b, ".TP\n.B %s", escape(name))
		if value != "" {
			fmt.Fprintf(b, " \\fI%s\\fR", escape(value))
		}
		b.WriteString("\n" + escapeLine(strings.ReplaceAll(usage, "\n", " ")) + "\n")
	})
}

func writeCommands(b *bytes.Buffer, cmd *cobra.Command) {
	for i, child := range listed(cmd) {
		if i == 0 {
			b.WriteString(".SH COMMANDS\n")
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", escape(child.Name()), escapeLine(child.Short))
	}
}

func listed(cmd *cobra.Command) []*cobra.Command {
	var shown []*cobra.Command
	for _, child := range cmd.Commands() {
		if !child.Hidden {
			shown = append(shown, child)
		}
	}
	return shown
}

func writeSeeAlso(b *bytes.Buffer, cmd *cobra.Command) {
	var others []string
	reference := func(c *cobra.Command) {
		others = append(others, fmt.Sprintf("\\fB%s\\fR(%d)", escape(title(c)), section(c)))
	}
	if cmd.HasParent() {
		reference(cmd.Parent())
	}
	for _, child := range listed(cmd) {
		reference(child)
	}
	if len(others) > 0 {
		b.WriteString(".SH SEE ALSO\n" + strings.Join(others, ", ") + "\n")
	}
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// special are the characters that mean something to roff, or that it would print as another one.
var special = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`)

func escape(text string) string { return special.Replace(text) }

// escapeLine is a line that does not begin like a request to roff.
func escapeLine(line string) string {
	line = escape(line)
	if strings.HasPrefix(line, ".") {
		return `\&` + line
	}
	return line
}

// quote makes text one argument of a request.
func quote(text string) string { return `"` + strings.ReplaceAll(escape(text), `"`, `\(dq`) + `"` }
