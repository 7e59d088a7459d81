package journal

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// FuzzAppend wants what is written after anything at all to be read back, once and in its place, and the
// history of any records to answer.
func FuzzAppend(f *testing.F) {
	f.Add([]byte(goodLine), "peer", "name")
	f.Add([]byte(goodLine[:30]), "a\x1b", "\xff")
	f.Add([]byte("\x00\n\r\n{\"v\":2,\"time\":\"2026-03-01T12:00:00Z\"}"), "", "")
	f.Add([]byte(`{"time":"2026-03-01T11:00:00Z","kind":"absent","peer_id":"peer"}`+"\n"+`{"time":"2026-03-01T11:00:00Z","kind":"stopped"}`), "peer", "x")
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, before []byte, peerID, name string) {
		j, err := Open(Options{Dir: folder, Name: "studio", Keep: month, Now: func() time.Time { return start }})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "studio"+extension), before, 0o600); err != nil {
			t.Fatal(err)
		}
		older, skipped, err := j.Read(time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		added := Record{Time: start, Kind: KindOnline, PeerID: peerID, Name: name}
		for range 2 {
			if err := j.Add(added); err != nil {
				t.Fatal(err)
			}
		}
		records, again, err := j.Read(time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		fit := peerID != "" && len(peerID)+len(name) < maxLine/12
		if fit && (len(records) != len(older)+2 || again != skipped) {
			t.Fatalf("after %q: %d records and %d faults, before %d and %d", before, len(records), again, len(older), skipped)
		}
		if !slices.IsSortedFunc(records, func(a, b Record) int { return a.Time.Compare(b.Time) }) {
			t.Fatal("the records are out of order")
		}
		checkHistory(t, records)
	})
}

// checkHistory wants a history to answer for every host in it.
func checkHistory(t *testing.T, records []Record) {
	t.Helper()
	h := NewHistory(records)
	for _, r := range records {
		if r.PeerID == "" {
			continue
		}
		for _, slots := range []int{0, 1, 24} {
			if got := len(h.Strip(r.PeerID, start, slots, 24*time.Hour)); got != slots {
				t.Fatalf("%d slots, want %d", got, slots)
			}
		}
	}
	for _, host := range h.Hosts() {
		if host.PeerID == "" {
			t.Fatal("a host of no peer ID")
		}
	}
	_ = h.Recent()
}
