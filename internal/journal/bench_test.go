package journal

import (
	"fmt"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// busy is a month of a studio: hosts that come and go, and somebody who looks by day.
func busy(n int) []Record {
	const hosts = 300
	records := make([]Record, 0, n)
	step := month / time.Duration(n)
	for i := range n {
		r := Record{Time: start.Add(time.Duration(i) * step), Kind: KindLooking}
		if i%10 != 0 {
			id := i * 7919 % hosts
			r.Kind = []Kind{KindOnline, KindOffline}[i/hosts%2]
			r.PeerID, r.Name, r.UserName = fmt.Sprintf("1QA0qE1h0aBW7GKRTXCU%07d", id), fmt.Sprintf("render-%05d", id), "studio#anna"
			r.From, r.To = "missing", "offline"
		}
		records = append(records, r)
	}
	return records
}

func BenchmarkRead100000(b *testing.B) {
	j, err := Open(Options{Dir: b.TempDir(), Name: "studio", Keep: month, Now: func() time.Time { return start.Add(month) }})
	if err != nil {
		b.Fatal(err)
	}
	if err := j.Add(Record{Time: start, Kind: KindStopped}); err != nil {
		b.Fatal(err)
	}
	if err := j.append(busy(100_000)...); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		records, skipped, err := j.Read(time.Time{})
		if len(records) != 100_001 || skipped != 0 || err != nil {
			b.Fatal(len(records), skipped, err)
		}
	}
}

func BenchmarkNewHistory100000(b *testing.B) {
	records := busy(100_000)
	b.ReportAllocs()
	for b.Loop() {
		NewHistory(records)
	}
}

func BenchmarkStrip(b *testing.B) {
	records := busy(100_000)
	h, id := NewHistory(records), records[1].PeerID
	b.ReportAllocs()
	for b.Loop() {
		h.Strip(id, start.Add(month), 24, 24*time.Hour)
	}
}

func BenchmarkObserveUnchanged(b *testing.B) {
	now := start
	j, err := Open(Options{Dir: b.TempDir(), Name: "studio", Keep: month, Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	ids := make([]string, 10_000)
	for i := range ids {
		ids[i] = fmt.Sprintf("1QA0qE1h0aBW7GKRTXCU%07d", i)
	}
	var f fleet.Fleet
	page := listing(ids...)
	b.ReportAllocs()
	for b.Loop() {
		var events []fleet.Event
		f, events = f.Apply(now, page)
		if err := j.Observe(f, events); err != nil {
			b.Fatal(err)
		}
		page = parsecapi.Page{Hosts: page.Hosts, Unchanged: true}
		now = now.Add(8 * time.Second)
	}
}
