package fleet

import (
	"fmt"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func manyRows(n int) []parsecapi.Host {
	rows := make([]parsecapi.Host, n)
	for i := range rows {
		rows[i] = aRow(fmt.Sprintf("1QA0qE1h0aBW7GKRTXCU%07d", i*7919%n), named(fmt.Sprintf("render-%05d", i)), seated(i%3, 4))
		rows[i].Raw = fmt.Appendf(nil, `{"peer_id":%q,"name":%q,"players":%d}`, rows[i].PeerID, rows[i].Name, i%3)
	}
	return rows
}

func TestUnchangedPageAllocatesNothing(t *testing.T) {
	p := page(manyRows(1000)...)
	f, _ := Fleet{}.Apply(at(0), p)
	p.Unchanged = true
	if n := testing.AllocsPerRun(100, func() { f, _ = f.Apply(at(8), p) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if !f.LastGood().Equal(at(8)) {
		t.Error("the page was not taken note of")
	}
}

func TestUnchangedHostsAreShared(t *testing.T) {
	f, _ := Fleet{}.Apply(at(0), page(aRow("a"), aRow("b")))
	next, _ := f.Apply(at(8), page(aRow("b", named("x")), aRow("a")))
	if f.Hosts()[0] != next.Hosts()[0] || f.Hosts()[1] == next.Hosts()[1] {
		t.Error("the unchanged host was copied, or the changed one was not")
	}
}

func BenchmarkUnchangedPage(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := page(manyRows(n)...)
			f, _ := Fleet{}.Apply(start, p)
			p.Unchanged = true
			b.ReportAllocs()
			for b.Loop() {
				f, _ = f.Apply(start.Add(8*time.Second), p)
			}
		})
	}
}

func BenchmarkOnePercentChanged(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			before := page(manyRows(n)...)
			after := page()
			for i, host := range before.Hosts {
				if i%100 == 0 {
					changed := *host
					changed.Metadata.Players.N++
					host = &changed
				}
				after.Hosts = append(after.Hosts, host)
			}
			f, _ := Fleet{}.Apply(start, before)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = f.Apply(start.Add(8*time.Second), after)
			}
		})
	}
}

func BenchmarkFirstPage(b *testing.B) {
	p := page(manyRows(10_000)...)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Fleet{}.Apply(start, p)
	}
}
