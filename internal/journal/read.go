package journal

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

const (
	// readLimit bounds what is read of one file, in bytes: its newest part.
	readLimit = 64 << 20
	// lineLength is about that of most lines, in bytes.
	lineLength = 160
	// aheadLimit is how far ahead of the clock a record may be. One that is further ahead was written
	// while the clock was wrong, and would be the newest for ever.
	aheadLimit = time.Hour
)

// Read returns the records since then, or all when since is zero, in the order of time. Lines that
// are no records of this version, or that come from the future, are skipped and counted. An error
// means that files could not be read; the records of the others are returned with it.
func (j *Journal) Read(since time.Time) (records []Record, skipped int, err error) {
	r := reader{since: since, until: j.now().Add(aheadLimit), texts: map[string]string{}}
	err = r.files(j)
	slices.SortStableFunc(r.records, func(a, b Record) int { return a.Time.Compare(b.Time) })
	return r.records, r.skipped, err
}

type reader struct {
	since, until time.Time
	texts        map[string]string // by the text as read: most come again and again
	records      []Record
	skipped      int
}

// files reads them all. The one that is written to is opened first and read last: should it be
// finished meanwhile, it is neither missed nor read twice.
func (r *reader) files(j *Journal) error {
	newest, err := private.Open(j.Path(), private.RefuseLinks)
	if err == nil {
		defer newest.Close()
	} else if private.Absent(err) {
		err = nil
	}
	older, failed := j.finishedFiles()
	err = errors.Join(err, failed)
	for _, f := range older {
		if f.ended.Before(r.since) {
			continue
		}
		switch file, failed := private.Open(f.path, private.RefuseLinks); {
		case private.Absent(failed):
		case failed != nil:
			err = errors.Join(err, failed)
		default:
			if !sameFile(file, newest) {
				err = errors.Join(err, r.file(file))
			}
			file.Close()
		}
	}
	if newest != nil {
		err = errors.Join(err, r.file(newest))
	}
	return err
}

func sameFile(a, b *os.File) bool {
	if b == nil {
		return false
	}
	left, errLeft := a.Stat()
	right, errRight := b.Stat()
	return errLeft == nil && errRight == nil && os.SameFile(left, right)
}

func (r *reader) file(file *os.File) error {
	info, err := file.Stat()
	if err == nil && info.Size() > readLimit {
		// What it begins with then is most likely a part of a line, and counts as skipped.
		_, err = file.Seek(-readLimit, io.SeekEnd)
	}
	if err != nil {
		return err
	}
	r.records = slices.Grow(r.records, int(min(info.Size(), readLimit)/lineLength))
	return r.lines(file)
}

// lines takes in what from holds.
func (r *reader) lines(from io.Reader) error {
	return eachLine(from, func(text []byte) error {
		r.line(text)
		return nil
	})
}

// eachLine calls take with every line that is not blank, without the space around it, until it
// returns an error. A line that is too long is nil, which is no record.
func eachLine(from io.Reader, take func(text []byte) error) error {
	in := bufio.NewReaderSize(from, maxLine)
	for {
		text, err := in.ReadSlice('\n')
		text = bytes.TrimSpace(text)
		tooLong := errors.Is(err, bufio.ErrBufferFull)
		if tooLong {
			text = nil
		}
		if tooLong || len(text) > 0 {
			if failed := take(text); failed != nil {
				return failed
			}
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = in.ReadSlice('\n')
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) line(text []byte) {
	record, err := parse(text, r.clean)
	switch {
	case err != nil || record.Time.After(r.until):
		r.skipped++
	case !record.Time.Before(r.since):
		r.records = append(r.records, record)
	}
}

// clean makes a text safe, and one text of all that are the same.
func (r *reader) clean(raw []byte) string {
	known, ok := r.texts[string(raw)]
	if !ok {
		text := string(raw)
		known = textsafe.Clean(text)
		r.texts[text] = known
	}
	return known
}
