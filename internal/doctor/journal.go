package doctor

import (
	"os"
	"path/filepath"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/private"
	"parsec-hosts/internal/words"
)

// Diary is where the journal is.
type Diary struct {
	StateDir string
	Folder   string           // of the journal
	Journal  *journal.Journal // nil when its name is not known or none is kept
	Off      bool             // the configuration wants none
}

// Records checks what the journal holds and that there can be more.
func (d Diary) Records() []Check {
	checks := []Check{writable(d.StateDir)}
	if d.Off {
		return append(checks, skipped("journal", "switched off (journal = false)"))
	}
	at := folder("folder", d.Folder)
	checks = append(checks, at)
	if d.Journal == nil || at.Status == Fail {
		return checks
	}
	return append(checks, d.survey())
}

func (d Diary) survey() Check {
	const name = "records"
	s, err := d.Journal.Survey()
	if err != nil {
		return fail(name, "they cannot be read: "+Private("reason", private.Explain(err)), "make the files readable for you, or delete them")
	}
	if s.Files == 0 {
		return ok(name, "none yet")
	}
	found := Text(words.Plural(s.Records, "record")+" in "+words.Plural(s.Files, "file")+", ") + size(s.Bytes)
	if s.Busy {
		found += "; a dashboard is recording now"
	}
	if s.Skipped > 0 {
		return warn(name, found+Text("; "+words.Plural(s.Skipped, "line")+" cannot be read and are skipped"), "nothing needs to be done: they are older, newer or damaged ones")
	}
	return ok(name, found)
}

// writable writes a few bytes where the program keeps what it keeps, or where it would make the folder
// for that, and removes them.
func writable(dir string) Check {
	const name = "disk"
	for {
		if _, err := os.Stat(dir); !private.Absent(err) || filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	file, err := os.CreateTemp(dir, ".parsec-hosts-")
	if err == nil {
		_, err = file.Write(make([]byte, 4<<10))
		file.Close()
		os.Remove(file.Name())
	}
	if err != nil {
		return fail(name, Private("path", dir)+": "+Text(private.Reason(err)), "nothing can be kept there: make room, or make it writable for you")
	}
	return ok(name, "there is room, and it can be written to")
}
