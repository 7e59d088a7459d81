package recording

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"parsec-hosts/parsecapi"
)

const (
	// maxBytes bounds what is read into memory. A day of a thousand hosts is smaller.
	maxBytes = 256 << 20
	// maxDropped bounds how many rows a line may claim to have been left out.
	maxDropped = 100_000
	// agreement is how far two clocks may be apart that agree: a Date header is in whole seconds.
	agreement = 2 * time.Second
)

// errNotOne is the error of a file of another kind.
var errNotOne = errors.New("this is no recording of parsec-hosts record")

// Is reports whether a file that begins so is meant to be a recording.
func Is(beginning []byte) bool {
	return bytes.HasPrefix(beginning, []byte(`{"format":"`+formatName+`"`))
}

// Read reads a recording. Its errors name the line. A last line that breaks off is left out.
func Read(in io.Reader) (*Recording, error) {
	rd := reader{lines: bufio.NewReader(io.LimitReader(in, maxBytes+1))}
	first, _, err := rd.next()
	if err != nil {
		return nil, err
	}
	if err := rd.header(first); err != nil {
		return nil, err
	}
	for {
		text, whole, err := rd.next()
		if err != nil {
			return nil, err
		}
		if len(text) == 0 && !whole {
			break
		}
		err = rd.poll(text)
		if err != nil && !whole {
			rd.made.CutOff = true
			break
		}
		if err != nil {
			return nil, fmt.Errorf("line %d is damaged: %w", rd.number, err)
		}
	}
	if len(rd.made.Polls) == 0 {
		return nil, errors.New("the recording holds no poll")
	}
	return &rd.made, nil
}

type reader struct {
	lines  *bufio.Reader
	number int // of the current line
	bytes  int
	last   *Answer
	made   Recording
}

// next returns the next line, and whether its end is there.
func (r *reader) next() (text []byte, whole bool, err error) {
	text, err = r.lines.ReadBytes('\n')
	r.number++
	r.bytes += len(text)
	switch {
	case r.bytes > maxBytes:
		return nil, false, fmt.Errorf("the recording is larger than %d MB", maxBytes>>20)
	case err == nil:
		return text, true, nil
	case errors.Is(err, io.EOF):
		return text, false, nil
	}
	return nil, false, err
}

func (r *reader) header(text []byte) error {
	header := &r.made.Header
	if !Is(text) || json.Unmarshal(text, header) != nil {
		return errNotOne
	}
	if header.Version != formatVersion {
		return fmt.Errorf("the recording is of format %d, which this program does not know: use a newer one", header.Version)
	}
	return nil
}

func (r *reader) poll(text []byte) error {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return plainly(err)
	}
	poll := Poll{
		At:      time.Duration(l.At) * time.Millisecond,
		Took:    time.Duration(l.Took) * time.Millisecond,
		Failure: l.Failure,
	}
	if err := r.checkTime(l); err != nil {
		return err
	}
	if !l.Date.IsZero() {
		poll.HasDate = true
		poll.Skew = skew(l.Date.Sub(r.made.Header.Recorded.Add(poll.At)), poll.Took)
	}
	switch {
	case l.Failure != nil:
		if err := l.Failure.check(); err != nil {
			return err
		}
	case l.Unchanged && r.last == nil:
		return errors.New("it is the same as an answer before, and there is none")
	case !l.Unchanged:
		if err := r.answer(l.Answer); err != nil {
			return err
		}
	}
	if l.Failure == nil {
		poll.Answer = r.last
	}
	r.made.Polls = append(r.made.Polls, poll)
	return nil
}

// maxTime is the longest time that a line may tell, in milliseconds: a year.
const maxTime = 366 * 24 * 60 * 60 * 1000

func (r *reader) checkTime(l line) error {
	var before time.Duration
	if n := len(r.made.Polls); n > 0 {
		before = r.made.Polls[n-1].At
	}
	switch {
	case l.At < before.Milliseconds():
		return errors.New("its at_ms is before that of the line above")
	case l.At > maxTime || l.Took < 0 || l.Took > maxTime:
		return errors.New("its at_ms or took_ms is out of range")
	}
	return nil
}

func (r *reader) answer(text json.RawMessage) error {
	if text == nil {
		return errors.New("it has no answer, unchanged or failure")
	}
	answer := &Answer{}
	if err := json.Unmarshal(text, answer); err != nil {
		return plainly(err)
	}
	if answer.Route != parsecapi.RouteHosts && answer.Route != parsecapi.RouteV2 {
		return errors.New("its answer has no route")
	}
	if answer.Dropped < 0 || answer.Dropped > maxDropped {
		return errors.New("its number of dropped rows is out of range")
	}
	for _, failure := range answer.Failures {
		if err := failure.check(); err != nil {
			return err
		}
	}
	r.last = answer
	return nil
}

// check refuses what no service could have answered.
func (f Failure) check() error {
	if f.Kind == KindRefusal && (f.Status < 300 || f.Status > 999) {
		return fmt.Errorf("no refusal has the status %d", f.Status)
	}
	return nil
}

// skew returns how far two clocks are apart, nothing for those that agree. One of them showed how
// much later than the beginning of a poll it was at some moment of the poll.
func skew(later, took time.Duration) time.Duration {
	apart := later - min(max(later, 0), took)
	if apart.Abs() < agreement {
		return 0
	}
	return apart
}

// plainly says what is wrong with JSON without naming types of this program.
func plainly(err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return fmt.Errorf("its %s is of the wrong type: %s", wrongType.Field, wrongType.Value)
	}
	return errors.New("it is not JSON")
}
