package doctor

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"parsec-hosts/internal/textsafe"
)

// Report is what others need to know to help, without what is nobody's business.
type Report struct {
	Version   string // of the program, with Go's, the system and the architecture
	Checks    []Check
	Outline   []string // of the configuration file
	Variables []string // the program's variables that are set
	LogDir    string
	// Private are texts that must not be in it even if a part of it was not marked as private.
	Private []string
}

const preamble = `parsec-hosts report

Please read it before you send it to anybody.

It holds: the versions, what "parsec-hosts doctor" found, the structure of the configuration
file, which variables are set, what the terminal says of itself, when programs were launched
last, and how much the journal holds.

Left out are: secrets, all of them; the names of services, users, hosts and peers; names of
profiles and launchers; paths, commands and their arguments; what the service or a program
said. A word in angle brackets stands where something was left out.
`

// String returns the report as text for people. Its lines end in newlines.
func (r Report) String() string {
	var b strings.Builder
	b.WriteString(preamble)
	section := func(title string, lines []string) {
		b.WriteString("\n== " + title + " ==\n")
		for _, line := range lines {
			b.WriteString(line + "\n")
		}
	}
	section("versions", []string{textsafe.Clean(r.Version)})
	section("checks", r.checks())
	section("configuration file", r.Outline)
	section("variables", orNone(r.Variables))
	section("launches", logTimes(r.LogDir))
	return r.withoutPrivate(b.String())
}

func orNone(lines []string) []string {
	if len(lines) == 0 {
		return []string{"(none)"}
	}
	return lines
}

func (r Report) checks() []string {
	var lines []string
	group := ""
	for _, c := range r.Checks {
		if c.Group != group {
			group = c.Group
			lines = append(lines, group)
		}
		lines = append(lines, fmt.Sprintf("  %-7s %s: %s", c.Status, c.Name.Masked(), c.Found.Masked()))
		if c.Remedy != "" {
			lines = append(lines, "          "+c.Remedy.Masked())
		}
	}
	return lines
}

// logStamp is the time that the name of a log begins with. What follows is a peer ID.
var logStamp = regexp.MustCompile(`^\d{8}T\d{6}\.\d{3}Z-`)

// logTimes are the names of the newest logs as far as they say when.
func logTimes(dir string) []string {
	const most = 5
	var names []string
	entries, _ := os.ReadDir(dir) // sorted by name; without the folder there are none
	for _, entry := range entries {
		if stamp := logStamp.FindString(entry.Name()); stamp != "" {
			names = append(names, stamp+"<peer>.log")
		}
	}
	slices.Reverse(names)
	return orNone(names[:min(len(names), most)])
}

// withoutPrivate is the last look: what is known to be private and long enough to be told from an
// ordinary word goes, wherever it stands.
func (r Report) withoutPrivate(text string) string {
	const telling = 4
	longestFirst := slices.SortedFunc(slices.Values(r.Private), func(a, b string) int { return len(b) - len(a) })
	for _, private := range longestFirst {
		if len(private) >= telling {
			text = strings.ReplaceAll(text, private, "<private>")
		}
	}
	return text
}

// Write writes the report to a new file that only its user can read.
func (r Report) Write(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(r.String())
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
