package journal

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAStreamIsReadAsItsLinesCome(t *testing.T) {
	r, w := io.Pipe()
	defer r.Close()
	go func() {
		_, _ = io.WriteString(w, `{"time":"2026-03-01T12:00:00Z","kind":"online","peer_id":"a"}`+"\n")
	}()
	enough := errors.New("enough")
	var got []Record
	read, skipped, err := Stream(r, func(record Record) error {
		got = append(got, record)
		return enough
	})
	if err != enough || read != 1 || skipped != 0 || len(got) != 1 || got[0].PeerID != "a" {
		t.Errorf("%d read, %d skipped, %v: %+v", read, skipped, err, got)
	}
}

func TestWhatIsNoRecordInAStreamIsCounted(t *testing.T) {
	text := "\n" + `{"time":"2026-03-01T12:00:00Z","kind":"outage","to":"no answer"}` + "\nwords\n" +
		strings.Repeat("x", 2*maxLine) + "\n{}\n" + `{"time":"2026-03-01T12:00:01Z","kind":"restored"}`
	var kinds []Kind
	read, skipped, err := Stream(strings.NewReader(text), func(r Record) error {
		kinds = append(kinds, r.Kind)
		return nil
	})
	if err != nil || read != 2 || skipped != 3 || kinds[1] != KindRestored {
		t.Errorf("%d read, %d skipped, %v: %v", read, skipped, err, kinds)
	}
}
