package journal

import (
	"bytes"
	"encoding/json"
	"os"

	"parsec-hosts/internal/private"
)

// maxLine bounds a line, in bytes with its end. Only a host with an endless peer ID has longer ones,
// and goes without.
const maxLine = 64 << 10

// append writes records as whole lines. The system puts each write at the end of the file in one
// piece, so that several programs may append at once.
func (j *Journal) append(records ...Record) error {
	lines := encode(records)
	if len(lines) == 0 {
		return nil
	}
	if err := private.MakeFolder(j.dir); err != nil {
		return err
	}
	file, err := private.OpenToAppend(j.Path())
	if err != nil {
		return err
	}
	if isTorn(file) {
		lines = append([]byte("\n"), lines...)
	}
	_, err = file.Write(lines)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		j.failed = false
	}
	return err
}

// isTorn reports whether the last line has no end, because a program or the disk's space ended while
// it was written. What is appended to it would be lost with it.
func isTorn(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

func encode(records []Record) []byte {
	var lines bytes.Buffer
	for _, r := range records {
		text, err := json.Marshal(r)
		if err == nil && len(text) < maxLine {
			lines.Write(text)
			lines.WriteByte('\n')
		}
	}
	return lines.Bytes()
}
