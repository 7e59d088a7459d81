package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

const month = 30 * 24 * time.Hour

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// world is a folder and a clock that several dashboards share.
type world struct {
	t    *testing.T
	opts Options
	now  time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: start}
	w.opts = Options{Dir: filepath.Join(t.TempDir(), "state", "journal"), Name: "studio", Keep: month, Now: func() time.Time { return w.now }}
	return w
}

// desk is one dashboard: what it knows of the hosts, and its journal.
type desk struct {
	*world
	journal *Journal
	history *History
	fleet   fleet.Fleet
}

func (w *world) desk() *desk {
	w.t.Helper()
	j, err := Open(w.opts)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = j.Close() })
	return &desk{world: w, journal: j, history: NewHistory(nil)}
}

// page lets time pass, and the desk's poll bring a page.
func (d *desk) page(after time.Duration, page parsecapi.Page) error {
	d.now = d.now.Add(after)
	var events []fleet.Event
	d.fleet, events = d.fleet.Apply(d.now, page)
	d.history.Observe(d.fleet, events)
	return d.journal.Observe(d.fleet, events)
}

// sees wants a page with these hosts to be taken down without an error.
func (d *desk) sees(after time.Duration, peerIDs ...string) {
	d.t.Helper()
	if err := d.page(after, listing(peerIDs...)); err != nil {
		d.t.Errorf("taking down %v: %v", peerIDs, err)
	}
}

// misses lets two pages with these hosts come, so that all others are offline.
func (d *desk) misses(after time.Duration, peerIDs ...string) {
	d.t.Helper()
	d.sees(after, peerIDs...)
	d.sees(8*time.Second, peerIDs...)
}

func listing(peerIDs ...string) parsecapi.Page {
	var page parsecapi.Page
	for _, id := range peerIDs {
		page.Hosts = append(page.Hosts, &parsecapi.Host{PeerID: id, Name: "name of " + id, UserName: "studio#" + id})
	}
	return page
}

// read returns all records, and wants so many lines to be skipped.
func (w *world) read(skipped int) []Record {
	w.t.Helper()
	j, err := Open(w.opts)
	if err != nil {
		w.t.Fatal(err)
	}
	records, n, err := j.Read(time.Time{})
	if err != nil || n != skipped {
		w.t.Errorf("%d lines were skipped, %v; want %d", n, err, skipped)
	}
	return records
}

// holds wants the journal to have these records, each as "kind peer".
func (w *world) holds(want ...string) {
	w.t.Helper()
	w.wants(w.read(0), want...)
}

func (w *world) wants(records []Record, want ...string) {
	w.t.Helper()
	var got []string
	for _, r := range records {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s", r.Kind, r.PeerID)))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("the journal holds %q, want %q", got, want)
	}
}

func (w *world) path() string { return filepath.Join(w.opts.Dir, "studio.jsonl") }

// write puts raw text at the end of the journal, as another program or an accident would.
func (w *world) write(text string) {
	w.t.Helper()
	if err := os.MkdirAll(w.opts.Dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	file, err := os.OpenFile(w.path(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = file.WriteString(text)
		file.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// names returns the names of the journal's files.
func (w *world) names() []string {
	w.t.Helper()
	entries, err := os.ReadDir(w.opts.Dir)
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
