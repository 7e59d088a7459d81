package launch

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

const (
	logsKept = 20      // older logs are removed at each launch
	tailRead = 4 << 10 // bytes searched for a program's last words
)

// logName matches the names that createLog makes, which sort by time.
var logName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\d{8}T\d{6}\.\d{3}Z-[0-9A-Za-z_-]{1,64}-\d+\.log$`)
})

// childLog is the output of one background program.
type childLog struct {
	file   *os.File
	header int64 // bytes at the start that are not the program's own
}

// createLog makes a log that only this user can read and that begins with the command line. On an
// error the log is empty and has no file.
func createLog(dir string, now time.Time, p Plan) (childLog, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return childLog{}, err
	}
	name := fmt.Sprintf("%s-%s-*.log", now.UTC().Format("20060102T150405.000Z"), p.PeerID())
	file, err := os.CreateTemp(dir, name)
	if err != nil {
		return childLog{}, err
	}
	header, err := fmt.Fprintf(file, "+ %s\n", p)
	if err != nil {
		file.Close()
		os.Remove(file.Name())
		return childLog{}, err
	}
	pruneLogs(dir)
	return childLog{file: file, header: int64(header)}, nil
}

// run is the name of the run, which no other one has.
func (l childLog) run() string { return strings.TrimSuffix(filepath.Base(l.file.Name()), ".log") }

// pruneLogs removes the oldest logs. What cannot be removed stays: the next launch tries again.
func pruneLogs(dir string) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return !logName().MatchString(e.Name()) })
	for _, e := range entries[:max(0, len(entries)-logsKept)] {
		_ = os.Remove(filepath.Join(dir, e.Name()))
	}
}

// withoutSecret masks a secret in a program's words: it may print what it was handed. The end of the
// secret may stand where the words were cut at their beginning, and its beginning where a long line was.
func withoutSecret(text string, secret parsecapi.Secret) string {
	const telling, cut = 8, "…"
	value := secret.Reveal()
	if len(value) < telling {
		return text
	}
	text = strings.ReplaceAll(text, value, secret.Masked())
	for from := 1; from <= len(value)-telling; from++ {
		if rest, found := strings.CutPrefix(text, value[from:]); found {
			text = cut + rest
		}
	}
	for end := len(value) - 1; end >= telling; end-- {
		if before, found := strings.CutSuffix(text, value[:end]+cut); found {
			text = before + cut
		}
	}
	return text
}

// lastLine is the program's last line that is not empty, made safe, without the secrets that it
// was handed. The file is opened anew, since the log was closed as soon as the program had it.
func (l childLog) lastLine(secrets ...parsecapi.Secret) string {
	if l.file == nil {
		return ""
	}
	file, err := os.Open(l.file.Name())
	if err != nil {
		return ""
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return ""
	}
	start := max(l.header, size-tailRead)
	tail := make([]byte, max(0, size-start))
	n, _ := file.ReadAt(tail, start)
	lines := bytes.Split(tail[:n], []byte("\n"))
	for _, line := range slices.Backward(lines) {
		if text := textsafe.CleanLine(line); text != "" {
			for _, secret := range secrets {
				text = withoutSecret(text, secret)
			}
			return text
		}
	}
	return ""
}
