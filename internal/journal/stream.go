package journal

import "io"

// Stream reads records one by one, as their lines come: those of a journal's file, or those that a
// watch has printed. It calls take with each until that returns an error, which it returns. Lines
// that are no records of this version are counted, as are those that are.
func Stream(from io.Reader, take func(Record) error) (read, skipped int, err error) {
	err = eachLine(from, func(text []byte) error {
		r, err := ParseRecord(text)
		if err != nil {
			skipped++
			return nil
		}
		read++
		return take(r)
	})
	return read, skipped, err
}
